"""An appointment is moved where it is seen: by a drag, by keys, or by two presses."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days
from tests.browser.conftest import axe
from tests.browser.editor import signed_in
from tests.browser.moving import Moving, at
from tests.conftest import Book
from tests.intents import puts
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


def test_one_drag_moves_it_and_one_press_puts_it_back(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    moving.drag(moving.block(booked), quarters=5)
    expect(moving.lift).to_contain_text("13:15 – 14:00")
    axe(moving.page)
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(moving.said).to_contain_text("13:15 – 14:00")
    expect(moving.block(booked)).to_have_class("ev h13 m15 for0h for45m")
    expect(moving.lift).to_have_count(0)
    assert at(sandbox, booked) == (own.at(13, 15), own.at(14))
    axe(moving.page)
    moving.said.get_by_role("button", name="Undo").click()
    expect(moving.block(booked)).to_have_class("ev h12 m0 for0h for45m")
    assert at(sandbox, booked)[0] == own.at(12)


def test_a_drag_to_a_colleague_is_one_edit_of_both(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    moving.drag(moving.block(booked), quarters=4, to=own.colleague)
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(moving.block(booked, own.colleague)).to_have_class("ev h13 m0 for0h for45m")
    now = sandbox.get(booked["id"])
    assert now["assignedUserId"] == moving.users[own.colleague]
    assert at(sandbox, booked)[0] == own.at(13)
    assert len(sandbox.journal("PUT")) == 1


def test_the_lower_edge_changes_the_length(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    moving.drag(moving.block(booked), quarters=2, by_edge=True)
    expect(moving.lift).to_contain_text("12:00 – 13:15")
    moving.page.mouse.up()
    expect(moving.block(booked)).to_have_class("ev h12 m0 for1h for15m")
    assert at(sandbox, booked) == (own.at(12), own.at(13, 15))


def test_three_keys_move_it_and_each_is_announced(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    link = moving.block(booked).get_by_role("link")
    link.focus()
    moving.page.keyboard.press("Alt+ArrowDown")
    expect(moving.live).to_contain_text("12:15 – 13:00")
    moving.page.keyboard.press("Alt+ArrowDown")
    expect(moving.live).to_contain_text("12:30 – 13:15")
    moving.page.keyboard.press("Enter")
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    # Once the record was read again, that is told in place of it.
    expect(moving.live).to_contain_text(re.compile("Leadway confirmed|by Leadway"))
    expect(moving.block(booked)).to_have_class("ev h12 m30 for0h for45m")
    expect(link).to_be_focused()
    assert at(sandbox, booked)[0] == own.at(12, 30)


def test_keys_reach_the_colleague_and_the_length_too(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    columns = moving.page.locator(".cal__col").evaluate_all(
        "all => all.map(one => one.ariaLabel)"
    )
    steps = columns.index(own.colleague) - columns.index(own.person)
    moving.block(booked).get_by_role("link").focus()
    for _ in range(abs(steps)):
        moving.page.keyboard.press(f"Alt+Arrow{'Right' if steps > 0 else 'Left'}")
    moving.page.keyboard.press("Alt+Shift+ArrowDown")
    expect(moving.live).to_contain_text(f"12:00 – 13:00, {own.colleague}")
    moving.page.keyboard.press("Enter")
    expect(moving.block(booked, own.colleague)).to_have_class("ev h12 m0 for1h for0m")
    assert at(sandbox, booked) == (own.at(12), own.at(13))


def test_escape_puts_it_back_and_nothing_is_sent(
    moving: Moving, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    moving.block(booked).get_by_role("link").focus()
    moving.page.keyboard.press("Alt+ArrowDown")
    moving.page.keyboard.press("Escape")
    expect(moving.lift).to_have_count(0)
    expect(moving.live).to_contain_text("back in its place")
    moving.drag(moving.block(booked), quarters=4)
    moving.page.keyboard.press("Escape")
    moving.page.mouse.up()
    expect(moving.lift).to_have_count(0)
    assert moving.page.url.endswith(f"/calendar/?day={moving.own}")
    assert sandbox.journal("PUT") == []


def test_two_presses_move_it_for_whom_dragging_is_hard(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    block = moving.block(booked)
    block.hover()
    block.get_by_role("button", name="Move").click()
    box = moving.box(block)
    moving.page.mouse.move(box["x"] + 40, box["y"] + moving.hour * 2)
    moving.page.mouse.down()
    moving.page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert at(sandbox, booked)[0] > own.at(13)


def test_a_press_without_a_drag_opens_it(
    moving: Moving, booked: dict[str, Any]
) -> None:
    box = moving.box(moving.block(booked))
    moving.page.mouse.move(box["x"] + 20, box["y"] + 8)
    moving.page.mouse.down()
    moving.page.mouse.move(box["x"] + 22, box["y"] + 9)
    moving.page.mouse.up()
    moving.page.wait_for_url(re.compile(booked["id"]))
    expect(moving.lift).to_have_count(0)


def test_an_occurrence_is_moved_alone_and_that_is_said(
    page: Page,
    live: str,
    book: Book,
    names: Any,
    ana: Any,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    book(rrule="RRULE:FREQ=DAILY;COUNT=2")
    signed_in(page, ana)
    moving = Moving(page, own, sandbox)
    moving.open()
    block = page.locator(".ev[data-repeats]").first
    block.get_by_role("link").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(moving.live).to_contain_text("12:15")
    page.keyboard.press("Enter")
    expect(moving.toast).to_contain_text("only this one of the series")
    expect(page.locator(".ev.h12.m15")).to_have_count(1)


def test_who_may_only_look_moves_nothing(
    page: Page, booked: dict[str, Any], carlos: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    signed_in(page, carlos)
    moving = Moving(page, own, sandbox)
    moving.open()
    moving.drag(moving.block(booked), quarters=4)
    expect(moving.lift).to_have_count(0)
    moving.page.mouse.move(5, 5)
    moving.page.mouse.up()


def test_a_finger_has_to_rest_on_it(
    browser: Any,
    live: str,
    booked: dict[str, Any],
    ana: Any,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    context = browser.new_context(
        has_touch=True, base_url=live, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    signed_in(page, ana)
    moving = Moving(page, own, sandbox)
    moving.open()
    box = moving.box(moving.block(booked))
    x, y = box["x"] + 30, box["y"] + 10
    touch = context.new_cdp_session(page)

    def send(kind: str, down: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y + down}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart")
    expect(moving.lift).to_have_count(1)
    for part in range(1, 5):
        send("touchMove", moving.hour * part / 4)
    send("touchEnd")
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert at(sandbox, booked)[0] == own.at(13)
    context.close()


def test_in_a_week_it_is_dragged_to_another_day(
    moving: Moving, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    page, following = moving.page, own.day + timedelta(days=1)
    monday = own.day - timedelta(days=own.day.weekday())
    days.refresh(monday, pressed=True, last=monday + timedelta(days=6))
    page.goto(f"/calendar/?day={own}&view=week&who={moving.users[own.person]}")
    block = page.locator(f".ev[data-appointment='{booked['id']}']:not([data-lift])")
    box = moving.box(block)
    target = moving.box(page.locator(f".cal__col[data-day='{following}']"))
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(target["x"] + 20, box["y"] + 6 + moving.hour, steps=6)
    page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    expect(page.locator(f".cal__col[data-day='{following}'] .ev")).to_have_count(1)
    assert at(sandbox, booked)[0] == own.at(13) + timedelta(days=1)
    # Sent along as it is, where the slot check is skipped; never another one.
    assert puts(sandbox, booked["id"])[-1]["assignedUserId"] == booked["assignedUserId"]
