"""An outcome at one press, as somebody with the list of a day open sets it."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, Any]:
    """An appointment of a day long past, so that its outcome is missing."""
    return book(start=own.at(12) - timedelta(weeks=520))


@pytest.fixture
def row(page: Page, booked: dict[str, Any], ana: Any) -> Any:
    signed_in(page, ana)
    page.goto(f"/?date={booked['startTime'][:10]}")
    found = page.locator(f"#run-{booked['id']}")
    expect(found).to_be_visible()
    return found


def test_one_press_is_saved_told_and_can_be_undone(
    page: Page, row: Any, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    row.get_by_role("button", name="Showed").click()
    line = row.locator(".said")
    expect(line).to_contain_text("Showed. Confirmed by Leadway")
    expect(line).to_be_focused()
    assert fits(page)
    axe(page)
    assert sandbox.get(booked["id"])["appointmentStatus"] == "showed"
    line.get_by_role("button", name="Undo").click()
    expect(row.locator(".said")).to_contain_text("Confirmed. Confirmed by Leadway")
    assert sandbox.get(booked["id"])["appointmentStatus"] == "confirmed"


def test_undoing_while_the_record_is_read_back_is_told(
    page: Page, row: Any, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """The reading is answered while the undoing is on its way."""
    looks: list[Route] = []
    address = "**/_receipt/?in_line=1"
    page.route(address, lambda route: looks.append(route))
    row.get_by_role("button", name="Showed").click()
    undo = row.locator(".said").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    while not looks:
        page.wait_for_timeout(50)
    sandbox.fault("slow", method="PUT", seconds=1)
    with page.expect_request("**/undo/"):
        undo.click()
    page.unroute(address)
    # It may have been given up by then.
    with suppress(Error):
        looks[0].continue_()
    expect(row.locator(".said")).to_contain_text("Confirmed. Confirmed by Leadway")
    assert sandbox.get(booked["id"])["appointmentStatus"] == "confirmed"


def test_a_refusal_stays_in_the_row_in_leadways_words(
    page: Page, row: Any, sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT", message=["status is not allowed"])
    row.get_by_role("button", name="No-show").click()
    expect(row.locator(".said")).to_contain_text("status is not allowed")
    expect(row.get_by_role("link", name="Open")).to_be_visible()
    axe(page)


def test_on_a_phone_the_buttons_are_as_large_as_a_thumb(page: Page, row: Any) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for name in ("Showed", "No-show", "Cancel"):
        box = row.get_by_role("button", name=name).bounding_box()
        assert box
        assert box["height"] >= 44
    assert fits(page)
    axe(page)


def test_a_press_beside_the_buttons_still_opens_the_appointment(
    page: Page, row: Any, booked: dict[str, Any]
) -> None:
    box = row.locator(".run__time").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    page.wait_for_url(f"**open={booked['id']}")
