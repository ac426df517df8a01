"""What goes along with the changes of an edit because the wire needs it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from appointments import connection
from appointments.edits import concerning
from appointments.leadway import ids, statuses
from appointments.leadway.changes import Changes, WriteOptions, update_body
from appointments.leadway.errors import Trouble
from appointments.leadway.fields import ATTRIBUTES, SECTIONS, TIMES, wire_name
from appointments.leadway.records import AppointmentRecord

WHEN = SECTIONS["when"]


def complete(
    changes: Changes, options: WriteOptions, now: AppointmentRecord
) -> Changes:
    """Add what has to go along: both times, the status, and perhaps the assignee.

    Leaving the status out was seen to reset it, and without the slot check Leadway
    wants an assignee in the body itself (docs/leadway-api.md).
    """
    added: dict[str, Any] = {}
    if changes.start_time or changes.end_time:
        added = {name: getattr(changes, name) or getattr(now, name) for name in WHEN}
    if changes.appointment_status is None:
        added["appointment_status"] = status_to_send(now)
    if options.ignore_free_slot_validation and changes.assigned_user_id is None:
        added["assigned_user_id"] = ids.sound(now.assigned_user_id)
    return replace(changes, **added)


def status_to_send(record: AppointmentRecord) -> str | None:
    """Return the status that keeps the record's own, or None when there is none."""
    return statuses.kept_by(record.appointment_status or "", connection.version())


def becomes(record: AppointmentRecord) -> str | None:
    """Return the other status that a record gets with any save, or None if it stays."""
    sent = status_to_send(record)
    return sent if sent != record.appointment_status else None


def may_become(record: AppointmentRecord) -> str | None:
    """Return the status that Leadway was seen to store instead of the record's own."""
    return statuses.STORED_AS.get(record.appointment_status or "")


def written(changes: Changes, options: WriteOptions) -> dict[str, Any]:
    """Return the body of the PUT. Raises TypeError and ValueError, as `update_body`."""
    return update_body(changes, options, version=connection.version())


def put_in(body: Mapping[str, Any] | None, changes: Changes) -> dict[str, Any]:
    """Return the attributes of a body that nobody asked for, by our names."""
    asked = changes.asked()
    return {
        name: _value(name, body[wire_name(name)])
        for name in ATTRIBUTES
        if body and name not in asked and wire_name(name) in body
    }


def _value(name: str, written: Any) -> Any:
    return datetime.fromisoformat(written) if name in TIMES else written


def met(
    trouble: Trouble,
    changes: Changes,
    options: WriteOptions,
    *,
    body: Mapping[str, Any],
    now: AppointmentRecord,
) -> dict[str, Any] | None:
    """Return the body that gives Leadway what it said was missing, as far as we know.

    Or without the assignee, where it was us who put it in and Leadway takes nobody of
    that name; None where a person has to decide. A refusal has changed nothing, so the
    other body may be sent.
    """
    if trouble.reason != "validation":
        return None
    before = put_in(body, changes)
    along = dict(before)
    for name, message in concerning.found(trouble):
        if concerning.says_missing(message):
            along |= _present(name, now) if wire_name(name) not in body else {}
        elif name == "assigned_user_id" and changes.calendar_id is None:
            along.pop(name, None)
    if along == before:
        return None
    try:
        return written(replace(changes, **along), options)
    except (TypeError, ValueError):
        return None


def _present(name: str, now: AppointmentRecord) -> dict[str, Any]:
    """Return what the record has in a field, and in those that go with it."""
    names = WHEN if name in WHEN else (name,)
    found = {one: getattr(now, one) for one in names}
    return found if all(found.values()) else {}
