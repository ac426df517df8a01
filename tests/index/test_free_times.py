"""When an assignee is free: what Leadway offers, and for how long it is kept."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from appointments.index import free_times
from appointments.index.free_days import FreeDay
from appointments.index.free_times import FreeTimes
from appointments.index.taken import Wanted
from tests import own_day
from tests.blocking import block_day
from tests.conftest import Book
from tests.index.conftest import asked
from tests.own_day import MADRID, OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


def free(wanted: Wanted) -> FreeTimes:
    return free_times.free_times(wanted, MADRID, now=timezone.now())


def hours(starts: Any) -> list[str]:
    return [f"{at:%H:%M}" for at in starts]


def test_free_times_are_of_the_day_and_the_next_that_has_any(
    wanted: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    user_id = sandbox.cast()["users"][own.person]
    block_day(sandbox, own.sunday, assignedUserId=user_id)
    sunday = datetime.combine(own.sunday, time(12), MADRID)
    found = free(wanted(sunday))
    assert found.starts == ()
    assert found.next_day == own.sunday + timedelta(days=1)
    assert hours(found.next_starts)[:2] == ["08:30", "08:45"]


def test_free_times_are_kept_for_calendar_assignee_and_day(
    wanted: Any, sandbox: Sandbox, own: OwnDay
) -> None:
    colleague = sandbox.cast()["users"][own.colleague]
    first = free(wanted())
    assert free(wanted(own.at(9))) == first
    assert asked(sandbox) == 1
    free(wanted(user_id=colleague))
    assert asked(sandbox) == 2


def test_the_next_day_is_kept_with_the_first(
    wanted: Any, sandbox: Sandbox, own: OwnDay
) -> None:
    found = free(wanted())
    tuesday = free(wanted(own.at(12) + timedelta(days=1)))
    assert tuesday.starts == found.next_starts
    assert asked(sandbox) == 1


def test_free_times_can_be_forgotten(wanted: Any, sandbox: Sandbox) -> None:
    first = free(wanted())
    free_times.forget_free_times(wanted(), before=first.asked_at)
    assert free_times.kept_free_times(wanted()) == first
    free_times.forget_free_times(wanted(), before=timezone.now())
    assert free_times.kept_free_times(wanted()) is None


def test_free_times_that_are_too_old_are_let_go(wanted: Any, sandbox: Sandbox) -> None:
    free(wanted())
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert free_times.kept_free_times(wanted()) is None
        free(wanted())
        assert {one.asked_at for one in FreeDay.objects.all()} == {
            one.asked_at for one in FreeDay.fresh()
        }
    assert asked(sandbox) == 2


def test_a_booking_takes_a_free_time_and_cancelling_gives_it_back(
    wanted: Any, book: Book, sandbox: Sandbox
) -> None:
    booked = book()
    assert "12:00" not in hours(free(wanted()).starts)
    sandbox.put(booked["id"], appointmentStatus="cancelled")
    free_times.forget_free_times(wanted(), before=timezone.now())
    assert "12:00" in hours(free(wanted()).starts)


def test_the_past_is_not_asked_for(wanted: Any, sandbox: Sandbox, own: OwnDay) -> None:
    found = free(wanted(own.at(12) - timedelta(weeks=52)))
    assert (found.starts, found.next_day, found.trouble) == ((), None, None)
    assert asked(sandbox) == 0


def test_a_missing_scope_is_kept_and_not_asked_about_again(
    wanted: Any, sandbox: Sandbox
) -> None:
    sandbox.switch(scopes=["calendars/events.readonly"])
    try:
        trouble = free(wanted()).trouble
        assert free(wanted()).trouble == trouble
    finally:
        sandbox.switch(scopes=None)
    assert trouble
    assert trouble.reason == "scope"
    assert asked(sandbox) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"calendar_id": ""}, "calendar"),
        ({"calendar_id": "../etc"}, "calendar"),
        ({"user_id": "nobodyOfTheTeam"}, "team"),
        ({"user_id": "a b"}, "team"),
    ],
)
def test_what_leadway_would_refuse_is_not_asked(
    wanted: Any, sandbox: Sandbox, changes: dict[str, str], reason: str
) -> None:
    assert free(wanted(**changes)).trouble.reason == reason
    assert asked(sandbox) == 0


def test_a_silent_leadway_is_trouble_and_no_error(
    wanted: Any, sandbox: Sandbox
) -> None:
    sandbox.stop()
    assert free(wanted()).trouble.kind == "not_sent"


def test_leadway_offers_a_time_only_as_long_as_its_slot(wanted: Any) -> None:
    found = free(wanted())
    first = found.starts[0]
    assert free_times.offers(found, wanted(first))
    longer = first + timedelta(minutes=60)
    assert not free_times.offers(found, wanted(first, end=longer))
    assert not free_times.offers(found, wanted(first + timedelta(minutes=5)))
    assert not free_times.offers(None, wanted(first))


def test_the_nearest_free_times_stay_in_order(own: OwnDay) -> None:
    starts = [own.at(hour) for hour in range(8, 20)]
    near = free_times.nearest(starts, own.at(18), most=3)
    assert hours(near) == ["17:00", "18:00", "19:00"]
    assert hours(free_times.nearest(starts, None, most=2)) == ["08:00", "09:00"]
