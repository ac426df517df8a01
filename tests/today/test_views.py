"""The list of one day, from the index and, when it is old, from Leadway."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.index.spans import Span
from appointments.index.tables import Appointment
from appointments.leadway import statuses
from tests import days_read
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


def refresh(client: Client, day: object, *, htmx: bool = True) -> Any:
    headers = HTMX if htmx else {}
    return client.post(f"/_refresh/?date={day}", headers=headers)


def lists(page: Part, booked: dict[str, Any]) -> bool:
    return page.has(f'a[href="/appointments/{booked["id"]}/"]')


def asks_again(page: Part) -> bool:
    return (page.one("#day").get("hx-trigger") or "").startswith("load")


def test_a_day_that_was_never_read_asks_by_itself_and_waits_for_nobody(
    as_carlos: Client, sandbox: Sandbox, own: OwnDay
) -> None:
    sandbox.clear()
    page = read(as_carlos.get(f"/?date={own}"))
    assert page.one("#day")["hx-trigger"] == "load"
    assert sandbox.journal() == []


def test_reading_it_shows_who_when_and_where(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    booked = book(address="Sala 2", start=own.at(12), end=own.at(12, 45))
    said = read(refresh(as_carlos, own))
    row = said.one(f'.run:has(a[href="/appointments/{booked["id"]}/"])')
    for told in ("12:00", "12:45", "Sala 2"):
        assert told in row


def test_a_plain_browser_comes_back_to_the_day(as_carlos: Client, own: OwnDay) -> None:
    answer = refresh(as_carlos, own, htmx=False)
    assert (answer.status_code, answer["Location"]) == (302, f"/?date={own}")


def test_a_day_just_read_does_not_ask_again(as_carlos: Client, own: OwnDay) -> None:
    refresh(as_carlos, own)
    page = read(as_carlos.get(f"/?date={own}"))
    assert page.one("#day").get("hx-trigger") != "load"


@pytest.mark.parametrize("fault", ["error_502_html", "revoked", "rate_burst"])
def test_what_could_not_be_read_is_said_above_what_was_read_before(
    as_carlos: Client, book: Book, sandbox: Sandbox, fault: str, own: OwnDay
) -> None:
    booked = book()
    refresh(as_carlos, own)
    sandbox.fault(fault, path="/calendars/events")
    answer = refresh(as_carlos, own)
    said = read(answer)
    assert answer.status_code == 200
    assert lists(said, booked)
    assert "Not read:" in said
    assert "You see what we read at" in said


def test_what_is_gone_is_not_listed(as_carlos: Client, book: Book, own: OwnDay) -> None:
    booked = book()
    refresh(as_carlos, own)
    Appointment.mark_gone(booked["id"])
    assert not lists(read(as_carlos.get(f"/?date={own}")), booked)


@pytest.mark.parametrize(
    ("status", "group"),
    [("confirmed", "Up next"), ("cancelled", "Show 1 finished")],
)
def test_a_day_is_sorted_by_what_needs_somebody(
    as_carlos: Client, book: Book, status: str, group: str, own: OwnDay
) -> None:
    book(appointmentStatus=status)
    said = read(refresh(as_carlos, own))
    assert group in said


def test_an_open_outcome_of_the_past_comes_first(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    past = own.at(12) - timedelta(weeks=520)
    book(start=past)
    said = read(refresh(as_carlos, past.date()))
    assert "Needs an outcome" in said


def test_a_status_of_theirs_is_shown_as_it_is(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    book(raw={"appointmentStatus": "booked"})
    said = read(refresh(as_carlos, own))
    assert said.one(".run .status").text == "booked"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "x",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "-1",
        "%00",
        "%FF",
        "1" * 400,
        "²/²",
        "+999w",
        "-999w",
        "32/13",
        "2100-12-31",
        "1970-01-01",
    ],
)
def test_no_date_breaks_the_page(as_carlos: Client, asked: str) -> None:
    assert as_carlos.get(f"/?date={asked}").status_code == 200
    assert as_carlos.get(f"/?date={asked}&date=").status_code == 200


@pytest.mark.parametrize("asked", ["x", "9999-12-31", "%00"])
def test_no_date_breaks_a_reading(as_carlos: Client, asked: str) -> None:
    assert as_carlos.post(f"/_refresh/?date={asked}").status_code == 302


def test_today_is_that_of_the_account(as_carlos: Client, own: OwnDay) -> None:
    refresh(as_carlos, own)
    assert {one.start for one in Span.objects.all()} == {own.at(0)}
    assert read(as_carlos.get("/")).one("h1").text == "Today"


def test_a_day_that_a_colleague_is_reading_is_looked_at_again_soon(
    as_carlos: Client, sandbox: Sandbox, own: OwnDay
) -> None:
    sandbox.clear()
    begun = days_read.begun(own.day)
    said = read(refresh(as_carlos, own))
    assert said.one("#day")["hx-trigger"] == "load delay:3s"
    assert sandbox.journal() == []
    Span.release(begun)
    assert not asks_again(read(refresh(as_carlos, own)))


def test_a_page_that_asks_by_itself_does_not_read_a_fresh_day_again(
    as_carlos: Client, sandbox: Sandbox, own: OwnDay
) -> None:
    refresh(as_carlos, own)
    sandbox.clear()
    url = f"/_refresh/?date={own}&auto=1"
    said = read(as_carlos.post(url, headers=HTMX))
    assert not asks_again(said)
    assert sandbox.journal() == []


def test_every_status_of_a_day_is_counted(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    """Also those that cannot be set, and words that nobody has heard of."""
    for hour, status in enumerate((*statuses.NAMES, "booked", "active"), start=8):
        start, end = own.at(hour), own.at(hour, 30)
        book(start=start, end=end, raw={"appointmentStatus": status})
    refresh(as_carlos, own)
    context = as_carlos.get(f"/?date={own}").context
    tally = {one["status"]: one["n"] for one in context["tally"]}
    assert tally == dict.fromkeys((*statuses.NAMES, "booked"), 1) | {"active": 2}
    assert sum(tally.values()) == context["count"]


def test_an_appointment_without_a_status_is_counted(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(9), end=own.at(10), raw={"appointmentStatus": None})
    page = refresh(as_carlos, own)
    assert [one["label"] for one in page.context["tally"]] == ["No status"]


@pytest.mark.parametrize(
    ("day", "offset"),
    [("2027-01-15", "GMT+1"), ("2027-07-15", "GMT+2"), ("2027-03-28", "GMT+2")],
)
def test_the_zone_of_a_day_is_told_as_it_is_on_that_day(
    as_carlos: Client, day: str, offset: str
) -> None:
    page = read(as_carlos.get(f"/?date={day}"))
    assert f"Madrid time ({offset})" in page.one(".tally__r")
