"""The outbox in a browser: renewed by itself; a press says what came of it."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import reading
from people.models import User
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.edits.waiting import sent, waits
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def test_what_has_left_goes_from_the_page(
    page: Page, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    signed_in(page, ana)
    page.goto("/outbox/")
    number = page.locator("#outbox-n")
    expect(number).to_contain_text("1")
    expect(page.locator(".ob")).to_contain_text("sent again by itself")
    sent()
    page.locator("live-part").evaluate("one => one.look()")
    expect(page.locator("#outbox")).to_contain_text("Nothing is waiting")


def test_sending_by_hand_says_what_came_of_it(
    page: Page, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    signed_in(page, ana)
    page.goto("/outbox/")
    page.locator(".ob").get_by_role("button", name="Send again").click()
    expect(page.locator(".ob .said")).to_have_attribute("data-tone", "ok")
    expect(page.locator("#outbox-n")).to_be_hidden()
    assert sandbox.get(booked["id"])["title"] == "Después"
