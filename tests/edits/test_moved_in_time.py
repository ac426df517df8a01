"""What a drop says of its time: that there is none such, or that it is past."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.index import reading
from tests.conftest import Book
from tests.own_day import MADRID, OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


def drop(client: Client, booked: dict[str, Any], htmx: bool = True, **to: str) -> Any:
    record = reading.load(booked["id"]).record
    assert record.start_time
    assert record.end_time
    posted = {
        "zone": "Europe/Madrid",
        "was_start_time": record.start_time.isoformat(),
        "was_end_time": record.end_time.isoformat(),
        "anyway": "1",
        **to,
    }
    headers = HTMX if htmx else {}
    return client.post(f"/appointments/{booked['id']}/press/", posted, headers=headers)


def at(sandbox: Sandbox, booked: dict[str, Any]) -> list[str]:
    now = sandbox.get(booked["id"])
    times = (datetime.fromisoformat(now[name]) for name in ("startTime", "endTime"))
    return [f"{one.astimezone(MADRID):%Y-%m-%d %H:%M}" for one in times]


@pytest.mark.parametrize("htmx", [True, False])
def test_another_time_is_one_press_where_the_dropped_one_does_not_exist(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, htmx: bool
) -> None:
    answer = read(drop(as_ana, booked, htmx, start="2027-03-28T02:30"))
    assert "02:30 does not exist on" in answer
    form = answer.one("form[action$='/press/']")
    assert form.one("button").text == "Take 03:30"
    hidden = {str(one["name"]): str(one["value"]) for one in form.all("[name]")}
    hidden.pop("csrfmiddlewaretoken")
    as_ana.post(form["action"], hidden, headers=HTMX)
    assert at(sandbox, booked) == ["2027-03-28 03:30", "2027-03-28 04:15"]


@pytest.mark.parametrize(
    ("minutes", "start", "end"),
    [
        (60, "2027-03-28T01:30", "2027-03-28 03:30"),
        (120, "2027-10-31T01:30", "2027-10-31 02:30"),
        (2880, "2027-03-27T10:00", "2027-03-29 10:00"),
    ],
)
def test_a_drop_over_a_clock_change_ends_as_in_the_form(
    as_ana: Client,
    book: Book,
    own: OwnDay,
    sandbox: Sandbox,
    minutes: int,
    start: str,
    end: str,
) -> None:
    booked = book(end=own.at(12) + timedelta(minutes=minutes))
    drop(as_ana, booked, start=start)
    assert at(sandbox, booked) == [start.replace("T", " "), end]


def test_an_edge_is_pulled_on_the_clock_on_the_wall(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """The grid shows 01:30 – 03:45, though that is but 75 minutes."""
    drop(as_ana, booked, start="2027-03-28T01:30", minutes="135")
    assert at(sandbox, booked) == ["2027-03-28 01:30", "2027-03-28 03:45"]


def test_a_drop_into_the_past_says_so(
    as_ana: Client, booked: dict[str, Any], own: OwnDay
) -> None:
    past = "This is in the past now."
    assert past not in read(drop(as_ana, booked, start=f"{own}T15:00"))
    assert past in read(drop(as_ana, booked, start="2020-01-07T10:00"))
    assert past not in read(drop(as_ana, booked, start="2020-01-07T11:00"))
