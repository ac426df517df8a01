"""What a person asks for, and every check that comes before a save.

The same for a form, a drag, a button in a row and a batch: they differ only in where
the changes come from.
"""

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied

from appointments.connection import allowed_options, default_options
from appointments.edits import diff
from appointments.edits.along import complete, status_to_send, written
from appointments.edits.tables import Edit
from appointments.index import taken
from appointments.index.reading import Opened
from appointments.index.tables import Appointment
from appointments.leadway.changes import (
    Changes,
    WriteOptions,
    derived_override,
)
from appointments.leadway.errors import (
    Trouble,
)
from appointments.leadway.records import AppointmentRecord
from people.models import User
from people.roles import EDIT

logger = logging.getLogger(__name__)


class NothingToSend(Exception):
    """There is no change in it."""


class Overlaps(Exception):
    """The assignee has something else then, and nobody said that it is all right."""

    def __init__(self, others: Sequence[Appointment]) -> None:
        super().__init__()
        self.others = others


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person asks for, and the record they were looking at when they did.

    `copy` is our copy of the appointment as it was when this was checked, if any;
    `overlaps` says that its assignee has something else then, and it is meant so.
    `instead_of` are the numbers of edits that wait, and that this takes the place of.
    """

    event_id: str
    person: User
    baseline: AppointmentRecord
    changes: Changes
    options: WriteOptions
    acknowledged: AppointmentRecord | None = None
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)
    typed: dict[str, Any] = field(default_factory=dict)
    undoes: Edit | None = None
    batch: uuid.UUID | None = None
    screen: str = ""
    why: str = ""
    overlaps: bool = False
    instead_of: frozenset[int] = frozenset()
    copy: Appointment | None = None


def intend(
    event_id: str,
    changes: Changes,
    options: WriteOptions,
    *,
    person: User,
    baseline: AppointmentRecord,
    anyway: bool = False,
    **beside: Any,
) -> Intent:
    """Return what is to be saved, checked as far as it can be before anything is noted.

    `anyway` says that the person knows of an overlap. `beside` are the further fields
    of an Intent. Whoever may not switch Leadway's checks gets the installation's.
    Raises PermissionDenied, NothingToSend and Overlaps.
    """
    if not person.has_perm(EDIT):
        raise PermissionDenied
    if not changes:
        raise NothingToSend
    copy, others = around(baseline, changes)
    if others and not anyway:
        raise Overlaps(others)
    allowed = allowed_options(options, person)
    beside |= {"copy": copy, "overlaps": bool(others)}
    return Intent(event_id, person, baseline, changes, allowed, **beside)


def quietly(changes: Changes) -> WriteOptions:
    """Return the options of a save that nobody set any for: automations stay off."""
    return replace(
        default_options(),
        to_notify=False,
        override_location_config=derived_override(changes),
    )


def around(
    record: AppointmentRecord, changes: Changes
) -> tuple[Appointment | None, Sequence[Appointment]]:
    """Return our copy, and what the assignee has at the new time, if that is new.

    As far as the index knows: Leadway is not asked.
    """
    after = replace(record, **changes.asked())
    start, end = after.start_time, after.end_time
    if moves(changes) and after.assigned_user_id and start and end:
        return taken.beside(record.id, after.assigned_user_id, start, end)
    return Appointment.of(record.id), ()


def moves(changes: Changes) -> bool:
    """Whether it takes somebody's time that it did not take before."""
    return bool(changes.start_time or changes.assigned_user_id)


def wanted(edit: Edit, names: Iterable[str]) -> Changes:
    """Return what an edit asked for in these fields, or else found there, as changes.

    What cannot be sent is left out, such as a value that Leadway never told.
    """
    before = replace(edit.compared, appointment_status=status_to_send(edit.compared))
    asked = edit.changes.asked()
    found, _lost = diff.earlier([n for n in names if n not in asked], before=before)
    return replace(found, **{n: asked[n] for n in names if n in asked})


def judged(edit: Edit, now: Opened) -> dict[str, Any]:
    """Compare an edit with the record; return what becomes of it, as its fields.

    With a `body` it is to be sent; without one its state says why it is not.
    """
    found: dict[str, Any] = {"current": now.record, "current_seen_at": now.seen_at}
    clashing = diff.clashes(edit.known, now.record, edit.changes)
    if clashing:
        names = [clash.name for clash in clashing]
        return found | {"state": Edit.State.CONFLICTED, "clashing": names}
    changes = complete(edit.changes, edit.options, now.record)
    if changes.appointment_status is None:
        return found | _unasked("no_status")
    try:
        body = written(changes, edit.options)
    except (TypeError, ValueError):
        logger.exception("an edit cannot be written as a request")
        return found | _unasked("unwritable")
    merged = diff.moved_elsewhere(edit.baseline, now.record, edit.changes)
    return found | {"body": body, "merged": merged}


def _unasked(reason: str) -> dict[str, Any]:
    """Leadway is not asked: this is not something we would send."""
    trouble = Trouble("unasked", reason=reason)
    return {"state": Edit.State.REFUSED, "trouble": trouble}
