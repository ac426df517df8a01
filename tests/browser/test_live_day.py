"""A day that stays open: it shows what others change, and leaves people alone."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import reading
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

# What the page does by itself every 15 seconds.
LOOK = "document.querySelector('live-part').look()"


@pytest.fixture
def day(live: str, own: OwnDay) -> Any:
    """A day long past, so that outcomes are missing on it."""
    return own.at(9) - timedelta(weeks=520)


@pytest.fixture
def two(book: Book, names: Any, day: Any) -> list[dict[str, Any]]:
    return [book(start=day + timedelta(hours=hours)) for hours in (0, 2)]


@pytest.fixture
def opened(page: Page, two: list[dict[str, Any]], ana: Any, day: Any) -> Page:
    signed_in(page, ana)
    page.goto(f"/?date={day.date()}")
    expect(page.locator(".run")).to_have_count(2)
    return page


def test_a_colleagues_change_appears_and_the_focus_stays(
    opened: Page, two: list[dict[str, Any]], sandbox: Sandbox
) -> None:
    first, second = (opened.locator(f"#run-{one['id']}") for one in two)
    link = second.get_by_role("link")
    link.focus()
    sandbox.put(two[0]["id"], title="Otra sesión")
    reading.current(two[0]["id"], within_s=0)
    opened.evaluate(LOOK)
    expect(first).to_contain_text("Otra sesión")
    expect(first).to_have_attribute("data-fresh", "")
    expect(second).not_to_have_attribute("data-fresh", "")
    expect(link).to_be_focused()
    expect(first).not_to_have_attribute("data-fresh", "")


def test_what_a_press_brought_stays_when_the_list_is_renewed(
    opened: Page, two: list[dict[str, Any]]
) -> None:
    row = opened.locator(f"#run-{two[0]['id']}")
    row.get_by_role("button", name="Showed").click()
    expect(row.locator(".said")).to_contain_text("Confirmed by Leadway")
    opened.mouse.move(0, 0)
    opened.locator("h1").click()
    opened.evaluate(LOOK)
    done = opened.locator("details.runs__done")
    expect(done).to_be_visible()
    done.locator("summary").click()
    expect(row.locator(".said")).to_contain_text("Confirmed by Leadway")
    row.get_by_role("button", name="Undo").click()
    expect(row.locator(".said")).to_contain_text("Confirmed. Confirmed by Leadway")


def test_nothing_moves_while_somebody_reads_what_a_press_brought(
    opened: Page, two: list[dict[str, Any]]
) -> None:
    row = opened.locator(f"#run-{two[0]['id']}")
    row.get_by_role("button", name="Showed").click()
    expect(row.locator(".said")).to_be_focused()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.evaluate(LOOK)
    opened.wait_for_timeout(300)
    assert [url for url in asked if "/_day/" in url] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_day_at_a_glance_is_in_order(opened: Page, scheme: Any) -> None:
    opened.emulate_media(color_scheme=scheme)
    expect(opened.locator(".lanes .blk")).to_have_count(2)
    assert fits(opened)
    axe(opened)
    opened.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(opened.locator(".lanes")).to_be_hidden()
    assert fits(opened)
    axe(opened)
