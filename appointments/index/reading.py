"""Reading one appointment: our copy when it is fresh enough, else Leadway's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from appointments.connection import fresh_s, leadway
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

    @property
    def known(self) -> bool:
        """Whether any record of it was ever read."""
        return self.seen_at is not None


def load(event_id: str) -> Opened:
    """Open an appointment: from the index when it is there, else from Leadway.

    One that is called gone is asked about again, because it may be back.
    Where reading is not allowed it opens all the same, with nothing known but its id:
    editing needs no more. Raises NotSent, Busy, Unanswered, Unreadable, and Refused
    when Leadway does not have it, or would refuse a save as well.
    """
    row = Appointment.objects.filter(event_id=event_id).first()
    copy = row and row.record and Opened(row.record, row.seen_at, gone=row.gone)
    # What a save of ours gave another id is gone for good under this one.
    if row and copy and (not copy.gone or row.moved_to):
        return copy
    try:
        record = refresh(event_id)
    except LeadwayError as error:
        if copy:
            return copy
        if not isinstance(error, Refused) or error.reason in STOPS:
            raise
        return Opened(AppointmentRecord(id=event_id), None, trouble=error)
    return Opened(record, timezone.now(), gone=record.deleted)


def refresh(event_id: str) -> AppointmentRecord:
    """Read the record from Leadway and keep it. Raises LeadwayError."""
    asked_at = timezone.now()
    try:
        record = leadway().get_appointment(event_id)
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
    row = Appointment.objects.filter(event_id=event_id).first()
    limit_s = fresh_s() if within_s is None else within_s
    still = claimed or not row or row.leased_until is None
    if row and row.record and still and row.is_fresh(within_s=limit_s):
        return Opened(row.record, row.seen_at, gone=row.gone)
    asked_at = timezone.now()
    try:
        return Opened(refresh(event_id), asked_at)
    except Refused as error:
        if error.reason in STOPS or not row or not row.record:
            raise
        # Without the right to read, the copy is all there is; its age is shown.
        return Opened(row.record, row.seen_at, trouble=error)
