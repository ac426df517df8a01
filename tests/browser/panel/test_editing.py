"""The editor over a page: what is typed and saved there, from row to row."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits.drafts import Draft
from appointments.index import days
from tests.browser.conftest import axe
from tests.browser.editor import signed_in
from tests.browser.panel.opened import opened, panel
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


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
    expect(editor.field("title")).to_have_value("Sesión uno de hoy")
    editor.has_changes(1)
    axe(day)
    editor.press("Discard")
    expect(editor.field("title")).to_have_value("Sesión uno")
    expect(day).to_have_url(re.compile(rf"open={booked[0]['id']}$"))
    assert not Draft.objects.exists()


def test_one_steps_from_row_to_row_in_the_order_of_the_page(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    opened(day, booked[0])
    back, on = (panel(day).locator(f"[data-step='{by}']") for by in (-1, 1))
    expect(back).to_be_disabled()
    for one in booked[1:]:
        day.keyboard.press("j")
        expect(panel(day)).to_have_attribute("data-appointment", one["id"])
        expect(panel(day).locator("h2").first).to_be_focused()
        current = day.locator(f'.run[data-current][data-appointment="{one["id"]}"]')
        expect(current).to_have_count(1)
    expect(on).to_be_disabled()
    back.click()
    expect(panel(day)).to_have_attribute("data-appointment", booked[1]["id"])
    day.keyboard.press("k")
    expect(panel(day)).to_have_attribute("data-appointment", booked[0]["id"])
    day.go_back()
    expect(panel(day)).to_have_count(0)
    expect(day).not_to_have_url(re.compile("open="))


def test_a_step_keeps_what_was_typed_says_so_and_carries_nothing_over(
    day: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(day, booked[0])
    editor.field("title").fill("A medias")
    editor.field("title").press("j")
    expect(editor.field("title")).to_have_value("A mediasj")
    panel(day).get_by_role("button", name="Next appointment").click()
    expect(panel(day)).to_have_attribute("data-appointment", booked[1]["id"])
    expect(editor.field("title")).to_have_value("Sesión dos")
    line = panel(day).locator("[data-kept-before]")
    expect(line).to_contain_text("What you typed before is kept, and not saved.")
    axe(day)
    line.get_by_role("link").click()
    expect(editor.field("title")).to_have_value("A mediasj")
    editor.press("Discard")
    expect(editor.field("title")).to_have_value("Sesión uno")


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
    editor.says("Sesión uno")
    expect(row).to_contain_text("Sesión uno")


def test_the_list_can_be_searched_while_the_panel_stays(
    listed: Page, booked: list[dict[str, Any]]
) -> None:
    editor = opened(listed, booked[0])
    editor.field("title").fill("A medias")
    box = listed.get_by_role("searchbox", name="Search appointments")
    box.press_sequentially("sesion dos")
    expect(listed.locator("tr.apt")).to_have_count(1)
    expect(listed).to_have_url(re.compile(rf"q=sesion\+dos.*open={booked[0]['id']}$"))
    expect(editor.field("title")).to_have_value("A medias")
    listed.locator("h1").click()
    listed.keyboard.press("Escape")
    expect(panel(listed)).to_have_count(0)
    expect(listed).to_have_url(re.compile(r"q=sesion\+dos"))
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


def test_after_a_save_of_the_whole_series_the_day_below_stays(
    page: Page,
    live: str,
    ana: Any,
    names: Any,
    book: Book,
    own: OwnDay,
    settings: Any,
) -> None:
    # The days of their own that tests book on are further ahead than is usual.
    settings.INDEX_DAYS_AHEAD = 4000
    book(rrule="FREQ=DAILY;COUNT=3", ignoreFreeSlotValidation=True)
    days.refresh(own.day, pressed=True)
    signed_in(page, ana)
    page.goto(f"/?date={own}")
    page.locator(".run [data-open]").click()
    scope = panel(page).locator(".scope")
    scope.get_by_role("link", name="Whole series").click()
    expect(scope.locator("[aria-current]")).to_have_text("Whole series")
    page.locator("#f-title").fill("Toda la serie")
    page.locator("#f-title").press("Enter")
    expect(page.locator("#answer")).to_contain_text("Saved.")
    expect(page.locator("#answer")).to_contain_text("All 3 appointments")
    expect(page).to_have_url(re.compile(rf"/\?date={own}&open="))
    page.locator("live-part").evaluate("one => one.look()")
    row = page.locator("#day .run")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Toda la serie")
