"""Whether an update of two people who save the same appointment was lost.

What somebody was told is saved stays, until somebody else changes it who was shown it
before. A test that goes on for `ROUNDS` of them goes the same way by `SEED`.
"""

import os
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from appointments.edits.tables import Edit
from appointments.words import STATUS
from tests.intents import puts
from tests.own_day import MADRID
from tests.sandboxed import Sandbox

STATUSES = ("new", "confirmed", "showed", "noshow", "cancelled", "invalid")
# What is typed into, by what Leadway calls it.
WIRE = {
    "title": "title",
    "description": "description",
    "address": "address",
    "appointment_status": "appointmentStatus",
    "start": "startTime",
}
# What is wrong with an edit by which a field of the form is no longer what it was.
Blame = Callable[[Edit, str, str], str]


def seed() -> int:
    chosen = int(os.environ.get("SEED", time.time_ns() % 10_000))
    print(f"SEED={chosen}")
    return chosen


def plain(wire: dict[str, Any]) -> dict[str, str]:
    """Return what Leadway has, or is sent, as it stands in the form's controls."""
    told = {name: wire[key] for name, key in WIRE.items() if key in wire}
    if "start" in told:
        start = datetime.fromisoformat(told["start"])
        told["start"] = f"{start.astimezone(MADRID):%H:%M}"
    return told


def in_words(name: str, value: str) -> str:
    """Return a value as it stands on a page where there is something to choose."""
    return str(STATUS[value]) if name == "appointment_status" else value


def replayed(
    event_id: str, sandbox: Sandbox, now: dict[str, str], blame: Blame
) -> dict[str, str]:
    """Go through all that was sent; return what the form has to show in the end.

    `blame` says "" of an edit whose author asked for it and was shown what was there.
    """
    sent = Edit.objects.filter(event_id=event_id, sent_at__isnull=False)
    edits, bodies = list(sent.order_by("sent_at")), puts(sandbox, event_id)
    assert [one.body for one in edits] == bodies
    for edit, body in zip(edits, bodies, strict=True):
        new = plain(body)
        for name in [name for name, value in new.items() if value != now[name]]:
            whose = f"{name} of edit {edit.pk} by {edit.person_name}"
            wrong = blame(edit, name, now[name])
            assert not wrong, f"{whose}: {now[name]} {wrong}"
        now = now | new
    return now
