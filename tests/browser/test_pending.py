"""A press shows at once that it was heard: before there is any answer to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from appointments.index import days
from people.models import User
from tests.browser.editor import open_editor, signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@contextmanager
def no_answer(page: Page, address: str) -> Iterator[None]:
    """Hold back the answers of this address until the end."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    yield
    for route in held:
        route.continue_()
    page.unroute(address)


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> dict[str, Any]:
    booked = book()
    days.refresh(own.day, pressed=True)
    return booked


def test_save_says_that_it_saves(page: Page, ana: User, booked: dict[str, Any]) -> None:
    editor = open_editor(page, ana, booked["id"])
    editor.type(title="Otro")
    editor.has_changes(1)
    with no_answer(page, f"**/appointments/{booked['id']}/"):
        editor.save()
        expect(editor.save_button).to_contain_text("Saving…")
        expect(editor.save_button.locator(".btn__busy")).to_be_visible()
        expect(editor.save_button.locator(".btn__rest")).to_be_hidden()
    editor.says("Saved")
    with no_answer(page, "**/undo/"):
        undo = editor.answer.get_by_role("button", name="Undo", exact=True)
        undo.click()
        expect(undo).to_be_disabled()
    editor.says("Undone")


def test_reading_again_says_that_it_reads(
    page: Page, ana: User, booked: dict[str, Any], own: OwnDay
) -> None:
    signed_in(page, ana)
    for address, place in (
        (f"/?date={own}", "#day"),
        (f"/calendar/?day={own}", "main"),
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        again = page.locator(place).get_by_role("button", name="Read again")
        with no_answer(page, "**/_refresh/**"):
            again.click()
            expect(page.locator(f"{place} .btn__busy")).to_be_visible()
        expect(page.locator(f"{place} .btn__busy")).to_be_hidden()


def test_an_outcome_in_a_row_is_marked_as_on_its_way(
    page: Page, live: str, ana: User, book: Book, names: Any, own: OwnDay
) -> None:
    past = own.at(9) - timedelta(weeks=520)
    booked = book(start=past)
    days.refresh(past.date(), pressed=True)
    signed_in(page, ana)
    page.goto(f"/?date={past.date()}")
    row = page.locator(f"#run-{booked['id']}")
    with no_answer(page, "**/press/"):
        row.locator("[data-key=s]").click()
        expect(row.locator(".htmx-request")).to_have_count(1)
        faded = row.locator(".htmx-request").evaluate(
            "one => [one, ...one.querySelectorAll('*')]"
            ".some((part) => getComputedStyle(part).opacity < 1)"
        )
        assert faded
    expect(row.locator(".said")).to_be_attached()


def test_a_status_in_the_list_is_marked_as_on_its_way(
    page: Page, ana: User, booked: dict[str, Any], own: OwnDay
) -> None:
    signed_in(page, ana)
    page.goto(f"/appointments/?from={own}&to={own}")
    row = page.locator(f"#row-{booked['id']}")
    row.locator(".c-st summary").click()
    with no_answer(page, "**/press/"):
        row.get_by_role("button", name="No-show").click()
        waits = row.locator("form.htmx-request")
        expect(waits).to_have_count(1)
        assert float(waits.evaluate("one => getComputedStyle(one).opacity")) < 1
    expect(row.locator(".said")).to_be_attached()


def test_a_drop_is_marked_until_it_is_saved(
    page: Page, ana: User, booked: dict[str, Any], own: OwnDay
) -> None:
    signed_in(page, ana)
    page.goto(f"/calendar/?day={own}")
    page.wait_for_load_state("networkidle")
    page.locator(f".ev[data-appointment='{booked['id']}'] a").focus()
    page.keyboard.press("Alt+ArrowDown")
    lift = page.locator(".ev[data-lift]")
    expect(lift).to_be_visible()
    with no_answer(page, "**/press/"):
        page.keyboard.press("Enter")
        expect(page.locator(".ev[data-lift][aria-busy=true]")).to_have_count(1)
    expect(page.locator("#dropped .said")).to_be_attached()


def test_a_switch_of_the_practice_page_is_marked(
    page: Page, live: str, olga: User, names: Any, sandbox: Sandbox
) -> None:
    signed_in(page, olga)
    page.goto("/practice/")
    switch = page.get_by_role("switch", name="Answer slowly")
    with no_answer(page, "**/practice/"):
        switch.click()
        expect(page.locator(".practice .htmx-request .switch")).to_have_count(1)
    expect(switch).to_be_checked()
