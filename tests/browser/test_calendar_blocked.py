"""A move over a time at which somebody cannot be booked warns, and no more."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.blocking import away
from tests.browser.conftest import axe
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


def test_over_a_blocked_time_it_warns_and_can_be_dropped_all_the_same(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    away(own.person, own.at(14), own.at(15), "Comida")
    away(own.colleague, own.at(12), own.at(14), "Formación")
    moving.open()
    blocked = moving.page.locator(".cal__blocked", has_text="Comida")
    moving.drag(moving.block(booked), quarters=6)
    expect(blocked).to_have_attribute("data-clash", "")
    expect(moving.lift).to_have_attribute("data-clash", "")
    axe(moving.page)
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert at(sandbox, booked)[0] == own.at(13, 30)
    expect(moving.lift).to_have_count(0)
    moving.block(booked).get_by_role("link").focus()
    moving.page.keyboard.press("Alt+ArrowDown")
    expect(moving.live).to_contain_text("Overlaps with Comida")
    moving.page.keyboard.press("Escape")


def test_in_a_week_only_ones_own_is_in_the_way(
    moving: Moving, booked: dict[str, Any], own: OwnDay, book: Book
) -> None:
    users = moving.users
    other = book(start=own.at(13), assignedUserId=users[own.colleague])
    away(own.colleague, own.at(13), own.at(14), "Comida")
    moving.open("&view=week")
    week = moving.page.locator(f".cal__col[data-day='{own}']")
    block = week.locator(f".ev[data-appointment='{booked['id']}']:not([data-lift])")
    moving.drag(block, quarters=4)
    expect(moving.lift).to_contain_text("13:00 – 13:45")
    assert moving.lift.get_attribute("data-clash") is None
    beside = week.locator(f".ev[data-appointment='{other['id']}']")
    assert beside.get_attribute("data-clash") is None
    moving.page.keyboard.press("Escape")
