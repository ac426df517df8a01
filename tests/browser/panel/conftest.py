"""A day with three appointments, on its own page and in the list of all."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay

# A digit would be found in ids and phones as well.
WHICH = ("uno", "dos", "tres")


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    """Three appointments of a day of the test's own."""
    starts = (own.at(9 + 2 * n) for n in range(3))
    return [
        book(start=at, title=f"Sesión {which}")
        for which, at in zip(WHICH, starts, strict=True)
    ]


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
