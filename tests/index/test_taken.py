"""What an assignee has on a day, as far as the index knows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.index import days, taken
from appointments.index.tables import Appointment
from appointments.index.taken import Wanted
from tests import days_read, own_day
from tests.blocking import away
from tests.conftest import Book
from tests.own_day import MADRID, OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


def taken_by(wanted: Wanted) -> list[tuple[str, str]]:
    found = taken.day_of(wanted, MADRID).taken
    return [(f"{one.start.astimezone(MADRID):%H:%M}", one.who) for one in found]


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
    days_read.listed(wanted().day)
    assert taken.day_of(wanted(), MADRID).known
    days_read.listed(wanted().day, but="Fisioterapia")
    day = taken.day_of(wanted(), MADRID)
    assert day.missing == ("Fisioterapia",)
    assert not day.known


def test_a_blocked_time_is_taken_too(wanted: Any, own: OwnDay) -> None:
    away(own.person, own.at(12, 30), own.at(13), "Comida")
    away(own.colleague, own.at(12), own.at(13))
    day = taken.day_of(wanted(), MADRID)
    (lunch,) = day.clashes(own.at(12), own.at(12, 45))
    assert (lunch.who, lunch.blocked) == ("Comida", True)
    assert not day.clashes(own.at(13), own.at(14))
