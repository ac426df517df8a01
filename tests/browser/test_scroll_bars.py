"""Scroll bars that take room, as most computers with a mouse have them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from people.models import User
from tests.browser.conftest import ARRIVING, watch
from tests.browser.editor import signed_in
from tests.conftest import Book

# What scrolls besides the sheet, and whether anything scrolls sideways.
BARS = """() => {
  const bar = (one) => one.offsetWidth - one.clientWidth > 4;
  const sheet = document.querySelector(".sheet > .body");
  const page = document.scrollingElement;
  return {
    ofThePage: innerWidth - page.clientWidth,
    longer: page.scrollHeight - page.clientHeight,
    wider: page.scrollWidth - page.clientWidth,
    ofTheSheet: sheet ? bar(sheet) : null,
    sidewaysInTheSheet: sheet ? sheet.scrollWidth - sheet.clientWidth : 0,
  };
}"""


@pytest.fixture
def context(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    problems: list[str],
) -> Iterator[BrowserContext]:
    """A browser that does not hide its scroll bars, as it does for pictures."""
    browser = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--hide-scrollbars"]
    )
    context = browser.new_context(**browser_context_args)
    watch(context, problems)
    yield context
    browser.close()
    assert problems == []


@pytest.fixture
def bars(page: Page, live: str, ana: User) -> Page:
    signed_in(page, ana)
    return page


def has_one(page: Page) -> None:
    expect(page.locator(ARRIVING)).to_have_count(0)
    found = page.evaluate(BARS)
    assert (found["ofThePage"], found["longer"], found["wider"]) == (0, 0, 0)
    assert found["sidewaysInTheSheet"] == 0


def test_a_page_that_is_long_has_one_scroll_bar(bars: Page, book: Book) -> None:
    bars.goto(f"/appointments/{book()['id']}/")
    has_one(bars)
    assert bars.evaluate(BARS)["ofTheSheet"]


@pytest.mark.parametrize("address", ["/", "/open/", "/nothing/like/it/"])
def test_no_page_scrolls_beside_its_sheet(bars: Page, address: str) -> None:
    bars.goto(address)
    has_one(bars)


def test_signing_in_needs_no_scroll_bar(page: Page, live: str) -> None:
    page.goto("/sign-in/")
    has_one(page)
