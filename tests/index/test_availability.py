"""What an assignee has on a day, and when they are free: of the index, of Leadway."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from appointments.index import days, free_times, taken
from appointments.index.free_days import FreeDay
from appointments.index.free_times import FreeTimes
from appointments.index.tables import Appointment
from appointments.index.taken import Wanted
from tests import listing, own_day
from tests.conftest import Book
from tests.own_day import MADRID, OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


@pytest.fixture
def wanted(names: Any, sandbox: Sandbox, own: OwnDay) -> Any:
    """Make a time of the test's own day and person, at noon if it says nothing else."""
    cast = sandbox.cast()
    usual = {
        "event_id": "someOther",
        "user_id": cast["users"][own.person],
        "calendar_id": cast["calendars"]["Fisioterapia"],
    }

    def make(start: datetime | None = None, **fields: Any) -> Wanted:
        start = start or own.at(12)
        span = {"start": start, "end": start + timedelta(minutes=45)}
        return Wanted(**{**usual, "day": start.date(), **span, **fields})

    return make


def taken_by(wanted: Wanted) -> list[tuple[str, str]]:
    found = taken.day_of(wanted, MADRID).taken
    return [(f"{one.start.astimezone(MADRID):%H:%M}", one.who) for one in found]


def free(wanted: Wanted) -> FreeTimes:
    return free_times.free_times(wanted, MADRID, now=timezone.now())


def hours(starts: Any) -> list[str]:
    return [f"{at:%H:%M}" for at in starts]


def asked(sandbox: Sandbox) -> int:
    return sum("free-slots" in entry["path"] for entry in sandbox.journal("GET"))


# --- what is taken ---


def test_a_day_that_was_never_listed_is_not_known(wanted: Any) -> None:
    day = taken.day_of(wanted(), MADRID)
    assert day.seen_at is None
    assert not day.known


def test_a_listed_day_is_read_from_the_index_alone(
    wanted: Any, book: Book, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book(start=own.at(16))
    days.refresh(own.day, pressed=True)
    sandbox.clear()
    day = taken.day_of(wanted(), MADRID)
    contact = Appointment.objects.get(event_id=booked["id"]).contact
    assert day.known
    assert contact is not None
    assert ("16:00", contact.name) in taken_by(wanted())
    assert sandbox.journal() == []


@pytest.mark.parametrize("status", ["cancelled", "noshow", "invalid"])
def test_what_gives_the_time_back_is_not_taken(
    wanted: Any, book: Book, status: str, own: OwnDay
) -> None:
    start = own.at(17)
    booked = book(start=start, appointmentStatus=status)
    days.refresh(start.date(), pressed=True)
    ours = [at for at, _who in taken_by(wanted()) if at == "17:00"]
    assert Appointment.objects.filter(event_id=booked["id"]).exists()
    assert ours == []


def test_an_appointment_is_never_in_its_own_way(
    wanted: Any, book: Book, own: OwnDay
) -> None:
    start = own.at(18)
    booked = book(start=start)
    days.refresh(start.date(), pressed=True)
    assert "18:00" in [at for at, _who in taken_by(wanted())]
    assert "18:00" not in [at for at, _who in taken_by(wanted(event_id=booked["id"]))]


def test_a_series_is_not_in_the_way_of_its_occurrences(
    wanted: Any, own: OwnDay
) -> None:
    start = own.at(9)
    millis = round(start.timestamp() * 1000)
    for event_id in ("series", f"series_{millis}_2700", "seriesOfAnother"):
        index(event_id, start, wanted().user_id)
    assert len(taken_by(wanted())) == 3
    assert len(taken_by(wanted(event_id="series"))) == 1
    assert len(taken_by(wanted(event_id=f"series_{millis}_2700"))) == 1


def index(event_id: str, start: datetime, user_id: str) -> None:
    Appointment.objects.create(
        event_id=event_id,
        assigned_user_id=user_id,
        appointment_status="confirmed",
        start_time=start,
        end_time=start + timedelta(minutes=45),
        seen_at=timezone.now(),
    )


def test_only_what_overlaps_clashes(wanted: Any, own: OwnDay) -> None:
    index("before", own.at(11, 15), wanted().user_id)
    index("during", own.at(12, 30), wanted().user_id)
    index("after", own.at(12, 45), wanted().user_id)
    day = taken.day_of(wanted(), MADRID)
    clashes = day.clashes(own.at(12), own.at(12, 45))
    assert [one.start for one in clashes] == [own.at(12, 30)]


def test_a_time_over_midnight_needs_both_days(wanted: Any, own: OwnDay) -> None:
    late = own.at(23, 30)
    night = wanted(late)
    days.refresh(late.date(), pressed=True)
    assert not taken.day_of(night, MADRID).known
    days.refresh(late.date() + timedelta(days=1), pressed=True)
    index("night", late + timedelta(minutes=35), night.user_id)
    day = taken.day_of(night, MADRID)
    assert day.known
    assert day.clashes(night.start, night.end)


def test_a_calendar_that_could_not_be_read_leaves_the_day_unknown(wanted: Any) -> None:
    listing.listed(wanted().day)
    assert taken.day_of(wanted(), MADRID).known
    listing.listed(wanted().day, but="Fisioterapia")
    day = taken.day_of(wanted(), MADRID)
    assert day.missing == ("Fisioterapia",)
    assert not day.known


# --- what is free ---


def test_free_times_are_of_the_day_and_the_next_that_has_any(
    wanted: Any, own: OwnDay
) -> None:
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
