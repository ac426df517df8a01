"""The list of all appointments: what its address asks for, and at which cost."""

from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.statuses import NAMES
from tests.conftest import Book
from tests.own_day import MADRID, OwnDay
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# The session, the person, the sidebar, the page, and how many there are.
STATEMENTS = 6
NOW = timezone.now()
PARAMETERS = (
    *("q", "tab", "days", "from", "to", "calendar", "assignee", "status"),
    *("repeats", "order", "before", "after"),
)


@pytest.fixture(autouse=True)
def nothing_yet(names: Any) -> None:
    """Only what a test keeps is in the list."""
    Appointment.objects.all().delete()


def keep(id: str, hours: float = 24, **fields: Any) -> None:
    """Keep a copy of an appointment that begins in so many hours, for one hour."""
    start = NOW + timedelta(hours=hours)
    usual = {"start_time": start, "end_time": start + timedelta(hours=1)}
    record = AppointmentRecord(id=id, **(usual | {"title": id} | fields))
    Appointment.remember(record, seen_at=NOW)


def page(client: Client, **query: Any) -> Part:
    answer = client.get(f"/appointments/?{urlencode(query, doseq=True)}")
    assert answer.status_code == 200
    return read(answer)


def ids(found: Part) -> list[str]:
    return [one["id"].removeprefix("row-") for one in found.all("tr.apt")]


def test_what_is_not_over_is_upcoming_and_the_rest_is_past(as_carlos: Client) -> None:
    keep("ended", -3)
    keep("on", -0.5)
    keep("ahead", 3)
    keep("endless", -5, end_time=None)
    keep("for_days", -48, end_time=NOW + timedelta(hours=9))
    assert ids(page(as_carlos)) == ["on", "ahead"]
    assert ids(page(as_carlos, tab="past")) == ["ended", "endless", "for_days"]
    every = ["for_days", "endless", "ended", "on", "ahead"]
    assert ids(page(as_carlos, tab="all")) == every
    assert ids(page(as_carlos, tab="all", order="desc")) == every[::-1]


def test_the_list_is_searched_by_any_part_without_accents(as_carlos: Client) -> None:
    keep("one", title="Revisión de Muñoz")
    keep("two", title="Control")
    assert ids(page(as_carlos, q="munoz")) == ["one"]
    assert page(as_carlos, q="munoz").one("#listing-q")["value"] == "munoz"


def test_each_filter_leaves_what_it_names(as_carlos: Client, names: Any) -> None:
    (calendar, *_), (person, *_) = names.calendars, names.assignees
    keep("mine", assigned_user_id=person)
    keep("there", calendar_id=calendar)
    keep("new", appointment_status="new")
    keep("series", is_recurring=True)
    assert ids(page(as_carlos, assignee=person)) == ["mine"]
    assert ids(page(as_carlos, calendar=calendar)) == ["there"]
    assert ids(page(as_carlos, status=["new", "noshow"])) == ["new"]
    assert ids(page(as_carlos, repeats="yes")) == ["series"]
    assert sorted(ids(page(as_carlos, repeats="no"))) == ["mine", "new", "there"]
    assert ids(page(as_carlos, repeats="yes", status="new")) == []


def test_a_span_of_days_is_that_of_the_account(as_carlos: Client, own: OwnDay) -> None:
    for name, start in (
        ("before", own.at(0) - timedelta(minutes=1)),
        ("first", own.at(0)),
        ("last", own.at(23, 59)),
        ("behind", own.at(0) + timedelta(days=1)),
    ):
        keep(name, start_time=start, end_time=start + timedelta(minutes=5))
    said = page(as_carlos, **{"from": str(own), "to": str(own)})
    assert ids(said) == ["first", "last"]
    until = page(as_carlos, to=str(own), order="desc")
    assert ids(until) == ["last", "first", "before"]


def test_a_span_may_move_along_with_today(as_carlos: Client) -> None:
    for days in (-8, -7, -1, 0, 1, 6, 7):
        noon = datetime.combine(NOW.astimezone(MADRID), time(12), MADRID)
        start = noon + timedelta(days=days)
        keep(f"day{days}", start_time=start, end_time=start + timedelta(hours=1))
    assert ids(page(as_carlos, days="today")) == ["day0"]
    assert ids(page(as_carlos, days="tomorrow")) == ["day1"]
    assert ids(page(as_carlos, days="next-7")) == ["day0", "day1", "day6"]
    assert ids(page(as_carlos, days="last-7")) == ["day-7", "day-1"]
    assert "day0" in ids(page(as_carlos, days="week"))


def test_a_set_filter_says_to_what_and_is_taken_away_alone(as_carlos: Client) -> None:
    keep("one", appointment_status="noshow")
    said = page(as_carlos, status=["noshow", "new"], days="tomorrow", q="one")
    chip = said.one("#chip-status")
    assert "Status: Unconfirmed, No-show" in chip
    assert chip.one("a")["href"] == "/appointments/?q=one&days=tomorrow"
    assert "When: Tomorrow" in said.one("#chip-when")
    assert said.one("#chip-when > a")["href"].endswith(
        "?q=one&status=noshow&status=new"
    )


def test_rows_stand_under_their_days(as_carlos: Client, own: OwnDay) -> None:
    keep("one", start_time=own.at(9), end_time=own.at(10), contact_id="c")
    keep("two", start_time=own.at(11), end_time=own.at(9) + timedelta(days=1))
    said = page(as_carlos, **{"from": str(own)})
    assert len(said.all(".grouprow")) == 1
    assert "09:00 – 10:00" in said.one("#row-one")
    assert "11:00 – 09:00 +1" in said.one("#row-two")


@pytest.mark.parametrize("query", [{}, {"q": "control"}, {"tab": "past"}])
def test_pages_go_on_in_both_directions(as_carlos: Client, query: Any) -> None:
    sign = -1 if query.get("tab") else 1
    for number in range(120):
        keep(f"id{number:03}", sign * (2 + number), title="Control")
    walked, said = [], page(as_carlos, **query)
    assert "100+ appointments" in said
    first = ids(said)
    while said.has("a[rel=next]"):
        walked += ids(said)
        said = read(as_carlos.get(said.one("a[rel=next]")["href"]))
    walked += ids(said)
    assert walked == [f"id{number:03}" for number in range(120)]
    while said.has("a[rel=prev]"):
        said = read(as_carlos.get(said.one("a[rel=prev]")["href"]))
    assert ids(said) == first


@pytest.mark.parametrize(
    ("query", "most"),
    [
        ({}, STATEMENTS),
        ({"q": "control", "status": NAMES, "repeats": "no"}, STATEMENTS),
        ({"q": "nowhere"}, STATEMENTS),
    ],
)
def test_the_list_costs_the_same_however_long_it_is(
    as_carlos: Client, query: Any, most: int
) -> None:
    page(as_carlos)
    counts = []
    for number in range(0, 130, 65):
        for one in range(number, number + 65):
            keep(f"id{one}", 2 + one, title="Control", contact_id=f"c{one}")
        with CaptureQueriesContext(connection) as captured:
            page(as_carlos, **query)
        counts.append(len(captured))
    assert max(counts) <= most


def test_nothing_found_names_the_next_step(as_carlos: Client) -> None:
    assert "No upcoming appointments" in page(as_carlos)
    assert "No past appointments" in page(as_carlos, tab="past")
    keep("long_ago", -500, appointment_status="new")
    said = page(as_carlos, days="tomorrow", status="new")
    assert "At all times: 1 appointment." in said
    link = said.one(".empty a", "Show all times")
    assert ids(read(as_carlos.get(link["href"]))) == ["long_ago"]
    said = page(as_carlos, q="nobody")
    assert "No appointments match" in said
    assert (
        said.one(".empty a", "Clear filters")["href"] == "/appointments/?tab=upcoming"
    )


def test_what_is_gone_or_missing_is_not_listed(as_carlos: Client) -> None:
    for name in ("here", "gone", "missing"):
        keep(name)
    Appointment.objects.filter(event_id="gone").update(gone=True)
    Appointment.objects.filter(event_id="missing").update(missing_since=NOW)
    assert ids(page(as_carlos)) == ["here"]


@pytest.mark.parametrize("text", ["x", "\0", "'\"%_", "²", "9" * 400, "-1", "../.."])
def test_no_address_breaks_the_list(as_carlos: Client, text: str) -> None:
    keep("one")
    for name in PARAMETERS:
        page(as_carlos, **{name: text})
    page(as_carlos, after=2**63 - 1)
    page(as_carlos, before=-(2**63) + 1)
    page(as_carlos, **{"from": "2100-12-31", "to": "1970-01-01"})


def test_a_script_learns_the_address_without_what_is_empty(as_carlos: Client) -> None:
    headers = {"HX-Request": "true"}
    asked = "/appointments/?q=ana&from=&to=&status=new"
    answer: Any = as_carlos.get(asked, headers=headers)
    assert answer["HX-Replace-Url"] == "/appointments/?q=ana&status=new"
    assert "<!doctype html>" in answer.content.decode()


def test_the_list_is_of_what_is_booked(as_carlos: Client, book: Book, own: Any) -> None:
    booked = book(address="Sala 2")
    as_carlos.post(f"/_refresh/?date={own}")
    said = page(as_carlos, **{"from": str(own), "to": str(own)})
    row = said.one(f"#row-{booked['id']}")
    for told in ("12:00 – 12:45", "Rehabilitación", "Sala 2", "Confirmed", own.person):
        assert told in row
    assert row.one("a.rowlink")["href"] == f"/appointments/{booked['id']}/"


def test_a_ready_made_view_is_an_address(as_carlos: Client) -> None:
    keep("open", -3, appointment_status="confirmed")
    keep("done", -3, appointment_status="showed")
    keep("ahead", 3, appointment_status="confirmed")
    link = page(as_carlos).one(".side__ctx a", "Needs an outcome")
    view = read(as_carlos.get(link["href"]))
    assert ids(view) == ["open"]
    assert view.one("#views [aria-current=page]").text == "Needs an outcome 1"
    assert page(as_carlos).has(".side__ctx a[href$='?days=tomorrow&status=new']")
    assert page(as_carlos).has(".side__ctx a[href$='?days=week&status=noshow']")


def test_of_a_meeting_the_kind_is_shown_and_not_the_link(as_carlos: Client) -> None:
    keep("online", address="https://us02web.zoom.us/j/81234567890")
    keep("elsewhere", address="https://example.com/room")
    keep("room", address="Sala 2")
    said = page(as_carlos)
    assert said.one("#row-online .c-pl").text == "Zoom"
    assert said.one("#row-elsewhere .c-pl").text == "https://example.com/room"
    assert said.one("#row-room .c-pl").text == "Sala 2"
