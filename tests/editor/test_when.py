"""From what is typed under "When" to two instants, over clock changes too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.editor import choices
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock
from tests.editor.filling import (
    MADRID,
    NOON,
    RECORD,
    asked,
    at,
    fault,
    fill,
    times,
)

SANTIAGO = ZoneInfo("America/Santiago")


def test_the_length_is_kept_when_the_start_moves() -> None:
    assert times(fill(start="15:30")) == [
        "2026-11-24 15:30:00+01:00",
        "2026-11-24 16:15:00+01:00",
    ]


def test_the_length_is_kept_when_the_day_moves() -> None:
    assert times(fill(date="25/11")) == [
        "2026-11-25 12:00:00+01:00",
        "2026-11-25 12:45:00+01:00",
    ]


def test_a_new_end_leaves_the_start_as_it_came() -> None:
    values = asked(fill(end="13:30"))
    assert values["start_time"] is RECORD.start_time
    assert str(values["end_time"]) == "2026-11-24 13:30:00+01:00"


def test_a_new_length_moves_the_end() -> None:
    values = asked(fill(length="90"))
    assert values["end_time"] == NOON + timedelta(minutes=90)


def test_a_typed_end_wins_over_a_length() -> None:
    values = asked(fill(end="13:00", length="90"))
    assert values["end_time"] == NOON + timedelta(hours=1)


def test_the_same_times_written_otherwise_are_no_change() -> None:
    assert asked(fill(date="24/11", start="12.00", end="1245")) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("start", "1200"),
        ("start", "12.00 "),
        ("end", "12:45 "),
        ("date", "24/11"),
        ("date", "2026-11-24"),
        ("date", "tomorrow"),
        ("title", " Revisión "),
    ],
)
def test_another_way_of_writing_the_same_touches_nothing(name: str, text: str) -> None:
    form = fill(**{name: text})
    assert asked(form) == {}
    assert form.touched == set()


def test_the_day_after_is_a_tick() -> None:
    assert times(fill(start="23:30", end="00:15", end_next_day="on")) == [
        "2026-11-24 23:30:00+01:00",
        "2026-11-25 00:15:00+01:00",
    ]


def test_a_start_late_at_night_carries_the_end_over_midnight() -> None:
    assert times(fill(start="23:30"))[1] == "2026-11-25 00:15:00+01:00"


def test_taking_the_tick_away_is_a_change() -> None:
    night = at("2026-11-24T23:30:00+01:00")
    assert fault(fill(night, end_next_day=None))[0] == "end"


def test_a_night_that_nobody_touched_is_no_change() -> None:
    assert asked(fill(at("2026-11-24T23:30:00+01:00"))) == {}


@pytest.mark.parametrize("end", ["12:00", "11:59", "00:00"])
def test_an_end_that_is_not_after_the_start_is_refused(end: str) -> None:
    name, said = fault(fill(end=end))
    assert name == "end"
    assert "+1 day" in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("date", ""),
        ("date", "soon"),
        ("date", "31/2"),
        ("date", "24/11/1969"),
        ("date", "24/11/2101"),
        ("start", ""),
        ("start", "25:00"),
        ("start", "noon"),
        ("end", ""),
        ("end", "24:00"),
        ("length", ""),
        ("length", "0"),
        ("length", "-45"),
        ("length", "other"),
        ("length", "99999999999"),
        ("length", "000060999999999"),
        ("length", "²"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(name: str, text: str) -> None:
    at_field, said = fault(fill(**{name: text}))
    assert at_field == name
    assert text[:40] in said or name in ("length",) or not text


def test_everything_that_is_wrong_is_told_at_once() -> None:
    form = fill(date="soon", start="noon")
    assert not form.is_valid()
    assert set(form.errors) == {"date", "start"}


# --- over a day ---


@pytest.mark.parametrize("hours", [24, 26, 50, 100])
def test_moving_the_start_keeps_more_than_a_day(hours: int) -> None:
    record = at("2026-11-24T10:00:00+01:00", hours * 60)
    first, last = map(datetime.fromisoformat, times(fill(record, start="23:30")))
    assert last - first == timedelta(hours=hours)


def test_another_ends_time_takes_no_day_off() -> None:
    record = at("2026-11-24T10:00:00+01:00", 50 * 60)
    assert times(fill(record, end="13:00"))[1] == "2026-11-26 13:00:00+01:00"
    same_day = fill(record, end="13:00", end_next_day=None)
    assert times(same_day)[1] == "2026-11-24 13:00:00+01:00"


def test_a_new_length_takes_days_off() -> None:
    record = at("2026-11-24T23:30:00+01:00", 50 * 60)
    typed = {"length": "60", "end": "00:30", "end_next_day": "on"}
    assert times(fill(record, **typed))[1] == "2026-11-25 00:30:00+01:00"


# --- what is not known ---


def test_an_appointment_that_was_never_read_takes_both_times() -> None:
    unknown = AppointmentRecord(id="a", appointment_status="confirmed")
    form = fill(unknown, date="24/11", start="12:00", end="12:45")
    assert times(form) == ["2026-11-24 12:00:00+01:00", "2026-11-24 12:45:00+01:00"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"start": "12:00", "end": "13:00"}, "date"),
        ({"date": "24/11", "end": "13:00"}, "start"),
        ({"date": "24/11", "start": "12:00"}, "end"),
    ],
)
def test_and_says_which_of_them_is_missing(typed: dict[str, str], name: str) -> None:
    unknown = AppointmentRecord(id="a", appointment_status="confirmed")
    assert fault(fill(unknown, **typed))[0] == name


def test_seconds_that_leadway_sent_are_kept() -> None:
    odd = at("2026-11-24T12:00:30+01:00")
    assert asked(fill(odd)) == {}


def test_the_lengths_on_offer_hold_the_calendars_and_the_present_one() -> None:
    offered = choices.length_choices(37, 55)
    assert {37, 55, *choices.USUAL_LENGTHS} == set(offered)
    assert offered == sorted(offered)


@given(
    seconds=st.integers(0, 4_000_000_000).map(lambda s: s - s % 60),
    minutes=st.integers(1, 7 * 24 * 60),
)
def test_no_span_changes_by_being_shown(seconds: int, minutes: int) -> None:
    start = clock.local(datetime.fromtimestamp(seconds, UTC), MADRID)
    record = replace(
        RECORD, start_time=start, end_time=start + timedelta(minutes=minutes)
    )
    assert asked(fill(record, title="Nuevo")) == {"title": "Nuevo"}
