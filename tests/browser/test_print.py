"""A day on paper: who, where and what state in words, and nothing to press."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
# About what A4 is wide.
PAPER = {"width": 720, "height": 1000}


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay, sandbox: Sandbox) -> None:
    users = sandbox.cast()["users"]
    for number, who in enumerate((own.person, own.colleague)):
        book(
            start=own.at(9 + number),
            assignedUserId=users[who],
            address=f"Sala {number}",
            appointmentStatus=("confirmed", "showed")[number],
        )


def printed(page: Page, person: Any, address: str, own: OwnDay) -> Page:
    signed_in(page, person)
    days.refresh(own.day, pressed=True)
    page.goto(address)
    expect(page.locator(".run")).to_have_count(2)
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("order", ["", "&by=person"])
def test_a_day_says_in_words_who_where_and_in_what_state(
    page: Page, booked: None, ana: Any, own: OwnDay, order: str
) -> None:
    day = printed(page, ana, f"/?date={own}{order}", own)
    for number, (who, status) in enumerate(
        ((own.person, "Confirmed"), (own.colleague, "Showed"))
    ):
        sheet = day.locator(".paper__one", has_text=f"Sala {number}")
        for words in (who, status, f"Sala {number}", "Rehabilitación de hombro"):
            expect(sheet.get_by_text(words, exact=True).last).to_be_visible()
    for kind in ("main button", ".side", ".tabbar", ".lanes", "main .btn", ".run"):
        for one in day.locator(kind).all():
            expect(one).to_be_hidden()
    day.emulate_media(media="screen")


@pytest.mark.parametrize("order", ["", "&by=person"])
def test_each_person_has_a_page_that_names_the_day(
    page: Page, booked: None, ana: Any, own: OwnDay, order: str
) -> None:
    day = printed(page, ana, f"/?date={own}{order}", own)
    sheets = day.locator(".paper__one")
    expect(sheets).to_have_count(2)
    title = day.locator("h1").inner_text()
    breaks = "one => getComputedStyle(one).breakBefore"
    assert [one.evaluate(breaks) for one in sheets.all()] == ["auto", "page"]
    expect(sheets.locator("h2 + p")).to_have_text([title, title])
    assert day.pdf().count(b"/Type /Page\n") == 2
    day.emulate_media(media="screen")
