"""Links of before a move find the appointment again, under whatever id it has now."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.edits.moved import moved_to
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.series import occurrence_id, series
from appointments.index.tables import Appointment
from appointments.index.window import read as read_window
from people.models import User
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import MADRID, OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox


@pytest.fixture
def master(names: Any, book: Book) -> dict[str, Any]:
    return book(rrule="FREQ=DAILY;COUNT=5", ignoreFreeSlotValidation=True)


def occurrences(master_id: str) -> list[str]:
    record = reading.refresh(master_id)
    found = series(record, MADRID, now=datetime.now(MADRID))
    assert found
    return [one.event_id for one in found.occurrences]


@pytest.fixture
def move(
    master: dict[str, Any], ana: User, own: OwnDay, sandbox: Sandbox
) -> Callable[[int, int], None]:
    """Move the whole series, as somebody here does."""

    def to(day: int, hour: int) -> None:
        start = own.at(hour) + timedelta(days=day)
        end = start + timedelta(minutes=45)
        known = sandbox.get(master["id"])
        asked = intent(known, ana, start_time=start, end_time=end)
        assert saving.save(asked).state == Edit.State.ACCEPTED

    return to


def test_a_link_of_before_the_series_moved_leads_to_the_same_one(
    master: dict[str, Any], move: Callable[[int, int], None], as_ana: Client
) -> None:
    before = occurrences(master["id"])
    move(0, 16)
    after = occurrences(master["id"])
    assert set(before).isdisjoint(after)
    assert [moved_to(one) for one in before] == after
    answer = as_ana.get(f"/appointments/{before[2]}/")
    assert answer.headers["Location"] == f"/appointments/{after[2]}/"


def test_a_link_of_before_two_moves_leads_there_too(
    master: dict[str, Any], move: Callable[[int, int], None]
) -> None:
    first = occurrences(master["id"])
    move(1, 16)
    second = occurrences(master["id"])
    move(3, 9)
    third = occurrences(master["id"])
    assert [moved_to(one) for one in first] == third
    assert [moved_to(one) for one in second] == third


def test_what_was_moved_elsewhere_is_found_by_its_day(
    master: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    before = occurrences(master["id"])
    start = own.at(16)
    times = {
        "startTime": start.isoformat(),
        "endTime": (start + timedelta(minutes=45)).isoformat(),
    }
    sandbox.put(master["id"], ignoreFreeSlotValidation=True, **times)
    assert [moved_to(one) for one in before] == occurrences(master["id"])


def test_what_never_was_leads_nowhere(
    master: dict[str, Any], as_ana: Client, own: OwnDay
) -> None:
    record = reading.refresh(master["id"])
    other = occurrence_id(record, own.at(12) + timedelta(days=40))
    assert moved_to(other) is None
    assert as_ana.get(f"/appointments/{other}/").status_code == 404


def test_the_history_of_a_series_is_that_of_each_of_it(
    master: dict[str, Any], move: Callable[[int, int], None], as_ana: Client
) -> None:
    move(0, 16)
    page = read(as_ana.get(f"/appointments/{occurrences(master['id'])[1]}/"))
    entry = page.one("#history .timeline li").text
    assert "Ana Beltrán changed the whole series" in entry
    # It is undone where it was done.
    assert not page.has("#history form")


def test_a_moved_series_was_not_deleted_by_somebody_outside(
    master: dict[str, Any], move: Callable[[int, int], None], own: OwnDay
) -> None:
    days = own.at(0), own.at(0) + timedelta(days=6)
    read_window(master["calendarId"], *days)
    before = occurrences(master["id"])
    assert Appointment.objects.filter(pk__in=before).count() == 5
    move(0, 16)
    read_window(master["calendarId"], *days)
    for one in before:
        with pytest.raises(Exception, match="."):
            reading.refresh(one)
    assert not Outside.here().filter(event_id__in=before).exists()


def test_an_occurrence_may_come_back_as_an_appointment_of_its_own(
    master: dict[str, Any], ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    event_id = occurrences(master["id"])[1]
    known = sandbox.get(event_id)
    sandbox.fault("other_id", method="PUT", id="FreshIdAAAAAAAAAAAA1")
    later = own.at(13) + timedelta(days=1)
    times = {"start_time": later, "end_time": later + timedelta(minutes=45)}
    edit = saving.save(intent(known, ana, **times))
    assert edit.state == Edit.State.ACCEPTED
    assert edit.lives_at == "FreshIdAAAAAAAAAAAA1"
    assert moved_to(event_id) == "FreshIdAAAAAAAAAAAA1"


def test_somebody_elses_record_is_not_taken_for_the_occurrence(
    master: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    known = sandbox.get(occurrences(master["id"])[1])
    stranger = {"id": "FreshIdAAAAAAAAAAAA2", "contact": "SomebodyElseAAAAAAA1"}
    sandbox.fault("other_id", method="PUT", **stranger)
    edit = saving.save(intent(known, ana, title="Otra"))
    assert (edit.state, edit.returned) == (Edit.State.UNKNOWN, None)
