"""The use case: open an appointment, save a change to it, undo one.

The order is what protects people. The edit is noted first; the appointment is claimed;
a record that is not fresh is read; a clash stops everything; the hand-over is
committed; the call leaves; the answer finishes the row. No call to Leadway is made
inside a database transaction.
"""

import logging
import time
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from appointments import diff
from appointments.connection import default_options, fresh_s, leadway
from appointments.index.tables import Appointment
from appointments.leadway import ids
from appointments.leadway.changes import (
    Changes,
    WriteOptions,
    derived_override,
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
from appointments.leadway.fields import SETTABLE_STATUSES
from appointments.leadway.records import AppointmentRecord
from appointments.models import Draft, Edit
from people.models import User

logger = logging.getLogger(__name__)

CLAIM_WITHIN_S = 3.0
# What Leadway returns and does not take back, and the status it stores for it.
STORED_AS = {"completed": "showed", "active": "confirmed"}
# A read that is refused so stops a save as well; another is only not allowed.
STOPS = ("not_found", "token", "location", "version")


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of an appointment: its last record, and what stopped a read."""

    record: AppointmentRecord
    seen_at: datetime | None
    gone: bool = False
    trouble: LeadwayError | None = None

    @property
    def known(self) -> bool:
        """Whether any record of it was ever read."""
        return self.seen_at is not None


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


def load(event_id: str) -> Opened:
    """Open an appointment: from the index when it is there, else from Leadway.

    One that is called gone is asked about again, because it may be back.
    Where reading is not allowed it opens all the same, with nothing known but its id:
    editing needs no more. Raises NotSent, Busy, Unanswered, Unreadable, and Refused
    when Leadway does not have it.
    """
    row = Appointment.objects.filter(event_id=event_id).first()
    copy = _copy(row) if row and row.record else None
    # What a save of ours gave another id is gone for good under this one.
    if copy and (not copy.gone or Edit.moved_to(event_id)):
        return copy
    try:
        record = refresh(event_id)
    except LeadwayError as error:
        if copy:
            return copy
        if not isinstance(error, Refused) or error.reason == "not_found":
            raise
        return Opened(AppointmentRecord(id=event_id), None, trouble=error)
    return Opened(record, timezone.now(), gone=record.deleted)


def _copy(row: Appointment) -> Opened:
    record = AppointmentRecord.from_json(row.record)
    return Opened(record, row.seen_at, gone=row.gone)


def refresh(event_id: str) -> AppointmentRecord:
    """Read the record from Leadway and keep it. Raises LeadwayError."""
    asked_at = timezone.now()
    try:
        record = leadway().get_appointment(event_id)
    except Refused as error:
        if error.reason == "not_found":
            Appointment.mark_gone(event_id)
        raise
    Appointment.remember(record, seen_at=asked_at)
    return record


def current(event_id: str, *, within_s: float | None = None) -> Opened:
    """Return a record read within the last seconds, by reading it again if needed."""
    row = Appointment.objects.filter(event_id=event_id).first()
    limit_s = fresh_s() if within_s is None else within_s
    fresh = row is not None and row.is_fresh(within_s=limit_s)
    # A call whose outcome is open may land any moment: then no copy is current.
    if row and row.record and fresh and not Edit.unsettled(event_id):
        record = AppointmentRecord.from_json(row.record)
        return Opened(record, row.seen_at, gone=row.gone)
    asked_at = timezone.now()
    try:
        return Opened(refresh(event_id), asked_at)
    except Refused as error:
        if error.reason in STOPS or not row or not row.record:
            raise
        # Without the right to read, the copy is all there is; its age is shown.
        record = AppointmentRecord.from_json(row.record)
        return Opened(record, row.seen_at, trouble=error)


def save(intent: Intent) -> Edit:
    """Note the edit, send it, and return it in whatever state that left it.

    The same form key twice returns the first edit and sends nothing.
    """
    edit, made = Edit.note(
        form_key=intent.form_key,
        event_id=intent.event_id,
        person=intent.person,
        person_name=intent.person.name,
        baseline=intent.baseline.to_json(),
        acknowledged=intent.acknowledged and intent.acknowledged.to_json(),
        changes=intent.changes.to_json(),
        options=intent.options.to_json(),
        typed=intent.typed,
        undoes=intent.undoes,
    )
    if made:
        send(edit)
    return edit


def send(edit: Edit) -> None:
    """Send a noted edit, or find out why it cannot be sent. Never raises."""
    if not _claim(edit.event_id):
        edit.stand_back()
        return
    try:
        body = _prepare(edit)
        if body is not None:
            _put(edit, body)
    finally:
        Appointment.release(edit.event_id)


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
        now = Opened(edit.known(), None, trouble=error)
    except LeadwayError as error:
        # Reading failed, so nothing of the edit left us.
        edit.wait(error, not_before=_not_before(error))
        return None
    edit.compare_with(now.record, seen_at=now.seen_at)
    clashing = diff.clashes(edit.known(), now.record, edit.asked())
    if clashing:
        edit.conflict([clash.name for clash in clashing])
        return None
    return _body(edit, now.record)


def _body(edit: Edit, now: AppointmentRecord) -> dict[str, Any] | None:
    """Build the exact request; what we would not send is refused here."""
    changes = complete(edit.asked(), now)
    if changes.appointment_status is None:
        edit.refuse_unasked("no_status")
        return None
    try:
        return update_body(changes, edit.write_options())
    except (TypeError, ValueError):
        logger.exception("edit %s cannot be written as a request", edit.pk)
        edit.refuse_unasked("unwritable")
        return None


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
    status = STORED_AS.get(status, status)
    return status if status in SETTABLE_STATUSES else None


def _put(edit: Edit, body: dict[str, Any]) -> None:
    """Make the one call, and finish the edit by its answer."""
    merged = diff.moved_elsewhere(edit.before(), _compared(edit), edit.asked())
    attempt = edit.hand_over(body, merged)
    if attempt is None:
        return
    try:
        returned = leadway().send_update(edit.event_id, body)
        with transaction.atomic():
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


def _compared(edit: Edit) -> AppointmentRecord:
    return edit.now_in_leadway() or edit.before()


def _left_behind(edit: Edit, returned: AppointmentRecord | None) -> AppointmentRecord:
    """Return the record as the edit left it, for all that is known.

    What was asked and is not in the answer counts as applied until a reading says
    otherwise: an old status would be sent along with the next save.
    """
    asked = replace(_compared(edit), **edit.asked().asked())
    return asked.merged(returned) if returned else asked


def _keep(returned: AppointmentRecord, edit: Edit) -> None:
    """Put the answer over the copy; under its old id a moved occurrence is gone."""
    Appointment.remember(_left_behind(edit, returned), seen_at=timezone.now())
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


def verify(edit: Edit) -> None:
    """Read the record back right after an accepted save, once. Never raises.

    A read that fails is shown as what it is: the answer of the save stands.
    """
    if not edit.verifiable:
        return
    asked_at = timezone.now()
    try:
        record = leadway().get_appointment(edit.lives_at)
    except LeadwayError:
        return
    Appointment.remember(record, seen_at=asked_at)
    edit.look_again(record)


def undo(
    edit: Edit,
    *,
    person: User,
    form_key: uuid.UUID,
    acknowledged: AppointmentRecord | None = None,
) -> Edit | None:
    """Save the inverse of an accepted edit, through the same checks.

    Automations stay off. Fields whose earlier value Leadway never told stay as they
    are; None when that leaves nothing to put back. `acknowledged` is the record a
    person has seen and decided to change all the same.
    """
    compared = _compared(edit)
    before = replace(compared, appointment_status=status_to_send(compared))
    changes, _lost = diff.inverse(edit.asked(), before=before)
    if not changes:
        return None
    options = replace(
        default_options(),
        to_notify=False,
        override_location_config=derived_override(changes),
    )
    intent = Intent(
        event_id=edit.lives_at,
        person=person,
        baseline=_left_behind(edit, edit.answer()),
        changes=changes,
        options=options,
        acknowledged=acknowledged,
        form_key=form_key,
        undoes=edit,
    )
    return save(intent)
