"""What goes along with the changes of an edit because the wire needs it."""

from dataclasses import replace
from typing import Any

from appointments.leadway.changes import Changes
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.statuses import KEPT_BY, SETTABLE


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
