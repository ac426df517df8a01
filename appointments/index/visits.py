"""What else a contact is booked for, as far as it was read. Leadway is not asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from appointments.index.tables import Appointment

# Nobody is asked to read more than a few; more than this are not even counted.
MOST, SHOWN = 200, 3
FIELDS = (
    "event_id",
    "start_time",
    "appointment_status",
    "calendar_id",
    "assigned_user_id",
)


@dataclass(frozen=True, slots=True)
class Visit:
    event_id: str
    start_time: datetime
    appointment_status: str
    calendar_id: str
    assigned_user_id: str


@dataclass(frozen=True, slots=True)
class Visits:
    """The next ones, the nearest first; the last ones, the latest first; and counts."""

    coming: list[Visit] = field(default_factory=list)
    past: list[Visit] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def visits(contact_id: str, *, beside: str, now: datetime) -> Visits:
    """Return the appointments of a contact; the one `beside` them is counted only."""
    if not contact_id:
        return Visits()
    found = list(_latest(contact_id))
    others = [one for one in found if one.event_id != beside]
    coming = [one for one in reversed(others) if one.start_time >= now]
    past = [one for one in others if one.start_time < now]
    counts = Counter(one.appointment_status for one in found)
    return Visits(coming[:SHOWN], past[:SHOWN], counts)


def _latest(contact_id: str) -> Iterator[Visit]:
    rows = Appointment.objects.filter(contact_id=contact_id, gone=False)
    rows = rows.filter(missing_since=None, start_time__isnull=False)
    newest = rows.order_by("-start_time").values_list(*FIELDS)[:MOST]
    return (Visit(*row) for row in newest)
