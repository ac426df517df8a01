"""The assignee's day and the free times, as somebody at a browser uses them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits.tables import Edit
from appointments.index import days
from tests import own_day
from tests.browser.conftest import ARRIVING, PHONE, fits, sign_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

# What moved since the page asked for the free times. What Chromium moves while it still
# builds the page is not theirs: a busy machine paints before the document is whole.
MOVED = """() => new Promise((resolve) => {
  const asked = performance.getEntriesByType("resource")
    .find((one) => one.name.endsWith("/_availability/")).startTime;
  const moved = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      if (one.hadRecentInput || one.startTime < asked) continue;
      const boxes = one.sources.map((box) => [
        box.node?.id || box.node?.className, box.previousRect.y, box.currentRect.y,
      ]);
      moved.push({ score: one.value, at: one.startTime, boxes });
    }
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(moved), 300);
})"""


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


@pytest.fixture
def booked(live: str, book: Book, names: Any, marta: Any) -> dict[str, Any]:
    return book()


@pytest.fixture
def editor(page: Page, booked: dict[str, Any]) -> Page:
    sign_in(page, "marta")
    page.goto(f"/appointments/{booked['id']}/")
    expect(page.locator(".slot").first).to_be_visible()
    return page


def length(page: Page) -> int:
    start, end = (
        page.input_value(f"#f-{name}").split(":") for name in ("start", "end")
    )
    return int(end[0]) * 60 + int(end[1]) - int(start[0]) * 60 - int(start[1])


def test_a_free_time_is_one_press_and_keeps_the_length(editor: Page) -> None:
    chip = editor.locator(".slots__g").nth(1).locator(".slot").first
    day, start = chip.get_attribute("data-date"), chip.get_attribute("data-start")
    chip.focus()
    editor.keyboard.press("Enter")
    assert editor.input_value("#f-date") == day
    assert editor.input_value("#f-start") == start
    assert length(editor) == 45
    expect(editor.locator("#review")).to_have_attribute("data-count", "1")
    # The day that was chosen comes first now, and the keyboard is still on the chip.
    first = editor.locator(".slots__g").first
    expect(first.locator('[aria-pressed="true"]')).to_be_focused()


def test_only_what_matters_is_asked_for_again(editor: Page) -> None:
    asked: list[str] = []
    editor.on("request", lambda request: asked.append(request.url))
    with editor.expect_request("**/_review/"):
        editor.fill("#f-title", "Otro título")
    editor.wait_for_timeout(400)
    assert not [url for url in asked if url.endswith("/_availability/")]
    with editor.expect_response("**/_availability/"):
        editor.fill("#f-start", "18:05")
    expect(editor.locator(".strip__was")).to_be_visible()


def test_a_page_that_lies_open_says_no_old_day(
    page: Page, booked: dict[str, Any], own: OwnDay
) -> None:
    """Untouched as it is; what it says is as of when the day was read by now."""
    page.clock.install()
    sign_in(page, "marta")
    page.goto(f"/appointments/{booked['id']}/")
    day = page.locator("#availability .avail")
    expect(day).to_contain_text(re.compile("not read|no se ha leído"))
    days.refresh(own.day, pressed=True)
    # What is on its way when the clock jumps has run out of time. What the page asks
    # for a second after a reading goes out first, and arrives.
    page.clock.fast_forward("00:02")
    expect(page.locator(ARRIVING)).to_have_count(0)
    page.clock.fast_forward("06:00")
    expect(day).to_contain_text(re.compile("as of|leído:"))
    assert page.locator("#review").get_attribute("data-count") == "0"


def nothing_moved(page: Page) -> None:
    """Hold the page still; what the fragments move, they move at each load.

    On a busy machine Chromium was seen to paint once before a style sheet that it had
    asked for, one load in many. That is not what this is about.
    """
    for _load in range(3):
        expect(page.locator(".slot").first).to_be_visible()
        moved = page.evaluate(MOVED)
        if sum(one["score"] for one in moved) < 0.005:
            return
        page.reload()
    raise AssertionError(moved)


def test_nothing_moves_when_the_free_times_arrive(editor: Page) -> None:
    nothing_moved(editor)
    editor.set_viewport_size(PHONE)  # type: ignore[arg-type]
    editor.reload()
    nothing_moved(editor)
    assert fits(editor)


def test_a_refused_time_can_be_booked_anyway(
    editor: Page, book: Book, sandbox: Sandbox, booked: dict[str, Any], own: OwnDay
) -> None:
    book(start=own.at(12, 45))
    editor.fill("#f-start", "12:15")
    editor.locator("#f-start").blur()
    editor.uncheck("#f-ignore_free_slot_validation", force=True)
    editor.locator("#save").click()
    anyway = editor.locator(".rescue__alt button")
    expect(editor.locator(".rescue .slot").first).to_be_visible()
    anyway.click()
    expect(editor.locator("#answer > [tabindex]")).to_have_attribute("data-tone", "ok")
    expect(editor.locator(".rescue")).to_have_count(0)
    assert Edit.objects.latest("pk").state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["startTime"][11:16] == "12:15"
