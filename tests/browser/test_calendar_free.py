"""Free times light up while an appointment is moved, and only then."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import own_day
from tests.browser.conftest import axe
from tests.browser.editor import signed_in
from tests.browser.moving import Moving
from tests.conftest import Book
from tests.index.conftest import asked
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


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
    sandbox.clear()
    return moving


def test_they_light_up_under_a_drag_in_each_column_once(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    page = moving.page
    mine, theirs = (
        page.locator(f".cal__col[data-key='{moving.users[name]}'] .cal__free")
        for name in (own.person, own.colleague)
    )
    assert mine.count() == 0
    moving.drag(moving.block(booked), quarters=2)
    expect(mine.first).to_be_visible()
    assert theirs.count() == 0
    assert asked(sandbox) == 1
    axe(page)
    column = page.locator(f".cal__col[data-key='{moving.users[own.colleague]}']")
    box = moving.box(column)
    page.mouse.move(box["x"] + 30, box["y"] + 300, steps=3)
    expect(theirs.first).to_be_visible()
    assert asked(sandbox) == 2
    page.keyboard.press("Escape")
    expect(page.locator(".cal__free, .cal__freesay")).to_have_count(0)
    assert asked(sandbox) == 2


def test_a_drop_puts_them_out_and_a_quick_one_asks_nobody(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    page = moving.page
    moving.drag(moving.block(booked), quarters=2)
    expect(page.locator(".cal__free").first).to_be_visible()
    page.mouse.up()
    expect(page.locator(".cal__free, .cal__freesay")).to_have_count(0)
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(moving.lift).to_have_count(0)
    calls = asked(sandbox)
    # Faster than anybody rests: taken up and put back in one breath.
    page.evaluate(
        """() => {
          const moves = document.querySelector("move-blocks");
          moves.pick(moves.querySelector(".ev[data-starts]"));
          moves.putBack();
        }"""
    )
    page.wait_for_timeout(600)
    assert asked(sandbox) == calls


def test_by_keys_they_are_said(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    moving.block(booked).get_by_role("link").focus()
    moving.page.keyboard.press("Space")
    expect(moving.live).to_contain_text(f"{own.person} is free: 08:30")
    moving.page.keyboard.press("Escape")
    expect(moving.page.locator(".cal__free, .cal__freesay")).to_have_count(0)


def test_where_they_are_not_known_the_column_says_so(
    moving: Moving, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("error_502_html", path=r"free-slots")
    moving.drag(moving.block(booked), quarters=2)
    said = moving.page.locator(".cal__freesay")
    expect(said).to_contain_text("Free times are not known")
    expect(said).to_be_visible()
    axe(moving.page)
    moving.page.keyboard.press("Escape")
