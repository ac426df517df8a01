"""Single keys in a browser: what they press, and when they are silent."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.conftest import ARRIVING, axe, sign_in
from tests.conftest import Book
from tests.own_day import OwnDay


@pytest.fixture
def day(page: Page, live: str, names: Any, ana: User, book: Book, own: OwnDay) -> Page:
    """A day with three appointments, one after the other."""
    ana.language = "en"
    ana.save()
    for hour, title in ((9, "Uno"), (11, "Dos"), (13, "Tres")):
        book(start=own.at(hour), end=own.at(hour, 30), title=title)
    sign_in(page, "ana")
    page.goto(f"/?date={own}")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator("#day .run")).to_have_count(3)
    expect(page.locator(ARRIVING)).to_have_count(0)
    return page


def focused(page: Page) -> Any:
    return page.locator("#day .run:has(:focus)")


def test_j_and_k_go_from_row_to_row_and_stop_at_the_ends(day: Page) -> None:
    for key, title in zip(
        "jjjjkkk", ["Uno", "Dos", "Tres", "Tres", "Dos", "Uno", "Uno"], strict=True
    ):
        day.keyboard.press(key)
        expect(focused(day)).to_contain_text(title)
    axe(day)


def test_enter_and_o_open_the_row_and_j_goes_on_in_the_panel(day: Page) -> None:
    day.keyboard.press("j")
    day.keyboard.press("Enter")
    expect(day.locator("#panel #f-title")).to_have_value("Uno")
    day.keyboard.press("Escape")
    expect(day.locator("#panel .panel")).to_have_count(0)
    expect(focused(day)).to_contain_text("Uno")
    day.keyboard.press("j")
    day.keyboard.press("o")
    expect(day.locator("#panel #f-title")).to_have_value("Dos")


def test_one_key_records_and_another_takes_it_back(day: Page) -> None:
    day.keyboard.press("j")
    day.keyboard.press("x")
    row = day.locator("#day .run", has_text="Uno")
    expect(row.locator(".said")).to_contain_text(re.compile("Cancelled"))
    undo = row.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    day.keyboard.press("u")
    expect(row.locator(".said")).to_contain_text("Undone: ")


def test_nothing_happens_without_a_row_or_while_somebody_types(day: Page) -> None:
    posts: list[str] = []
    day.on(
        "request", lambda one: posts.append(one.url) if one.method == "POST" else None
    )
    for key in "snx":
        day.keyboard.press(key)
    day.goto("/appointments/")
    day.keyboard.press("/")
    expect(day.locator("#listing-q")).to_be_focused()
    day.keyboard.type("tcjk?")
    expect(day.locator("#listing-q")).to_have_value("tcjk?")
    expect(day).to_have_url(re.compile("q=tcjk"))
    expect(day.locator(ARRIVING)).to_have_count(0)
    assert not [url for url in posts if "/press/" in url]


def test_keys_with_another_one_held_are_the_browsers(day: Page) -> None:
    here = day.url
    for key in ("Control+j", "Alt+j", "Shift+J", "Control+Alt+t"):
        day.keyboard.press(key)
    expect(focused(day)).to_have_count(0)
    assert day.url == here


def test_t_and_c_go_where_they_say(day: Page) -> None:
    day.keyboard.press("c")
    expect(day).to_have_url(re.compile("/calendar/"))
    day.keyboard.press("t")
    expect(day).to_have_url(re.compile("/$"))


def test_g_and_a_letter_lead_on_for_a_moment(day: Page) -> None:
    day.keyboard.press("g")
    day.keyboard.press("c")
    expect(day).to_have_url(re.compile("/calendar/"))
    day.wait_for_load_state()
    day.keyboard.press("g")
    day.keyboard.press("a")
    expect(day).to_have_url(re.compile("/appointments/$"))
    day.wait_for_load_state()
    here = day.url
    day.keyboard.press("a")
    day.keyboard.press("g")
    day.keyboard.press("z")
    day.keyboard.press("a")
    assert day.url == here


def test_letters_and_arrows_turn_the_calendar(day: Page, own: OwnDay) -> None:
    day.goto(f"/calendar/?day={own}")
    for key, view in (("w", "week"), ("m", "month")):
        day.keyboard.press(key)
        expect(day).to_have_url(re.compile(f"view={view}"))
        day.wait_for_load_state()
    day.keyboard.press("d")
    expect(day).not_to_have_url(re.compile("view="))
    day.wait_for_load_state()
    day.keyboard.press("ArrowRight")
    expect(day).not_to_have_url(re.compile(f"day={own}"))
    day.wait_for_load_state()
    day.keyboard.press("ArrowLeft")
    expect(day).to_have_url(re.compile(f"day={own}"))


def test_slash_opens_the_palette_where_a_page_has_no_search(day: Page) -> None:
    day.keyboard.press("/")
    expect(day.locator("#pal-q")).to_be_focused()
    expect(day.locator("#pal-q")).to_have_value("")
    day.keyboard.press("j")
    expect(focused(day)).to_have_count(0)


def test_the_sheet_shows_every_key(day: Page) -> None:
    day.keyboard.press("?")
    sheet = day.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_contain_text("Showed, no-show, cancel")
    axe(day)
    day.keyboard.press("Escape")
    expect(sheet).not_to_be_visible()
    day.locator(".side__foot [data-keysheet]").click()
    expect(sheet).to_contain_text("Search and commands")


def test_single_keys_can_be_switched_off_and_it_is_said(day: Page) -> None:
    here = day.url
    day.goto("/preferences/")
    axe(day)
    day.get_by_role("switch", name="Single keys").click()
    kept = day.get_by_role("status").filter(has_text="Kept: single keys are off.")
    expect(kept).to_be_focused()
    expect(day.get_by_role("switch", name="Single keys")).not_to_be_checked()
    axe(day)
    day.goto(here)
    for key in "jo?/":
        day.keyboard.press(key)
    expect(focused(day)).to_have_count(0)
    expect(day.locator("dialog[open]")).to_have_count(0)
    day.keyboard.press("Control+k")
    expect(day.locator("#pal-q")).to_be_focused()
