"""What cannot be moved goes back into its place, and says why."""

from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import reading
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


def test_an_overlap_is_shown_while_dragging_and_asked_about_after(
    moving: Moving, booked: dict[str, Any], book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    other = book(start=own.at(14))
    moving.open()
    moving.drag(moving.block(booked), quarters=7)
    expect(moving.block(other)).to_have_attribute("data-clash", "")
    moving.page.mouse.up()
    expect(moving.said.get_by_role("button", name="Save anyway")).to_be_visible()
    expect(moving.block(booked)).to_have_class("ev h12 m0 for0h for45m")
    expect(moving.lift).to_have_count(0)
    axe(moving.page)
    assert sandbox.journal("PUT") == []
    moving.said.get_by_role("button", name="Save anyway").click()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(moving.block(booked)).to_have_class("ev h13 m45 for0h for45m ln0 of2")


def test_a_refusal_puts_it_back_and_says_why(
    moving: Moving, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT", message=["not on a Monday"])
    moving.drag(moving.block(booked), quarters=4)
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("not on a Monday")
    expect(moving.lift).to_have_count(0)
    expect(moving.block(booked)).to_have_class("ev h12 m0 for0h for45m")
    expect(moving.block(booked)).not_to_have_attribute("data-left", "")


def test_a_colleagues_change_is_not_written_over(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    start = own.at(16)
    sandbox.put(
        booked["id"],
        startTime=start.isoformat(),
        endTime=(start + timedelta(minutes=45)).isoformat(),
        ignoreDateRange=True,
        ignoreFreeSlotValidation=True,
    )
    # Somebody else's page has read it since; this one still shows the old time.
    reading.current(booked["id"], within_s=0)
    moving.drag(moving.block(booked), quarters=4)
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Not sent")
    assert at(sandbox, booked)[0] == start


def test_a_time_that_does_not_exist_is_shown_and_nothing_is_saved(
    page: Page, live: str, book: Book, names: Any, ana: Any, sandbox: Sandbox
) -> None:
    spring = OwnDay(date(2027, 3, 28), "Marta Ruiz")
    booked = book(start=spring.at(4))
    signed_in(page, ana)
    moving = Moving(page, spring, sandbox)
    moving.open("&hours=all")
    moving.block(booked).get_by_role("link").focus()
    for _ in range(5):
        page.keyboard.press("Alt+ArrowUp")
    expect(moving.live).to_contain_text("02:45 – 03:30")
    expect(moving.live).to_contain_text("does not exist")
    expect(moving.lift).to_have_attribute("data-bad", "")
    page.keyboard.press("Enter")
    expect(moving.said).to_contain_text("02:45 does not exist")
    expect(moving.lift).to_have_count(0)
    assert sandbox.journal("PUT") == []


def test_nothing_is_exchanged_under_who_is_moving_it(
    moving: Moving, booked: dict[str, Any]
) -> None:
    moving.drag(moving.block(booked), quarters=4)
    with moving.page.expect_response("**/calendar/_refresh/**"):
        moving.page.get_by_role("button", name="Read again").dispatch_event("click")
    expect(moving.lift).to_contain_text("13:00 – 13:45")
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(moving.block(booked)).to_have_class("ev h13 m0 for0h for45m")
