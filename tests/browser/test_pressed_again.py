"""A session ended; somebody presses in a row or the outbox, or drags: it goes on."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from appointments.index import days, reading
from people.models import User
from tests.browser.editor import signed_in
from tests.browser.moving import Moving, at
from tests.conftest import PASSWORD, Book
from tests.edits.waiting import waits
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def out(page: Page) -> None:
    """End the session. The dialog speaks the language of the browser then."""
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": "language", "value": "en", "url": origin}])
    Session.objects.all().delete()


def sign_in_there(page: Page, username: str) -> None:
    dialog = page.get_by_role("dialog", name="Sign in to go on")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill(username)
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_press_in_a_row_is_pressed_again(
    page: Page, ana: User, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    days.refresh(own.day, pressed=True)
    signed_in(page, ana)
    page.goto(f"/?date={own}")
    row = page.locator("#day .run").filter(has_text="Antes").first
    expect(row).to_be_visible()
    sandbox.clear()
    out(page)
    button = row.locator("form[action$='/press/'] button").first
    wanted = button.get_attribute("value")
    button.click()
    assert puts(sandbox, booked["id"]) == []
    sign_in_there(page, "ana")
    expect(page.locator(".said[data-tone=ok]")).to_have_count(1)
    assert sandbox.get(booked["id"])["appointmentStatus"] == wanted
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_button_of_the_outbox_is_pressed_again(
    page: Page, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    signed_in(page, ana)
    page.goto("/outbox/")
    again = page.locator(".ob").get_by_role("button", name="Send again")
    expect(again).to_be_visible()
    out(page)
    again.click()
    sign_in_there(page, "ana")
    expect(page.locator(".ob .said")).to_have_attribute("data-tone", "ok")
    assert sandbox.get(booked["id"])["title"] == "Después"
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_drag_goes_back_and_is_made_again(
    page: Page, ana: User, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    signed_in(page, ana)
    moving = Moving(page, own, sandbox)
    moving.open()
    out(page)
    moving.drag(moving.block(booked), quarters=4)
    page.mouse.up()
    sign_in_there(page, "ana")
    expect(moving.lift).to_have_count(0)
    expect(moving.block(booked)).to_have_class("ev h12 m0 for0h for45m")
    assert puts(sandbox, booked["id"]) == []
    moving.drag(moving.block(booked), quarters=4)
    page.mouse.up()
    expect(moving.said).to_contain_text("Confirmed by Leadway")
    assert at(sandbox, booked)[0] == own.at(13)
