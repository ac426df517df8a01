"""What somebody means to change, for tests that save without a page."""

from typing import Any

from appointments.edits.intending import Intent, intend
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.sandboxed import Sandbox

FLAGS = ("to_notify", "ignore_free_slot_validation", "ignore_date_range")


def intent(
    booked: dict[str, Any],
    who: User,
    *,
    baseline: AppointmentRecord | None = None,
    acknowledged: AppointmentRecord | None = None,
    **changes: Any,
) -> Intent:
    """Return what `who` asks for, made on the record as it is opened now."""
    record = baseline or reading.load(booked["id"]).record
    flags = {name: changes.pop(name) for name in FLAGS if name in changes}
    return intend(
        booked["id"],
        Changes(**changes),
        WriteOptions(**flags),
        person=who,
        baseline=record,
        anyway=True,
        acknowledged=acknowledged,
    )


def puts(sandbox: Sandbox, event_id: str) -> list[dict[str, Any]]:
    """Return the bodies that were sent for one appointment, oldest first.

    Of one appointment: a slow call of an earlier test may end in this one.
    """
    return [
        entry["body"]
        for entry in sandbox.journal("PUT")
        if entry["path"].endswith(f"/{event_id}")
    ]


def outcomes(edit: Edit) -> list[str]:
    """Return how each attempt ended: those that came to nothing, and the last one."""
    rows = edit.attempts.order_by("number")
    last = edit.trouble.kind if edit.trouble else "accepted"
    return [row.outcome for row in rows] + ([last] if edit.sent_at else [])
