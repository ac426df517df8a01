"""Reading one appointment: our copy when it is fresh enough, else Leadway's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from appointments.connection import fresh_s, leadway
from appointments.index.absent import Absent
from appointments.index.copies import Contact
from appointments.index.placing import placed
from appointments.index.tables import Appointment
from appointments.leadway.errors import (
    LeadwayError,
    Refused,
)
from appointments.leadway.records import AppointmentRecord
from people.patience import tried

# A read that is refused so stops a save as well; another is only not allowed.
STOPS = ("not_found", "token", "location", "version")


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of an appointment: its last record, and what stopped a read."""

    record: AppointmentRecord
    seen_at: datetime | None
    gone: bool = False
    trouble: LeadwayError | None = None
    copy: Appointment | None = None

    @property
    def contact(self) -> Contact | None:
        """Whom it is with, as far as that was read."""
        if self.copy and self.copy.contact_id == self.record.contact_id:
            return self.copy.contact
        return Contact.objects.filter(id=self.record.contact_id or "").first()

    @property
    def lost(self) -> bool:
        """Whether it may be elsewhere: it is gone, or its list no longer has it."""
        return self.gone or (self.copy is not None and self.copy.is_missed)

    @property
    def known(self) -> bool:
        """Whether any record of it was ever read."""
        return self.seen_at is not None


def seen(event_id: str, **also: Any) -> Opened | None:
    """Return our copy with its contact, if there is one. Leadway is not asked.

    `also` are further expressions to select along, for whoever needs them beside it.
    """
    rows = Appointment.objects.select_related("contact").annotate(**also)
    row = rows.filter(event_id=event_id).first()
    if row is None or row.record is None:
        return None
    return Opened(row.record, row.seen_at, gone=row.gone, copy=row)


def load(event_id: str, *, again: bool = False, **also: Any) -> Opened:
    """Open an appointment: from the index when it is there, else from Leadway.

    One that is gone is asked about again after a while, because it may be back; at once
    where somebody wants it `again`.
    Where reading is not allowed it opens all the same, with nothing known but its id:
    editing needs no more. Raises NotSent, Busy, Unanswered, Unreadable, and Refused
    when Leadway does not have it, or would refuse a save as well. `also` as for `seen`.
    """
    known = seen(event_id, **also)
    # What a save of ours gave another id is gone for good under this one.
    if known and (not known.gone or (known.copy and known.copy.moved_to)):
        return known
    if not again and Absent.lately(event_id):
        if known:
            return known
        raise Refused(method="GET", path="", reason="not_found")
    try:
        record = refresh(event_id)
    except LeadwayError as error:
        if known:
            return known
        if not isinstance(error, Refused) or error.reason in STOPS:
            raise
        return Opened(AppointmentRecord(id=event_id), None, trouble=error)
    return Opened(record, timezone.now(), gone=record.deleted)


def refresh(
    event_id: str, *, earlier: AppointmentRecord | None = None
) -> AppointmentRecord:
    """Read the record from Leadway and keep it. Raises LeadwayError.

    `earlier` is our copy, of which it keeps what readings do not tell.
    """
    asked_at = timezone.now()
    try:
        record = placed(leadway().get_appointment(event_id)).remembering(earlier)
    except Refused as error:
        if error.reason == "not_found":
            tried(Appointment.mark_gone, event_id)
        raise
    # What was read is shown also where it cannot be kept.
    tried(Appointment.remember, record, seen_at=asked_at)
    return record


def current(
    event_id: str, *, within_s: float | None = None, claimed: bool = False
) -> Opened:
    """Return a record read within the last seconds, by reading it again if needed.

    While somebody saves it no copy is current, unless it is us who have `claimed` it.
    """
    row = Appointment.of(event_id)
    limit_s = fresh_s() if within_s is None else within_s
    still = claimed or not row or row.leased_until is None
    if row and row.record and still and row.is_fresh(within_s=limit_s):
        return Opened(row.record, row.seen_at, gone=row.gone)
    asked_at = timezone.now()
    try:
        return Opened(refresh(event_id, earlier=row.record if row else None), asked_at)
    except Refused as error:
        if error.reason in STOPS or not row or not row.record:
            raise
        # Without the right to read, the copy is all there is; its age is shown.
        return Opened(row.record, row.seen_at, trouble=error)
