"""What spells out fields and statuses once more agrees with the two tables."""

import typing
from dataclasses import fields as fields_of
from datetime import datetime
from typing import Any

import pytest

from appointments.leadway import fields, statuses
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from tests.sandboxed import Sandbox

TYPES: dict[fields.Kind, Any] = {
    **dict.fromkeys(("line", "long", "rule", "id", "status", "choice"), str | None),
    "time": datetime | None,
    "ids": tuple[str, ...],
    "flag": bool | None,
}
# These are never unknown: without an id there is no record, and deleted is no.
ALWAYS_KNOWN = {"id": str, "deleted": bool}
OF_READING = {"extra", "raw", "unreadable", "told_at"}


def types(of: type) -> dict[str, Any]:
    hints = typing.get_type_hints(of)
    return {one.name: hints[one.name] for one in fields_of(of)}


def test_each_field_has_one_row() -> None:
    rows = [one.name for one in fields.TABLE], [one.wire for one in fields.TABLE]
    assert all(len(names) == len(set(names)) for names in rows)


def test_changes_are_the_attributes() -> None:
    assert set(types(Changes)) == set(fields.ATTRIBUTES)
    for one in fields.TABLE:
        if one.name in fields.ATTRIBUTES:
            assert types(Changes)[one.name] == TYPES[one.kind], one.name


def test_write_options_are_the_options() -> None:
    assert set(types(WriteOptions)) == set(fields.OPTIONS)


def test_a_record_has_what_is_no_option() -> None:
    found = types(AppointmentRecord)
    rows = {one.name: one for one in fields.TABLE if not one.is_option}
    assert set(found) - OF_READING == set(rows)
    for name, one in rows.items():
        assert found[name] == ALWAYS_KNOWN.get(name, TYPES[one.kind]), name


def test_each_attribute_is_in_one_section() -> None:
    listed = [name for names in fields.SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(fields.ATTRIBUTES)


def test_each_long_text_that_is_sent_has_a_limit() -> None:
    kinds = fields.of_kind("line", "long", "rule")
    assert set(fields.LIMITS) == set(kinds) & set(fields.ATTRIBUTES)


def test_a_status_that_is_not_taken_is_kept_by_one_that_is() -> None:
    for one in statuses.TABLE:
        assert one.settable == (not one.kept_by), one.name
        if one.kept_by:
            (kept,) = (other for other in statuses.TABLE if other.name == one.kept_by)
            assert kept.settable
            assert (kept.finished, kept.frees) == (one.finished, one.frees)


WHOLE = {
    "title": "Uno",
    "description": "Dos",
    "address": "Tres",
    "rrule": "FREQ=WEEKLY;COUNT=3",
    "startTime": "2031-01-01T10:00:00+01:00",
    "endTime": "2031-01-01T11:00:00+01:00",
    "appointmentStatus": "confirmed",
    "meetingLocationType": "custom",
    "meetingLocationId": "default",
}


@pytest.mark.parametrize("reading", [True, False], ids=["told", "echoed"])
def test_what_the_table_says_of_answers_is_so(sandbox: Sandbox, reading: bool) -> None:
    cast = sandbox.cast()
    owner = {
        "calendarId": cast["calendars"]["Fisioterapia"],
        "assignedUserId": cast["users"]["Marta Ruiz"],
    }
    booked = sandbox.book(**WHOLE, **owner)
    same = {"title": "Uno", "ignoreFreeSlotValidation": True}
    put = sandbox.put(booked["id"], **same)
    answer = sandbox.get(booked["id"]) if reading else put
    for one in fields.TABLE:
        if one.settable:
            says = one.told if reading else one.echoed
            assert (one.wire in answer) == says, one.name


def test_every_status_that_can_be_set_is_kept(sandbox: Sandbox) -> None:
    booked = sandbox.book(**WHOLE)
    for name in statuses.SETTABLE:
        sandbox.put(booked["id"], appointmentStatus=name)
        assert sandbox.get(booked["id"])["appointmentStatus"] == name
