"""Reading one window of one calendar: kept, and what it no longer has looked after."""

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, reading, reference
from appointments.index.placing import placed
from appointments.index.ration import Ration, Urgency
from appointments.index.tables import Appointment
from appointments.index.untimed import Untimed
from appointments.leadway.errors import Busy, LeadwayError
from appointments.leadway.records import AppointmentRecord

# So many that a list no longer has are asked for by their ids; the rest next time.
FEW = 5
# What an appointment takes of an answer beside its texts, roughly.
BARE_BYTES = 900


class Elsewhere(Exception):
    """The index belongs to another account or address by now: nothing was kept."""


@dataclass(frozen=True, slots=True)
class Read:
    """What it took to read a window: when that began, how long, how much came.

    `missing` are the ids of what we hold, and it no longer has.
    """

    asked_at: datetime
    took_s: float
    weight: int
    missing: tuple[str, ...] = ()


def read(calendar_id: str, start: datetime, end: datetime) -> Read:
    """List a calendar from `start` to `end`, and keep what it has.

    Raises LeadwayError and Elsewhere.
    """
    asked_at, began = timezone.now(), time.monotonic()
    with budget.collected() as rates:
        found = heard(calendar_id, start, end)
    took_s = time.monotonic() - began
    Ration.hear(rates)
    if reference.is_elsewhere():
        raise Elsewhere
    Appointment.remember_all(found, seen_at=asked_at)
    missing = Appointment.mark_missing(
        start,
        end,
        calendars=[calendar_id],
        seen={one.id for one in found},
        before=asked_at,
    )
    Untimed.note(found, start, end, calendars=[calendar_id])
    return Read(asked_at, took_s, sum(map(_weight, found)), tuple(missing))


def heard(
    calendar_id: str, start: datetime, end: datetime
) -> tuple[AppointmentRecord, ...]:
    """Return what Leadway lists; where that was too much, let all workers wait."""
    try:
        found = leadway().list_events(calendar_id=calendar_id, start=start, end=end)
    except Busy as error:
        Ration.pause(error.retry_after_s)
        raise
    return tuple(map(placed, found))


def look_after(missing: Collection[str]) -> None:
    """Find out what became of some of these: each was moved, or it is gone.

    As far as the limit allows; whatever is left over, the next reading misses again.
    """
    for event_id in sorted(missing)[:FEW]:
        if not Ration.take(Urgency.NEAR):
            return
        try:
            reading.refresh(event_id)
        except LeadwayError:
            # That it is gone has been noted by now; anything else comes again.
            continue


def _weight(record: AppointmentRecord) -> int:
    return BARE_BYTES + len(record.description or "") + len(record.notes or "")
