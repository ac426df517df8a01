"""The editor over a page: how it opens, closes and fits."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, axe, fits
from tests.browser.panel.opened import link, opened, panel
from tests.own_day import OwnDay

pytestmark = pytest.mark.django_db


def test_a_row_opens_beside_the_day_and_escape_gives_the_focus_back(
    day: Page, booked: list[dict[str, Any]], own: OwnDay
) -> None:
    title = day.title()
    opened(day, booked[1])
    expect(day).to_have_url(re.compile(rf"/\?date={own}&open={booked[1]['id']}$"))
    expect(panel(day).locator("h2").first).to_be_focused()
    heading = panel(day).locator("h2").first.inner_text()
    expect(day).to_have_title(f"{heading} · Leadway Admin")
    expect(day.locator(".run[data-current]")).to_have_count(1)
    assert fits(day)
    axe(day)
    day.keyboard.press("Escape")
    expect(panel(day)).to_have_count(0)
    expect(link(day, booked[1])).to_be_focused()
    expect(day).to_have_url(re.compile(rf"/\?date={own}$"))
    expect(day).to_have_title(title)
    expect(day.locator("[data-current]")).to_have_count(0)


def test_back_closes_it_forward_opens_it_and_a_reload_keeps_it(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    asked: list[str] = []
    opened(day, booked[0])
    opened(day, booked[2])
    day.on("request", lambda request: asked.append(request.url))
    day.go_back()
    expect(panel(day)).to_have_count(0)
    expect(link(day, booked[2])).to_be_focused()
    # Besides who is there, which the page tells and hears by itself.
    beside = ("/static/", "/_present/")
    assert [url for url in asked if not any(part in url for part in beside)] == []
    day.go_forward()
    expect(panel(day)).to_have_attribute("data-appointment", booked[2]["id"])
    day.reload()
    expect(panel(day)).to_have_attribute("data-appointment", booked[2]["id"])
    expect(day.locator(".run[data-current]")).to_have_count(1)
    panel(day).get_by_role("link", name="Close").click()
    expect(panel(day)).to_have_count(0)
    expect(day).not_to_have_url(re.compile("open="))


def test_on_a_phone_it_fills_the_screen_and_holds_the_focus(
    day: Page, booked: list[dict[str, Any]], ana: Any
) -> None:
    type(ana).objects.filter(pk=ana.pk).update(language="es", theme="dark")
    day.set_viewport_size(PHONE)  # type: ignore[arg-type]
    day.reload()
    opened(day, booked[1])
    box = panel(day).bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    expect(panel(day)).to_have_attribute("aria-modal", "true")
    assert day.locator("main").evaluate("one => one.inert")
    assert fits(day)
    axe(day)
    for name in ("Contacto", "Registro", "Historial"):
        panel(day).get_by_role("tab", name=name).click()
        assert fits(day)
        axe(day)
    panel(day).get_by_role("link", name="Cerrar").click()
    expect(link(day, booked[1])).to_be_focused()
    assert not day.locator("main").evaluate("one => one.inert")


@pytest.mark.parametrize("width", [900, 1100, 1219, 1440])
def test_it_fits_beside_or_over_the_page(
    listed: Page, booked: list[dict[str, Any]], width: int
) -> None:
    listed.emulate_media(color_scheme="dark")
    opened(listed, booked[0])
    listed.set_viewport_size({"width": width, "height": 800})
    box = panel(listed).bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    assert fits(listed)
    axe(listed)


def test_without_scripts_a_row_leads_to_the_page_and_an_address_shows_the_panel(
    browser: Any, day: Page, live: str, booked: list[dict[str, Any]], own: OwnDay
) -> None:
    cookies = day.context.cookies()
    plain = browser.new_context(java_script_enabled=False, base_url=live)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(f"/?date={own}")
    link(page, booked[0]).click()
    page.wait_for_url(f"**/appointments/{booked[0]['id']}/")
    page.goto(f"/?date={own}&open={booked[0]['id']}")
    expect(panel(page).locator("#history")).to_be_visible()
    panel(page).get_by_role("link", name="Close").click()
    expect(panel(page)).to_have_count(0)
    plain.close()


def test_it_opens_over_the_calendar_as_well(
    day: Page, booked: list[dict[str, Any]], own: OwnDay
) -> None:
    day.goto(f"/calendar/?day={own}")
    opened(day, booked[0])
    expect(day).to_have_url(
        re.compile(rf"/calendar/\?day={own}&open={booked[0]['id']}$")
    )
    assert fits(day)
    axe(day)
    day.keyboard.press("j")
    expect(panel(day)).to_have_attribute("data-appointment", booked[1]["id"])
    day.keyboard.press("Escape")
    expect(link(day, booked[1])).to_be_focused()
