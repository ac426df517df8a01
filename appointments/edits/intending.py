"""What a person asks for, and every check that comes before a save."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from appointments.edits.tables import Edit
from appointments.index import taken
from appointments.index.tables import Appointment
from appointments.leadway.changes import (
    Changes,
    WriteOptions,
)
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.statuses import KEPT_BY, SETTABLE
from appointments.times.writing import write_span
from appointments.words import Words
from people.models import User


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person asks for, and the record they were looking at when they did."""

    event_id: str
    person: User
    baseline: AppointmentRecord
    changes: Changes
    options: WriteOptions
    acknowledged: AppointmentRecord | None = None
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)
    typed: dict[str, Any] = field(default_factory=dict)
    undoes: Edit | None = None


def complete(changes: Changes, now: AppointmentRecord) -> Changes:
    """Add what the wire needs beside the changes: both times, and the status.

    Leaving the status out was seen to reset it (docs/leadway-api.md).
    """
    added: dict[str, Any] = {}
    if changes.start_time or changes.end_time:
        added["start_time"] = changes.start_time or now.start_time
        added["end_time"] = changes.end_time or now.end_time
    if changes.appointment_status is None:
        added["appointment_status"] = status_to_send(now)
    return replace(changes, **added)


def status_to_send(record: AppointmentRecord) -> str | None:
    """Return the status that keeps the record's own, or None when there is none."""
    status = record.appointment_status or ""
    status = KEPT_BY.get(status, status)
    return status if status in SETTABLE else None


MOST_NAMED = 3


def overlaps(record: AppointmentRecord, changes: Changes, words: Words) -> list[str]:
    """Name what the assignee already has at that time, as far as the index knows."""
    if not (changes.start_time or changes.assigned_user_id):
        return []
    after = replace_known(record, changes)
    if not (after.assigned_user_id and after.start_time and after.end_time):
        return []
    rows = taken.taking(
        after.assigned_user_id, after.start_time, after.end_time, but=record.id
    )[: MOST_NAMED + 2]
    said = list(dict.fromkeys(_overlap(row, after, words) for row in rows))
    return said if len(said) <= MOST_NAMED else [*said[:MOST_NAMED], _("And others.")]


def replace_known(record: AppointmentRecord, changes: Changes) -> AppointmentRecord:
    return replace(record, **changes.asked())


def _overlap(row: Appointment, after: AppointmentRecord, words: Words) -> str:
    other = row.contact.name if row.contact else row.event_id
    return _("%(who)s already has %(other)s at %(span)s.") % {
        "who": words.value("assigned_user_id", after.assigned_user_id),
        "other": other,
        "span": _span(row.start_time, row.end_time, words),
    }


def _span(start: datetime | None, end: datetime | None, words: Words) -> str:
    return write_span(start, end, words.zone) if start and end else ""
