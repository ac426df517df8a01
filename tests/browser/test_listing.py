"""The list of all appointments, as somebody who looks for one has it."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from appointments.index import days
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    """Two appointments of a day of the test's own."""
    titles = ("Plantillas de Iñaki", "Rehabilitación de hombro")
    return [
        book(title=title, start=own.at(9 + n), address="Sala 2", description="Nota")
        for n, title in enumerate(titles)
    ]


@pytest.fixture
def listed(page: Page, booked: Any, ana: Any, own: OwnDay) -> Page:
    """The list of that day."""
    signed_in(page, ana)
    days.refresh(own.day, pressed=True)
    page.goto(f"/appointments/?from={own}&to={own}")
    expect(rows(page)).to_have_count(2)
    return page


def rows(page: Page) -> Locator:
    return page.locator("tr.apt")


def test_the_list_filters_while_one_types_and_keeps_its_address(
    listed: Page, booked: Any, own: OwnDay
) -> None:
    axe(listed)
    box = listed.get_by_role("searchbox", name="Search appointments")
    box.press_sequentially("inaki")
    expect(rows(listed)).to_have_count(1)
    expect(rows(listed)).to_contain_text("Plantillas de Iñaki")
    expect(box).to_be_focused()
    expect(box).to_have_value("inaki")
    expect(listed.locator(".filters__end")).to_contain_text("1 appointment")
    asked = re.compile(rf"/appointments/\?q=inaki&from={own}&to={own}$")
    expect(listed).to_have_url(asked)
    listed.reload()
    expect(rows(listed)).to_have_count(1)
    listed.locator(".rowlink").click()
    listed.wait_for_url(f"**open={booked[0]['id']}")
    listed.go_back()
    expect(rows(listed)).to_have_count(1)
    expect(box).to_have_value("inaki")


def test_a_filter_is_set_in_its_list_which_stays_open_and_taken_away_again(
    listed: Page,
) -> None:
    chip = listed.locator("#chip-status")
    chip.locator("summary").click()
    axe(listed)
    listed.get_by_label("No-show").check()
    expect(chip.locator("summary")).to_contain_text("No-show")
    expect(listed.locator(".empty")).to_contain_text("No appointments match")
    expect(listed.get_by_label("No-show")).to_be_visible()
    axe(listed)
    listed.get_by_label("Confirmed", exact=True).check()
    expect(rows(listed)).to_have_count(2)
    listed.keyboard.press("Escape")
    listed.get_by_role("link", name="Remove filter: Status").click()
    expect(listed).not_to_have_url(re.compile("status="))
    expect(rows(listed)).to_have_count(2)


def test_a_page_without_appointments_is_as_tall_as_the_window(listed: Page) -> None:
    listed.goto("/appointments/?q=nothing+is+like+this")
    expect(listed.locator(".empty")).to_be_visible()
    box = listed.locator("#main").bounding_box()
    assert box
    assert box["y"] + box["height"] > 900 - 20


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_fits_a_phone_in_spanish(listed: Page, ana: Any, theme: str) -> None:
    type(ana).objects.filter(pk=ana.pk).update(language="es", theme=theme)
    listed.set_viewport_size(PHONE)  # type: ignore[arg-type]
    listed.reload()
    expect(listed.locator("h1")).to_have_text("Citas")
    assert fits(listed)
    axe(listed)
    for name in ("when", "status", "assignee", "calendar", "more"):
        chip = listed.locator(f"#chip-{name}")
        chip.locator("summary").click()
        expect(chip.locator(".menu")).to_be_in_viewport()
        assert fits(listed)
        axe(listed)
        listed.keyboard.press("Escape")


def test_without_scripts_the_form_is_sent_by_a_button(
    browser: Any, listed: Page, live: str, own: OwnDay
) -> None:
    cookies = listed.context.cookies()
    plain = browser.new_context(java_script_enabled=False, base_url=live)
    plain.add_cookies(cookies)
    page = plain.new_page()
    page.goto(f"/appointments/?from={own}&to={own}")
    page.get_by_role("searchbox", name="Search appointments").fill("inaki")
    page.get_by_role("button", name="Show").click()
    expect(rows(page)).to_have_count(1)
    plain.close()


def test_a_status_is_set_in_its_row_and_undone_there(
    listed: Page, booked: Any, sandbox: Sandbox
) -> None:
    row = listed.locator(f"#row-{booked[1]['id']}")
    height = row.bounding_box()
    row.locator(".c-st summary").click()
    expect(row.get_by_role("button", name="Showed")).to_be_visible()
    axe(listed)
    row.get_by_role("button", name="No-show").click()
    line = row.locator(".said")
    expect(line).to_contain_text("No-show. Confirmed by Leadway")
    expect(line).to_be_focused()
    assert row.bounding_box() == height
    assert fits(listed)
    axe(listed)
    assert sandbox.get(booked[1]["id"])["appointmentStatus"] == "noshow"
    line.get_by_role("button", name="Undo").click()
    expect(row.locator(".said")).to_contain_text("Confirmed. Confirmed by Leadway")
    assert sandbox.get(booked[1]["id"])["appointmentStatus"] == "confirmed"


@pytest.mark.parametrize("width", [390, 900, 1024, 1440])
def test_whatever_is_in_a_row_the_list_fits_its_window(
    listed: Page, book: Book, own: OwnDay, width: int
) -> None:
    endless = dict.fromkeys(("title", "address", "appointmentStatus"), "x" * 2000)
    book(start=own.at(15), raw=endless | {"assignedUserId": "y" * 100})
    days.refresh(own.day, pressed=True)
    listed.set_viewport_size({"width": width, "height": 844})
    listed.goto(f"/appointments/?from={own}&to={own}")
    expect(rows(listed)).to_have_count(3)
    body = listed.locator(".body")
    assert body.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert fits(listed)
    box = rows(listed).last.locator(".c-st summary").bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
