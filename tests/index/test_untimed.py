"""What has no time that can be read is shown as such in its day, never left out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index import days, reading, window
from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.days_read import seen
from tests.editor_page import Editor
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
SAID = "1 appointment whose time cannot be read"
PAGES = [
    "/?date={}",
    "/calendar/?day={}",
    "/calendar/?day={}&view=week",
    "/calendar/?day={}&view=month",
    "/appointments/?from={}&to={}",
    "/appointments/?tab=all",
]
ODD: list[dict[str, object]] = [
    {"startTime": "tomorrow at ten", "endTime": "soon"},
    {"startTime": "2026-13-45 10:00"},
    {"endTime": "never"},
    {"startTime": None, "endTime": None},
    {"startTime": 5, "endTime": {}},
]


def odd(book: Book, own: OwnDay, **raw: object) -> dict[str, Any]:
    return book(start=own.at(10), title="Raro", raw=raw or ODD[0])


@pytest.mark.parametrize("raw", ODD)
def test_the_day_says_it_whatever_is_odd(
    as_ana: Client, book: Book, own: OwnDay, raw: dict[str, object]
) -> None:
    booked = odd(book, own, **raw)
    days.refresh(own.day, pressed=True)
    said = read(as_ana.get(f"/?date={own}"))
    assert SAID in said
    link = said.one(f"li[data-appointment='{booked['id']}'] a")
    assert (link["href"], link.text) == (f"/appointments/{booked['id']}/", "Raro")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_that_day_says_it(
    as_ana: Client, book: Book, own: OwnDay, address: str
) -> None:
    odd(book, own)
    book(start=own.at(12))
    days.refresh(own.day, pressed=True)
    assert SAID in read(as_ana.get(address.format(own, own)))


def test_a_day_with_nothing_else_does_not_call_itself_empty(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    odd(book, own)
    days.refresh(own.day, pressed=True)
    said = read(as_ana.get(f"/?date={own}"))
    assert "No other appointments on this day" in said


def test_another_day_says_nothing(as_ana: Client, book: Book, own: OwnDay) -> None:
    odd(book, own)
    days.refresh(own.day, pressed=True)
    assert SAID not in read(as_ana.get(f"/?date={own.sunday}"))


def test_an_open_day_hears_of_it(as_ana: Client, book: Book, own: OwnDay) -> None:
    days.refresh(own.day, pressed=True)
    page = read(as_ana.get(f"/?date={own}"))
    have = page.one("#looked-at [name=have]")["value"]
    odd(book, own)
    days.refresh(own.day, pressed=True)
    asked = {"date": str(own), "have": str(have)}
    assert SAID in read(as_ana.get("/_day/", asked))


def test_the_narrowest_list_tells_where_it_is(book: Book, own: OwnDay) -> None:
    booked = odd(book, own)
    around = (own.at(0) - timedelta(days=2), own.at(0) + timedelta(days=2))

    def told() -> list[bool]:
        beside = own.day + timedelta(days=1)
        return [booked["id"] in dict(seen(day).untimed) for day in (own.day, beside)]

    window.read(booked["calendarId"], *around)
    assert told() == [True, True]
    days.refresh(own.day, pressed=True)
    assert told() == [True, False]
    window.read(booked["calendarId"], *around)
    assert told() == [True, False]


def test_once_it_can_be_read_it_is_on_its_day(book: Book, own: OwnDay) -> None:
    booked = odd(book, own)
    days.refresh(own.day, pressed=True)
    told = replace(
        reading.load(booked["id"]).record,
        start_time=own.at(10),
        end_time=own.at(11),
        unreadable=(),
    )
    Appointment.remember(told, seen_at=timezone.now())
    assert seen(own.day).untimed == ()


def test_what_is_gone_is_not_told_any_more(
    book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    booked = odd(book, own)
    days.refresh(own.day, pressed=True)
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})
    days.refresh(own.day, pressed=True)
    assert seen(own.day).untimed == ()


def test_it_opens_says_what_leadway_tells_and_can_be_edited(
    as_ana: Client, book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    booked = odd(book, own)
    editor = Editor(as_ana, booked["id"])
    assert "Leadway tells “tomorrow at ten”, which cannot be read" in editor.shown
    assert editor.save(title="Otro").status_code == 200
    (put,) = sandbox.journal("PUT")
    assert "startTime" not in put["body"]
