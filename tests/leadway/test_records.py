from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway import statuses, wire
from appointments.leadway.records import AppointmentRecord, NotARecordError

ID = "ocQHyuzHvysMo5N5VsXc"
MADRID = ZoneInfo("Europe/Madrid")
BARE = {
    "id": ID,
    "title": "Revisión anual",
    "calendarId": "cal",
    "locationId": "loc",
    "contactId": "con",
    "appointmentStatus": "confirmed",
    "assignedUserId": "ana",
    "startTime": "2026-11-23T10:00:00+01:00",
    "endTime": "2026-11-23T10:30:00+01:00",
    "isRecurring": True,
    "rrule": "RRULE:FREQ=DAILY\nEXDATE:20261124T090000Z",
    "users": ["ana", "marta"],
    "createdBy": {"source": "booking_widget", "userId": None},
    "groupId": "g1",
    "traceId": "t-1",
}

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
wire_keys = st.sampled_from(
    [*BARE, "status", "appoinmentStatus", "dateAdded", "deleted", "notes", "event"]
)
times = st.datetimes(datetime(1969, 1, 1), datetime(2101, 1, 1)).map(str)  # noqa: DTZ001  naive on purpose
odd_records = st.dictionaries(wire_keys, json_values | times).map(
    lambda fields: {**fields, "id": ID}
)


@pytest.mark.parametrize("wrap", ["bare", "appointment", "event"])
def test_a_record_is_read_bare_or_wrapped(wrap: str) -> None:
    answer = BARE if wrap == "bare" else {wrap: BARE, "traceId": "t-2"}
    record = AppointmentRecord.from_wire(answer)
    assert (record.id, record.title, record.raw) == (ID, "Revisión anual", BARE)


def test_every_field_arrives_under_our_name() -> None:
    record = AppointmentRecord.from_wire(BARE)
    assert record.start_time == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert record.start_time.utcoffset() == timedelta(hours=1)
    assert record.users == ("ana", "marta")
    assert record.rrule == BARE["rrule"]
    assert record.extra == {"createdBy": BARE["createdBy"], "groupId": "g1"}
    assert record.description is None
    assert record.unreadable == ()


@pytest.mark.parametrize(
    "answer",
    [None, [], {}, "", 5, {"id": 5}, {"id": ""}, {"statusCode": 400, "message": "no"}],
)
def test_what_has_no_id_is_no_record(answer: object) -> None:
    with pytest.raises(NotARecordError):
        AppointmentRecord.from_wire(answer)


@pytest.mark.parametrize("spelling", ["appointmentStatus", "appoinmentStatus"])
def test_a_misspelt_status_is_read(spelling: str) -> None:
    assert AppointmentRecord.from_wire(
        {"id": ID, spelling: "noshow"}
    ).appointment_status == ("noshow")


@pytest.mark.parametrize("status", [*statuses.NAMES, "booked", "algo nuevo"])
def test_an_unknown_status_is_kept_as_it_is(status: str) -> None:
    record = AppointmentRecord.from_wire({"id": ID, "appointmentStatus": status})
    assert record.appointment_status == status


def test_a_bare_status_counts_only_when_it_is_one_of_ours() -> None:
    booked = AppointmentRecord.from_wire({"id": ID, "status": "booked"})
    showed = AppointmentRecord.from_wire({"id": ID, "status": "showed"})
    assert (booked.appointment_status, booked.extra) == (None, {"status": "booked"})
    assert showed.appointment_status == "showed"


@pytest.mark.parametrize(
    ("sent", "read"),
    [(True, True), ("true", True), ("false", False), (None, None), (1, None)],
)
def test_is_recurring_may_be_text(sent: object, read: bool | None) -> None:
    record = AppointmentRecord.from_wire({"id": ID, "isRecurring": sent})
    assert record.is_recurring is read


@pytest.mark.parametrize(
    "told",
    [
        "2026-11-23T10:00:00+01:00",
        "2026-11-23T09:00:00Z",
        "2026-11-23T09:00:00.000Z",
        "2026-11-23T10:00:00+0100",
        "2026-11-23T09:00Z",
        "2026-11-23 10:00:00",
        "2026-11-23T10:00:00",
        1795424400,
        1795424400000,
        1795424400.0,
        "1795424400",
        "1795424400000",
    ],
)
def test_times_in_any_shape_are_the_same_instant(told: object) -> None:
    record = AppointmentRecord.from_wire({"id": ID, "startTime": told}, zone=MADRID)
    assert record.start_time == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_time_without_offset_says_nothing_without_a_zone() -> None:
    record = AppointmentRecord.from_wire({"id": ID, "startTime": "2026-11-23 10:00:00"})
    assert record.start_time is None
    assert record.unreadable == ("start_time",)


@pytest.mark.parametrize(
    "told",
    [
        *("", "soon", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "2026"),
        *(12, "12", "20261123", True, -1795424400, 1e18, "9" * 40, 5_000_000_000),
    ],
)
def test_a_bad_time_is_none(told: object) -> None:
    record = AppointmentRecord.from_wire({"id": ID, "startTime": told}, zone=MADRID)
    assert record.start_time is None
    assert record.unreadable == (("start_time",) if told else ())


def test_odd_types_are_named_and_the_rest_is_read() -> None:
    odd: dict[str, Any] = {"title": ["a"], "startTime": {}, "isRecurring": "perhaps"}
    odd |= {"users": "ana", "assignedUserId": 7, "appointmentStatus": False}
    record = AppointmentRecord.from_wire({**BARE, **odd})
    assert set(record.unreadable) == {
        "title",
        "start_time",
        "is_recurring",
        "users",
        "assigned_user_id",
        "appointment_status",
    }
    assert record.calendar_id == "cal"


def test_text_is_cleaned_once_and_everywhere() -> None:
    dirty = {
        "id": ID,
        "title": "a\x00b\ud800",
        "x": {"\x07": ["\x9f"]},
        "notes": "a\nb",
    }
    record = AppointmentRecord.from_wire(dirty)
    assert record.title == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"
    assert record.extra["x"] == {"\N{REPLACEMENT CHARACTER}": ["\ufffd"]}
    assert record.notes == "a\nb"


def test_a_long_text_is_cut_with_a_mark_and_says_so() -> None:
    record = AppointmentRecord.from_wire({"id": ID, "description": "ñ" * 30_000})
    assert record.description is not None
    assert len(record.description.encode()) <= wire.MAX_TEXT_BYTES
    assert record.description.endswith(wire.CUT_MARK)
    assert wire.was_cut(record.description)
    assert not wire.was_cut("short" + wire.CUT_MARK)


def test_ten_kilobytes_arrive_whole() -> None:
    text = "😀" * 2_500
    record = AppointmentRecord.from_wire({"id": ID, "description": text})
    assert record.description == text


def test_merging_keeps_what_the_newer_one_does_not_mention() -> None:
    old = AppointmentRecord.from_wire({**BARE, "description": "long", "deleted": True})
    new = AppointmentRecord.from_wire({"id": ID, "title": "New", "startTime": "bad"})
    merged = old.merged(new)
    assert (merged.title, merged.description) == ("New", "long")
    assert merged.start_time == old.start_time
    assert merged.users == ("ana", "marta")
    assert merged.deleted
    assert merged.unreadable == ("start_time",)


def test_merging_takes_what_the_newer_one_cleared() -> None:
    old = AppointmentRecord.from_wire({**BARE, "address": "Zoom", "deleted": True})
    new = AppointmentRecord.from_wire(
        {"id": "moved", "address": "", "users": [], "deleted": False}
    )
    merged = old.merged(new)
    assert (merged.id, merged.address, merged.users) == ("moved", "", ())
    assert not merged.deleted


def test_a_null_is_mentioned_and_says_nothing() -> None:
    record = AppointmentRecord.from_wire({"id": ID, "address": None})
    assert record.mentions("address")
    assert record.address is None
    assert record.unreadable == ()
    assert not record.mentions("title")


@given(odd_records)
def test_storing_loses_nothing(odd: dict[str, Any]) -> None:
    record = AppointmentRecord.from_wire(odd, zone=MADRID)
    assert AppointmentRecord.from_json(record.to_json()) == record


@given(json_values | odd_records)
def test_no_json_makes_reading_raise_anything_else(value: object) -> None:
    try:
        record = AppointmentRecord.from_wire(value, zone=MADRID)
    except (NotARecordError, wire.NotJSONError):
        return
    assert record.merged(record) == record


@pytest.mark.parametrize("hour", [1, 2, 3])
def test_a_time_read_in_a_zone_survives_storing_across_a_clock_change(
    hour: int,
) -> None:
    for day in ("2027-03-28", "2027-10-31"):
        text = f"{day} 0{hour}:30:00"
        record = AppointmentRecord.from_wire({"id": ID, "startTime": text}, zone=MADRID)
        assert AppointmentRecord.from_json(record.to_json()) == record
        assert record.start_time is not None
        assert isinstance(record.start_time.tzinfo, timezone)
