"""Whatever has the focus is in sight: no bar lies over it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.edits import saving
from appointments.index import days
from tests.browser.editor import open_editor, signed_in
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import OwnDay

pytestmark = pytest.mark.django_db
# Neither half of it may be under a bar, nor outside of the window.
COVERED = """() => {
  const one = document.activeElement;
  const { top, bottom, left, right, height } = one.getBoundingClientRect();
  const at = [[left + right, 2 * top + 8], [left + right, 2 * bottom - 8]];
  const hidden = at.filter(([x, y]) => {
    const over = document.elementFromPoint(x / 2, y / 2);
    const bar = over?.closest(".review, .tabbar, .head, .bulk, .panel__head");
    return !over || (bar && !bar.contains(one));
  });
  return height > 1 && hidden.length === 2 ? one.outerHTML.slice(0, 120) : null;
}"""


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    starts = [own.at(9 + n) for n in range(3)]
    found = [book(start=at, title=f"Sesión {at:%A}") for at in starts]
    days.refresh(own.day, pressed=True)
    return found


FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done)))"""
SIZES = {"phone": (390, 844), "400 %": (320, 256), "desktop": (1280, 720)}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_that_has_it_is_under_a_bar_of_the_editor(
    page: Page, live: str, ana: Any, names: Any, book: Book, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    editor = open_editor(page, ana, book()["id"])
    editor.field("title").fill("Otra")
    expect(editor.save_button).to_be_visible()
    assert walk(page) > 20


@pytest.mark.parametrize("size", ["phone", "400 %"])
def test_nothing_that_has_it_is_under_a_bar_of_a_day(
    page: Page, live: str, ana: Any, names: Any, booked: Any, own: OwnDay, size: str
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    signed_in(page, ana)
    page.goto(f"/?date={own}")
    assert walk(page) > 10


def test_nothing_that_has_it_is_under_a_bar_of_a_long_page(
    page: Page, live: str, ana: Any, names: Any, book: Book, own: OwnDay
) -> None:
    """The bars stay where they are while forty rows go by."""
    every = [book(start=own.at(8 + n // 4, n % 4 * 15)) for n in range(40)]
    days.refresh(own.day, pressed=True)
    for one in every[:8]:
        saving.save(intent(one, ana, title="Otra"))
    signed_in(page, ana)
    page.set_viewport_size({"width": 390, "height": 600})
    for address in (
        f"/?date={own}",
        f"/appointments/?from={own}&to={own}",
        "/history/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert walk(page, 40) > 20, address
    page.goto(f"/?date={own}&open={every[20]['id']}")
    page.locator("#f-title").fill("Otra")
    expect(page.locator("#save")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert walk(page, 40, first="#panel-title", within=".panel") > 20


def walk(
    page: Page, most: int = 60, *, first: str = "#main", within: str = "main"
) -> int:
    """Go through the page with the keyboard, there and back; return how far."""
    page.locator(first).focus()
    places, covered = 0, []
    inside = "(one) => document.activeElement.closest(one) !== null"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(most):
            page.keyboard.press(key)
            if not page.evaluate(inside, within):
                break
            # Whatever moves the page does so within a frame or two.
            page.evaluate(FRAMES)
            places += 1
            covered.append(page.evaluate(COVERED))
    assert [one for one in covered if one] == []
    return places
