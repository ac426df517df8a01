"""The quirks of the live service that a client must survive, one test each.

The numbers are those of the list in the project's notes on the API.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.client import Leadway
from appointments.leadway.records import AppointmentRecord
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import answer
from tests.leadway.saving import update
from tests.sandboxed import Sandbox

OPTIONS = WriteOptions()
START = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_01_a_status_left_out_is_reset_and_a_status_sent_is_kept(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book(appointmentStatus="noshow")
    kept = update(leadway, booked, title="a", appointment_status="noshow")
    assert kept.appointment_status == "noshow"
    reset = update(leadway, booked, title="b")
    assert reset.appointment_status == "confirmed"


def test_02_an_update_that_changes_nothing_shows_in_a_read(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book(title="before")
    sandbox.fault("ignore_write", method="PUT", times=1)
    answered = update(leadway, booked, title="after")
    read = leadway.get_appointment(booked["id"])
    assert (answered.id, read.title) == (booked["id"], "before")


@pytest.mark.parametrize("key", ["appointment", "event"])
def test_03_a_record_is_read_in_each_of_its_three_shapes(
    leadway: Leadway, sandbox: Sandbox, key: str
) -> None:
    sandbox.switch(get_key=key)
    booked = sandbox.book(title="Revisión")
    assert leadway.get_appointment(booked["id"]).title == "Revisión"
    assert update(leadway, booked, title="Otra").title == "Otra"


def test_04_misspelt_keys_are_understood(leadway: Leadway, sandbox: Sandbox) -> None:
    booked = sandbox.book()
    sandbox.fault("misspelt", method="PUT", times=1)
    record = update(leadway, booked, appointment_status="showed")
    assert record.appointment_status == "showed"
    assert all("appoinmentPerSlot" in one.raw for one in leadway.calendars())


def test_05_is_recurring_may_be_the_text_true(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    sandbox.fault("string_recurring")
    record = leadway.get_appointment(sandbox.cast()["series"]["weekly"])
    assert record.is_recurring is True
    assert record.unreadable == ()


def test_06_keys_that_should_be_there_may_be_missing(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book(appointmentStatus="showed")
    before = leadway.get_appointment(booked["id"])
    sandbox.fault("minimal", method="PUT", times=1)
    short = update(leadway, booked, appointment_status="showed")
    assert (short.location_id, short.start_time) == (None, None)
    assert before.merged(short).start_time == before.start_time
    assert before.merged(short).appointment_status == "showed"


@pytest.mark.parametrize("status", ["booked", "active", "completed", "vielleicht"])
def test_07_an_unknown_status_is_shown_and_never_written_back(
    play: Play, status: str
) -> None:
    leadway, peer = play(
        answer({"appointment": {"id": ID, "appointmentStatus": status}})
    )
    assert leadway.get_appointment(ID).appointment_status == status
    with pytest.raises(ValueError):
        leadway.update_appointment(
            ID, Changes(appointment_status=status), options=OPTIONS
        )
    assert len(peer.seen) == 1


def test_08_another_status_than_the_one_sent_is_returned_as_it_is(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book()
    sandbox.fault(
        "keeps_other_value", times=1, field="appointmentStatus", value="invalid"
    )
    record = update(leadway, booked, appointment_status="cancelled")
    assert record.appointment_status == "invalid"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.000Z",
        "2026-11-23T11:00:00+01:00",
        "2026-11-23T04:00:00-06:00",
    ],
)
def test_09_times_come_with_any_offset(play: Play, text: str) -> None:
    leadway, _ = play(answer({"event": {"id": ID, "startTime": text}}))
    assert leadway.get_appointment(ID).start_time == START


def test_09_a_time_without_an_offset_is_no_time(play: Play) -> None:
    leadway, _ = play(answer({"event": {"id": ID, "startTime": "2026-11-23 10:00:00"}}))
    record = leadway.get_appointment(ID)
    assert (record.start_time, record.unreadable) == (None, ("start_time",))


def test_10_a_trace_id_beside_the_days_is_no_day(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    calendar = sandbox.cast()["calendars"]["Fisioterapia"]
    now = datetime.now(UTC)
    slots = leadway.free_slots(calendar, start=now, end=now + timedelta(days=14))
    assert slots
    assert all(at.isoformat() == text for day in slots.values() for at, text in day)


def test_16_201_is_as_good_as_200(play: Play) -> None:
    leadway, _ = play(answer({"id": ID}, 201))
    assert leadway.send_update(ID, {}).id == ID


def test_17_cancelled_and_deleted_events_are_in_lists(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    sandbox.switch(deleted_in_lists=True)
    cancelled = sandbox.book(appointmentStatus="cancelled")
    deleted = sandbox.book(deleted=True)
    events = {event.id: event for event in _around(leadway, cancelled)}
    assert events[cancelled["id"]].appointment_status == "cancelled"
    assert events[deleted["id"]].deleted


def test_18_the_same_event_in_adjacent_windows_has_the_same_id(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book()
    middle = datetime.fromisoformat(booked["startTime"]) + timedelta(minutes=10)
    spans = (
        (middle - timedelta(hours=2), middle),
        (middle, middle + timedelta(hours=2)),
    )
    for start, end in spans:
        found = leadway.list_events(
            start=start, end=end, calendar_id=booked["calendarId"]
        )
        assert [event.id for event in found].count(booked["id"]) == 1


def test_19_a_contact_is_read_by_id_without_the_lag_of_search(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book()
    contact = leadway.contact(booked["contactId"])
    assert contact.name
    found = leadway.search_contacts(contact.name.split()[0])
    assert contact.id in [one.id for one in found]


@pytest.mark.parametrize("kind", ["default", "booker", "in_person"])
def test_20_a_location_type_outside_the_list_is_read(play: Play, kind: str) -> None:
    leadway, _ = play(answer({"id": ID, "meetingLocationType": kind}))
    assert leadway.send_update(ID, {}).meeting_location_type == kind


def test_21_slashes_and_cases_are_those_of_the_service(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    leadway.calendars()
    leadway.users()
    paths = [entry["path"] for entry in sandbox.journal()]
    assert paths == ["/calendars/", "/users/"]


def test_22_an_assignee_that_is_no_user_keeps_its_id(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    event_id = sandbox.cast()["appointments"]["unknown_assignee"]
    record = leadway.get_appointment(event_id)
    assert record.assigned_user_id
    assert record.assigned_user_id not in {user.id for user in leadway.users()}


def test_25_the_id_of_an_occurrence_works_like_any_other(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    master = sandbox.cast()["series"]["weekly"]
    series = leadway.get_appointment(master)
    now = datetime.now(UTC)
    events = leadway.list_events(
        start=now - timedelta(days=7),
        end=now + timedelta(days=8),
        calendar_id=series.calendar_id,
    )
    occurrence = next(event for event in events if event.master_event_id == master)
    assert occurrence.id.startswith(f"{master}_")
    read = leadway.get_appointment(occurrence.id)
    changes = Changes(
        title="sólo ésta",
        appointment_status="confirmed",
        assigned_user_id=read.assigned_user_id,
    )
    saved = leadway.update_appointment(occurrence.id, changes, options=OPTIONS)
    assert (read.id, saved.title) == (occurrence.id, "sólo ésta")
    assert leadway.get_appointment(master).title == series.title


def _around(leadway: Leadway, booked: dict[str, Any]) -> tuple[AppointmentRecord, ...]:
    start = datetime.fromisoformat(booked["startTime"])
    return leadway.list_events(
        start=start, end=start + timedelta(hours=1), calendar_id=booked["calendarId"]
    )
