"""A day that was read long ago is read again by itself, under whoever is at it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from appointments.index import days
from appointments.index.spans import Span
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
LONG = timedelta(hours=1)


@pytest.mark.parametrize("address", ["/?date={}", "/calendar/?day={}"])
def test_the_focus_stays_where_it_is(
    page: Page,
    live: str,
    names: Any,
    ana: Any,
    book: Book,
    own: OwnDay,
    sandbox: Sandbox,
    address: str,
) -> None:
    booked = book(title="Antes", start=own.at(12))
    days.refresh(own.day, pressed=True)
    long_ago = timezone.now() - LONG
    Span.objects.update(asked_at=long_ago, read_at=long_ago)
    sandbox.put(booked["id"], title="Después")
    held: list[Route] = []
    page.route("**auto=1", lambda route: held.append(route))
    signed_in(page, ana)
    page.goto(address.format(own))
    link = page.locator(f"main [data-appointment='{booked['id']}'] [data-open]").last
    link.focus()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.locator("main")).to_contain_text("Después")
    expect(link).to_be_focused()


@pytest.mark.parametrize("address", ["/?date={}", "/calendar/?day={}"])
def test_what_somebody_else_is_reading_comes_in_a_moment(
    page: Page,
    live: str,
    names: Any,
    ana: Any,
    book: Book,
    own: OwnDay,
    sandbox: Sandbox,
    address: str,
) -> None:
    booked = book(title="Antes", start=own.at(12))
    days.refresh(own.day, pressed=True)
    now = timezone.now()
    long_ago, soon = now - LONG, now + LONG
    Span.objects.update(asked_at=long_ago, read_at=long_ago, claimed_until=soon)
    sandbox.put(booked["id"], title="Después")
    signed_in(page, ana)
    with page.expect_response("**auto=1"):
        page.goto(address.format(own))
    Span.objects.update(claimed_until=None)
    expect(page.locator("main")).to_contain_text("Después")


@pytest.mark.parametrize("address", ["/?date={}", "/calendar/?day={}"])
def test_who_presses_read_again_stays_at_that_button(
    page: Page, live: str, names: Any, ana: Any, own: OwnDay, address: str
) -> None:
    days.refresh(own.day, pressed=True)
    signed_in(page, ana)
    page.goto(address.format(own))
    button = page.get_by_role("button", name="Read again")
    button.focus()
    with page.expect_response(lambda answer: "refresh" in answer.url):
        page.keyboard.press("Enter")
    expect(button).to_be_enabled()
    expect(button).to_be_focused()
