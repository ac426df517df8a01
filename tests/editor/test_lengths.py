"""Lengths of every kind: none is ever posted that nobody chose, and all are kept."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.editor import choices
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from tests.editor.filling import RECORD, asked, at, clinic, fill, times
from tests.editor_page import Editor

START = "2026-11-24T12:00:00+01:00"
LENGTHS = [5, 45, 50, 55, 60, 61, 719, 1439, 1440, 2880, 7 * 1440, 9 * 1440]


def lasting(length: timedelta | None) -> AppointmentRecord:
    start = datetime.fromisoformat(START)
    end = None if length is None else start + length
    return replace(RECORD, start_time=start, end_time=end)


ODD = [timedelta(0), timedelta(minutes=-30), timedelta(minutes=45, seconds=31), None]


@pytest.mark.django_db
@pytest.mark.parametrize("length", [*(timedelta(minutes=n) for n in LENGTHS), *ODD])
def test_an_untouched_form_posts_what_the_record_has(
    names: Any, as_ana: Client, length: timedelta | None
) -> None:
    record = lasting(length)
    Appointment.remember(record, seen_at=timezone.now())
    editor = Editor(as_ana, record.id)
    said = editor.post("_review/")
    assert 'data-count="0"' in said.content.decode()
    typed = editor.post("_review/", title="Otro").content.decode()
    assert 'data-count="1"' in typed
    assert "startTime" not in typed


@pytest.mark.parametrize("minutes", [*LENGTHS, 37])
def test_what_the_form_shows_is_always_there_to_choose(minutes: int) -> None:
    offered = choices.lengths(RECORD, clinic(), "45", str(minutes))
    assert str(minutes) in {one.value for one in offered}


@pytest.mark.parametrize("odd", ["", None, "other", "²", "-5", "9" * 9])
def test_what_is_no_length_is_not_offered(odd: str | None) -> None:
    offered = choices.lengths(RECORD, clinic(), odd)
    assert offered == choices.lengths(RECORD, clinic())


@pytest.mark.parametrize("minutes", LENGTHS[:-1])
def test_every_length_is_kept_when_the_start_moves(minutes: int) -> None:
    form = fill(at(START, minutes), start="09:10")
    first, last = map(datetime.fromisoformat, times(form))
    assert last - first == timedelta(minutes=minutes)


def test_seconds_that_no_control_shows_are_kept() -> None:
    record = at("2026-11-24T12:00:30+01:00")
    values = asked(fill(record, date="25/11"))
    assert str(values["start_time"]) == "2026-11-25 12:00:30+01:00"
    assert str(values["end_time"]) == "2026-11-25 12:45:30+01:00"


# --- what a script has moved along ---


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        # The end that is posted along is not one that somebody typed.
        ({"start": "13:00", "end": "13:45", "end_follows": "45"}, "13:45"),
        ({"start": "13:00", "end": "12:45", "end_follows": "45"}, "13:45"),
        ({"start": "13:00", "end": "x", "end_follows": "45"}, "13:45"),
        # Another length that was typed before, by its end, goes along.
        ({"start": "13:00", "end": "13:55", "end_follows": "55"}, "13:55"),
        ({"start": "13:00", "end": "14:00", "length": "60"}, "14:00"),
        (
            {"start": "13:00", "end": "9:9", "length": "60", "end_follows": "60"},
            "14:00",
        ),
        # What is no length is as if there were no script.
        ({"start": "13:00", "end": "14:10", "end_follows": "0"}, "14:10"),
        ({"start": "13:00", "end": "14:10", "end_follows": "x"}, "14:10"),
    ],
)
def test_the_end_follows_by_the_length(typed: dict[str, str], end: str) -> None:
    assert times(fill(**typed))[1] == f"2026-11-24 {end}:00+01:00"


def test_a_note_of_the_script_alone_is_no_change() -> None:
    form = fill(end_follows="45")
    assert asked(form) == {}
    assert form.touched == set()
