"""The use case: open an appointment, save a change to it, undo one.

The order is what protects people. The edit is noted first; the appointment is claimed;
a record that is not fresh is read; a clash stops everything; the hand-over is
committed; the call leaves; the answer finishes the row. No call to Leadway is made
inside a database transaction.
"""

import logging
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, transaction
from django.utils import timezone

from appointments.connection import fresh_s, leadway
from appointments.edits import diff
from appointments.edits.drafts import Draft
from appointments.edits.intending import Intent, complete
from appointments.edits.tables import Edit
from appointments.index.reading import STOPS, Opened, current
from appointments.index.tables import Appointment
from appointments.leadway import ids
from appointments.leadway.changes import (
    update_body,
)
from appointments.leadway.errors import (
    Busy,
    LeadwayError,
    NotSent,
    Refused,
    Unanswered,
    Unreadable,
)
from appointments.leadway.records import AppointmentRecord
from people.patience import LITTLE_S, patience, tried

logger = logging.getLogger(__name__)

CLAIM_WITHIN_S = 3.0
# How a call ended is worth waiting for: else it has to be looked up afterwards.
OUTCOME_WITHIN_S = 3.0


class Unnoted(Exception):
    """The intention could not be written down, so nothing was sent."""


def save(intent: Intent) -> Edit:
    """Note the edit, send it, and return it in whatever state that left it.

    The same form key twice returns the first edit and sends nothing. Raises Unnoted
    where our database takes no notes.
    """
    try:
        edit, made = _note(intent)
    except Error as error:
        raise Unnoted from error
    if made:
        send(edit)
    return edit


def _note(intent: Intent) -> tuple[Edit, bool]:
    return Edit.note(
        form_key=intent.form_key,
        event_id=intent.event_id,
        person=intent.person,
        person_name=intent.person.name,
        baseline=intent.baseline,
        acknowledged=intent.acknowledged,
        changes=intent.changes,
        options=intent.options,
        typed=intent.typed,
        undoes=intent.undoes,
    )


def send(edit: Edit) -> None:
    """Send a noted edit, or find out why it cannot be sent.

    Where our database takes no notes meanwhile, the edit stays what it was last noted
    to be: waiting before the hand-over, in flight after it. Raises django.db.Error only
    where not even that can be read.
    """
    try:
        _send(edit)
    except Error:
        logger.exception("edit %s: its next step could not be noted", edit.pk)
        edit.lost_track()


def _send(edit: Edit) -> None:
    if not _claim(edit.event_id):
        edit.stand_back()
        return
    try:
        body = _prepare(edit)
        if body is not None:
            _put(edit, body)
    finally:
        # A lease that cannot be given back ends by itself.
        tried(Appointment.release, edit.event_id)


def _claim(event_id: str) -> bool:
    """Claim the appointment, waiting a little for a colleague's save to finish."""
    until = time.monotonic() + CLAIM_WITHIN_S
    while not Appointment.claim(event_id):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _prepare(edit: Edit) -> dict[str, Any] | None:
    """Compare with what Leadway holds now; return the body, or None when it stops."""
    try:
        now = current(edit.event_id)
    except Refused as error:
        if error.reason in STOPS:
            edit.refuse(error)
            return None
        now = Opened(edit.known, None, trouble=error)
    except LeadwayError as error:
        # Reading failed, so nothing of the edit left us.
        edit.wait(error, not_before=_not_before(error))
        return None
    edit.compare_with(now.record, seen_at=now.seen_at)
    clashing = diff.clashes(edit.known, now.record, edit.changes)
    if clashing:
        edit.conflict([clash.name for clash in clashing])
        return None
    return _body(edit, now.record)


def _body(edit: Edit, now: AppointmentRecord) -> dict[str, Any] | None:
    """Build the exact request; what we would not send is refused here."""
    changes = complete(edit.changes, now)
    if changes.appointment_status is None:
        edit.refuse_unasked("no_status")
        return None
    try:
        return update_body(changes, edit.options)
    except (TypeError, ValueError):
        logger.exception("edit %s cannot be written as a request", edit.pk)
        edit.refuse_unasked("unwritable")
        return None


def _put(edit: Edit, body: dict[str, Any]) -> None:
    """Make the one call, and finish the edit by its answer."""
    merged = diff.moved_elsewhere(edit.baseline, edit.compared, edit.changes)
    attempt = edit.hand_over(body, merged)
    if attempt is None:
        return
    try:
        returned = leadway().send_update(edit.event_id, body)
        with patience(OUTCOME_WITHIN_S), transaction.atomic():
            edit.duration_ms = attempt.finish("accepted")
            returned = addressable(returned, edit.event_id)
            _keep(returned, edit)
            if edit.undoes_id is None:
                Draft.drop(edit.person_id, edit.event_id)
            # Last, so that the edit is still in flight if noting any of it fails.
            edit.accept(returned)
    except Exception as error:
        # Once handed over, whatever went wrong here, Leadway may have applied it.
        trouble = _as_trouble(error)
        # Where noting failed just now this fails as well, and it stays in flight.
        with patience(LITTLE_S if isinstance(error, Error) else OUTCOME_WITHIN_S):
            edit.duration_ms = attempt.finish(trouble.kind, error=trouble)
            _settle(edit, trouble)


def addressable(returned: AppointmentRecord, event_id: str) -> AppointmentRecord:
    """Keep to the id we know where Leadway gives one that nothing can be asked by."""
    if ids.is_event_id(returned.id):
        return returned
    return replace(returned, id=event_id)


def _as_trouble(error: Exception) -> LeadwayError:
    if isinstance(error, LeadwayError):
        return error
    logger.error("a save failed unexpectedly", exc_info=error)
    return Unanswered(method="PUT", path="")


def left_behind(edit: Edit, returned: AppointmentRecord | None) -> AppointmentRecord:
    """Return the record as the edit left it, for all that is known.

    What was asked and is not in the answer counts as applied until a reading says
    otherwise: an old status would be sent along with the next save.
    """
    asked = replace(edit.compared, **edit.changes.asked())
    return asked.merged(returned) if returned else asked


def _keep(returned: AppointmentRecord, edit: Edit) -> None:
    """Put the answer over the copy; under its old id a moved occurrence is gone."""
    Appointment.remember(left_behind(edit, returned), seen_at=timezone.now())
    if returned.id != edit.event_id:
        Appointment.mark_gone(edit.event_id)


def _settle(edit: Edit, error: LeadwayError) -> None:
    """Sort a failed call by what is known of it; see docs/architecture.md."""
    match error:
        case NotSent() | Busy():
            edit.wait(error, not_before=_not_before(error))
        case Refused():
            if error.reason == "not_found":
                Appointment.mark_gone(edit.event_id)
            edit.refuse(error)
        case Unanswered() | Unreadable() | _:
            Appointment.doubt(edit.event_id, fresh_s=fresh_s())
            edit.doubt(error)


def _not_before(error: LeadwayError) -> datetime | None:
    """Return when it may be tried again, if Leadway said anything about it."""
    if not isinstance(error, Busy):
        return None
    return timezone.now() + timedelta(seconds=error.retry_after_s)
