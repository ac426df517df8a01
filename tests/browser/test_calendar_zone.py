"""The zone changes while a calendar is open, and a drop means what it shows."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import directory
from appointments.index.copies import Account
from tests.browser.editor import signed_in
from tests.browser.moving import Moving, at
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, Any]:
    return book(start=own.at(12))


@pytest.fixture
def moving(
    page: Page, booked: dict[str, Any], ana: Any, own: OwnDay, sandbox: Sandbox
) -> Moving:
    signed_in(page, ana)
    moving = Moving(page, own, sandbox)
    moving.open()
    expect(moving.block(booked)).to_be_visible()
    return moving


def test_a_drop_is_read_in_the_zone_of_the_grid_that_it_lies_in(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    """The account moves to Lisbon, an hour behind, while the page is open."""
    account = Account.objects.get()
    Account.remember(
        account.id, name=account.name, record={"timezone": "Europe/Lisbon"}
    )
    directory.forget()
    moving.page.get_by_role("button", name="Read again").click()
    expect(moving.page.locator(".cal")).to_have_attribute("data-zone", "Europe/Lisbon")
    block = moving.block(booked)
    expect(block).to_have_class("ev h11 m0 for0h for45m")
    block.locator("a").focus()
    for key in ("Alt+ArrowDown", "Alt+ArrowDown", "Enter"):
        moving.page.keyboard.press(key)
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert at(sandbox, booked)[0] == own.at(12, 30)
