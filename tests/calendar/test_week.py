"""A week of the calendar: a column for each day, everybody's or one person's."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.calendar.shown import classes, shown
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def test_each_day_has_a_column_with_what_is_on(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    booked = book()
    page = shown(as_ana, own, "&view=week")
    days = [one["data-day"] for one in page.all(".cal__col")]
    monday = own.day - timedelta(days=own.day.weekday())
    assert days[:5] == [str(monday + timedelta(days=n)) for n in range(5)]
    column = page.one(f".cal__col[data-day='{own}']")
    block = column.one(f".ev[data-appointment='{booked['id']}']")
    assert {"h12", "m0", "for0h", "for45m"} <= classes(block)
    assert f"Confirmed, {own.person}" in block
    assert page.one(".cal")["data-colour"] == "person"


def test_a_week_is_listed_once_from_each_calendar(
    as_ana: Client, own: OwnDay, sandbox: Sandbox, cast: dict[str, Any]
) -> None:
    sandbox.clear()
    shown(as_ana, own, "&view=week")
    listed = [e for e in sandbox.journal("GET") if "/calendars/events" in e["path"]]
    assert len(listed) == len(cast["calendars"])
    again = read(as_ana.get(f"/calendar/?day={own}&view=week"))
    assert again.one("#calendar").get("hx-trigger") is None


@pytest.mark.usefixtures("closed_on_sundays")
def test_a_sunday_that_is_closed_and_empty_is_left_out(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    sunday = own.day + timedelta(days=6 - own.day.weekday())
    page = shown(as_ana, own, "&view=week")
    assert not page.has(f".cal__col[data-day='{sunday}']")
    book(start=own.at(12) + (sunday - own.day))
    page = shown(as_ana, own, "&view=week")
    assert page.has(f".cal__col[data-day='{sunday}'] .ev")


def test_the_week_of_one_person_has_nobody_elses(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    book()
    users = cast["users"]
    assert shown(as_ana, own, f"&view=week&who={users[own.person]}").all(".ev")
    page = shown(as_ana, own, f"&view=week&who={users[own.colleague]}")
    assert own.person not in page.one(".cal")


def test_a_day_of_the_week_leads_to_that_day(as_ana: Client, own: OwnDay) -> None:
    page = read(as_ana.get(f"/calendar/?day={own}&view=week"))
    monday = own.day - timedelta(days=own.day.weekday())
    assert page.all(".cal__h a")[0]["href"] == f"/calendar/?day={monday}"
    after = own.day + timedelta(days=7)
    assert page.one("a[rel='next']")["href"] == f"/calendar/?day={after}&view=week"


@pytest.mark.parametrize(
    ("day", "english", "spanish"),
    [
        ("2026-11-25", "23 – 29 November 2026", "23 – 29 de noviembre de 2026"),
        ("2026-12-01", "30 Nov – 6 Dec 2026", "30 nov – 6 dic 2026"),
    ],
)
def test_a_week_is_called_by_its_first_and_last_day(
    as_ana: Client, day: str, english: str, spanish: str
) -> None:
    for language, title in (("en", english), ("es", spanish)):
        answer = as_ana.get(
            f"/calendar/?day={day}&view=week", headers={"accept-language": language}
        )
        assert read(answer).one("h1").text == title


def test_the_change_of_the_clock_is_on_its_day_only(as_ana: Client) -> None:
    answer = as_ana.get("/calendar/?day=2027-03-28&view=week&hours=all")
    page = read(answer)
    (odd,) = page.all(".cal__odd")
    assert "do not exist" in odd
    column = page.one(f".cal__col[data-day='{date(2027, 3, 28)}']")
    assert column.has(".cal__odd")
