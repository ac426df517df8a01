"""What a block tells of a move, and what a move of it sends."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.index.tables import Appointment
from tests.calendar.shown import HTMX, classes, shown
from tests.conftest import Book
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def test_a_block_says_what_a_move_of_it_sends(
    as_ana: Client, as_carlos: Client, book: Book, own: OwnDay
) -> None:
    booked = book()
    block = shown(as_ana, own).one(".ev")
    assert block["data-press"] == f"/appointments/{booked['id']}/press/"
    assert block["data-starts"] == Appointment.objects.get().start_time.isoformat()  # type: ignore[union-attr]
    assert block["data-user"] == booked["assignedUserId"]
    only_looks = read(as_carlos.get(f"/calendar/?day={own}"))
    assert only_looks.one(".ev").get("data-press") is None
    assert not only_looks.has(".ev button")


def test_what_began_the_day_before_is_moved_on_its_first_day(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(23), end=own.at(23) + timedelta(hours=3))
    assert shown(as_ana, own).one(".ev").get("data-press")
    following = shown(as_ana, own.day + timedelta(days=1))
    assert following.one(".ev").get("data-press") is None
    assert {"h0", "m0", "for2h", "for0m"} <= classes(following.one(".ev"))


def test_a_move_and_a_colleague_are_one_call(
    as_ana: Client, book: Book, own: OwnDay, sandbox: Sandbox, cast: dict[str, Any]
) -> None:
    booked = book()
    block = shown(as_ana, own).one(".ev")
    answer = as_ana.post(
        block["data-press"],
        {
            "start": f"{own}T13:00",
            "zone": "Europe/Madrid",
            "was_start_time": block["data-starts"],
            "was_end_time": block["data-ends"],
            "assigned_user_id": cast["users"][own.colleague],
            "was_assigned_user_id": block["data-user"],
        },
        headers=HTMX,
    )
    assert answer.status_code == 200
    (body,) = puts(sandbox, booked["id"])
    assert body["assignedUserId"] == cast["users"][own.colleague]
    assert body["startTime"] == own.at(13).isoformat()
    assert body["endTime"] == own.at(13, 45).isoformat()
    assert body["toNotify"] is False
