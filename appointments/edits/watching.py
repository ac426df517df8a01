"""What somebody has open is read again by a worker, also while nobody touches it.

So the page, which asks us alone, soon hears of what is changed in Leadway itself.
"""

import logging
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from appointments.edits.presence import LASTS, Presence
from appointments.index import reading
from appointments.index.claims import take_first
from appointments.index.ration import Ration, Urgency
from appointments.index.tables import Appointment
from appointments.leadway.errors import LeadwayError, Refused

logger = logging.getLogger(__name__)

# The page asks us as often again: a change is seen within twenty seconds.
EVERY = timedelta(seconds=9)
# What may not be read, or is not there, is asked about no more for a while.
LEFT_ALONE = timedelta(minutes=10)


def next_open() -> Presence | None:
    """Take what is open somewhere and was not read just now, and a call for it."""
    due = _due()
    if not due.exists() or not Ration.take(Urgency.NEAR):
        return None
    return take_first(due, asked_at=timezone.now())


def _due() -> QuerySet[Presence]:
    now = timezone.now()
    here = {"event_id": OuterRef("event_id")}
    read = Appointment.objects.filter(seen_at__gt=now - EVERY, **here)
    asked = Presence.objects.filter(asked_at__gt=now - EVERY, **here)
    rows = Presence.objects.filter(seen_at__gt=now - LASTS)
    rows = rows.exclude(Exists(read) | Exists(asked))
    return rows.order_by(F("asked_at").asc(nulls_first=True), "pk")


def read_open(one: Presence) -> None:
    """Read the appointment that is open. What is otherwise by now is kept."""
    row = Appointment.of(one.event_id)
    try:
        reading.refresh(one.event_id, earlier=row.record if row else None)
    except Refused as error:
        logger.info("what is open is not read again: %s", error)
        until = timezone.now() + LEFT_ALONE
        Presence.objects.filter(event_id=one.event_id).update(asked_at=until)
    except LeadwayError as error:
        logger.info("what is open could not be read: %s", error)
