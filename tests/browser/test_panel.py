"""The editor over a page, as somebody who works through a day or a list has it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from appointments.edits.drafts import Draft
from appointments.index import days
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import Editor, signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    """Three appointments of a day of the test's own."""
    starts = (own.at(9 + 2 * n) for n in range(3))
    return [book(start=at, title=f"Sesión {n}") for n, at in enumerate(starts, 1)]


@pytest.fixture
def day(page: Page, booked: Any, ana: Any, own: OwnDay) -> Page:
    signed_in(page, ana)
    days.refresh(own.day, pressed=True)
    page.goto(f"/?date={own}")
    expect(page.locator(".run")).to_have_count(3)
    return page


@pytest.fixture
def listed(page: Page, booked: Any, ana: Any, own: OwnDay) -> Page:
    signed_in(page, ana)
    days.refresh(own.day, pressed=True)
    page.goto(f"/appointments/?from={own}&to={own}")
    expect(page.locator("tr.apt")).to_have_count(3)
    return page


def panel(page: Page) -> Locator:
    return page.locator("#panel .panel")


def link(page: Page, booked: dict[str, Any]) -> Locator:
    return page.locator(f'main [data-appointment="{booked["id"]}"] [data-open]').last


def opened(page: Page, booked: dict[str, Any]) -> Editor:
    """Press the row, and wait for its editor."""
    link(page, booked).click()
    expect(panel(page)).to_have_attribute("data-appointment", booked["id"])
    expect(page.locator("#editor")).to_have_count(1)
    return Editor(page, booked["id"])


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
    assert [url for url in asked if "/static/" not in url] == []
    day.go_forward()
    expect(panel(day)).to_have_attribute("data-appointment", booked[2]["id"])
    day.reload()
    expect(panel(day)).to_have_attribute("data-appointment", booked[2]["id"])
    expect(day.locator(".run[data-current]")).to_have_count(1)
    panel(day).get_by_role("link", name="Close").click()
    expect(panel(day)).to_have_count(0)
    expect(day).not_to_have_url(re.compile("open="))


def test_what_was_typed_is_kept_when_it_closes_and_goes_on_in_the_panel(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.field("title").press("End")
    editor.field("title").press_sequentially(" de hoy")
    day.keyboard.press("Escape")
    expect(panel(day)).to_have_count(0)
    expect(day.locator("#live")).to_contain_text("What you typed is kept")
    opened(day, booked[0])
    panel(day).get_by_role("link", name="Go on").click()
    expect(editor.field("title")).to_have_value("Sesión 1 de hoy")
    editor.has_changes(1)
    axe(day)
    editor.press("Discard")
    expect(editor.field("title")).to_have_value("Sesión 1")
    expect(day).to_have_url(re.compile(rf"open={booked[0]['id']}$"))
    assert not Draft.objects.exists()


def test_a_save_is_told_in_the_panel_and_shown_in_the_row(
    listed: Page, booked: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    editor = opened(listed, booked[0])
    editor.type(title="Otra sesión")
    editor.has_changes(1)
    editor.save()
    editor.says("Saved")
    row = listed.locator(f"#row-{booked[0]['id']}")
    expect(row).to_contain_text("Otra sesión")
    expect(row).to_have_attribute("data-current", "")
    expect(listed).to_have_url(re.compile(rf"from=.*&open={booked[0]['id']}$"))
    assert sandbox.get(booked[0]["id"])["title"] == "Otra sesión"
    expect(panel(listed).locator(".tabs .n")).to_have_text("1")
    panel(listed).get_by_role("tab", name="Edit").focus()
    listed.keyboard.press("ArrowLeft")
    expect(panel(listed).get_by_role("tab", name="History")).to_be_focused()
    expect(listed.locator("#editor")).to_be_hidden()
    axe(listed)
    listed.locator("#history").get_by_role("button", name="Undo").click()
    editor.says("Sesión 1")
    expect(row).to_contain_text("Sesión 1")


def test_the_list_can_be_searched_while_the_panel_stays(
    listed: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(listed, booked[0])
    editor.field("title").fill("A medias")
    box = listed.get_by_role("searchbox", name="Search appointments")
    box.press_sequentially("sesion 2")
    expect(listed.locator("tr.apt")).to_have_count(1)
    expect(listed).to_have_url(re.compile(rf"q=sesion\+2.*open={booked[0]['id']}$"))
    expect(editor.field("title")).to_have_value("A medias")
    listed.locator("h1").click()
    listed.keyboard.press("Escape")
    expect(panel(listed)).to_have_count(0)
    expect(listed).to_have_url(re.compile(r"q=sesion\+2"))
    expect(listed.locator("tr.apt")).to_have_count(1)


def test_the_full_page_is_one_press_away_with_what_was_typed(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.field("title").fill("A medias")
    panel(day).get_by_role("link", name="Open full page").click()
    day.wait_for_url(f"**/appointments/{booked[0]['id']}/?draft")
    expect(editor.field("title")).to_have_value("A medias")


def test_what_cannot_be_sent_is_led_to_in_the_panel(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.type(start="nonsense")
    editor.save()
    editor.says("Not saved yet")
    editor.banner.get_by_role("link").first.click()
    expect(editor.field("start")).to_be_focused()
    expect(day).not_to_have_url(re.compile("#"))


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


def test_the_day_below_shows_what_was_saved_in_the_panel(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.type(title="Otra sesión")
    editor.has_changes(1)
    editor.save()
    editor.says("Saved")
    row = day.locator(f"#run-{booked[0]['id']}")
    expect(row).to_contain_text("Otra sesión")
    expect(row).to_have_attribute("data-current", "")
    expect(editor.banner).to_be_visible()
