"""From what is typed under "When" to two instants, over clock changes too."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.editor import choices
from appointments.editor.form import AppointmentForm
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock
from tests.editor.filling import MADRID, NOON, RECORD, asked, clinic, fault, fill

SANTIAGO = ZoneInfo("America/Santiago")


def at(start: str, minutes: int = 45) -> AppointmentRecord:
    begins = datetime.fromisoformat(start)
    return replace(
        RECORD, start_time=begins, end_time=begins + timedelta(minutes=minutes)
    )


def times(form: AppointmentForm) -> list[str]:
    values = asked(form)
    assert set(values) == {"start_time", "end_time"}
    return [str(values[name]) for name in ("start_time", "end_time")]


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


# --- clock changes ---


def test_a_time_that_does_not_exist_is_refused_with_a_suggestion() -> None:
    name, said = fault(fill(date="28/3/2027", start="02:30"))
    assert name == "start"
    assert "02:30 does not exist on Sun 28 Mar 2027" in said
    assert "03:30 would be the same moment" in said


def test_an_end_that_does_not_exist_is_refused_at_the_end() -> None:
    before = at("2027-03-28T01:30:00+01:00", 15)
    assert fault(fill(before, end="02:30"))[0] == "end"


def test_the_length_is_real_time_over_a_clock_change() -> None:
    form = fill(at("2027-03-27T01:30:00+01:00", 60), date="28/3/2027")
    assert times(form) == ["2027-03-28 01:30:00+01:00", "2027-03-28 03:30:00+02:00"]


def test_a_time_that_happens_twice_asks_which() -> None:
    form = fill(date="31/10/2027", start="02:30")
    name, said = fault(form)
    assert name == "start"
    assert "02:30 happens twice" in said
    assert [str(one.utcoffset()) for one in form.offsets] == ["2:00:00", "1:00:00"]


@pytest.mark.parametrize(("minutes", "offset"), [("120", "+02:00"), ("60", "+01:00")])
def test_the_answer_chooses_the_offset(minutes: str, offset: str) -> None:
    form = fill(date="31/10/2027", start="02:30", start_offset=minutes)
    assert times(form)[0].endswith(offset)


@pytest.mark.parametrize("odd", ["", "0", "-", "--60", "9" * 30, "x", "6٠"])
def test_an_odd_answer_asks_again(odd: str) -> None:
    form = fill(date="31/10/2027", start="02:30", start_offset=odd)
    if odd == "6٠":  # Arabic digits are digits: sixty minutes
        assert times(form)[0].endswith("+01:00")
    else:
        assert fault(form)[0] == "start"


@pytest.mark.parametrize("offset", ["+02:00", "+01:00"])
def test_an_offset_that_is_there_is_kept_while_the_start_is_not_touched(
    offset: str,
) -> None:
    record = at(f"2027-10-31T02:30:00{offset}", 20)
    assert asked(fill(record, title="Nuevo")) == {"title": "Nuevo"}
    values = asked(fill(record, length="90"))
    assert values["start_time"] == record.start_time
    assert values["end_time"] == record.start_time + timedelta(minutes=90)


def test_both_stay_on_offer_once_one_is_chosen() -> None:
    twice = {"date": "31/10/2027", "start": "02:30", "start_offset": "60"}
    for typed in ({}, {"end": "01:00"}, {"end": "luego"}, {"title": "x" * 256}):
        form = fill(**twice | typed)
        form.is_valid()
        assert len(form.offsets or ()) == 2
    form = fill(**twice | {"start": "03:30"})
    assert form.is_valid()
    assert form.offsets == ()


def test_while_a_start_cannot_be_read_its_choice_is_left_alone() -> None:
    form = fill(date="31/", start="02:30", start_offset="60")
    form.is_valid()
    assert form.offsets is None


def test_an_end_that_happens_twice_is_the_first_after_the_start() -> None:
    before = at("2027-10-31T01:30:00+02:00", 30)
    assert times(fill(before, end="02:30"))[1] == "2027-10-31 02:30:00+02:00"
    second = at("2027-10-31T02:40:00+02:00", 10)
    assert times(fill(second, end="02:30"))[1] == "2027-10-31 02:30:00+01:00"


def test_a_midnight_that_does_not_exist_is_refused() -> None:
    form = fill(names=clinic(SANTIAGO), date="5/9/2027", start="00:00")
    name, said = fault(form)
    assert name == "start"
    assert "01:00 would be the same moment" in said


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
