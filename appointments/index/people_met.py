"""The contacts of what a worker has read: who is not known yet, nearest first."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from appointments.connection import location_id
from appointments.index import contacts, sweeping
from appointments.index.copies import Contact
from appointments.index.ration import Ration, Urgency
from appointments.index.subjects import Subject
from appointments.index.sweeps import Reach
from appointments.index.tables import Appointment
from appointments.leadway.errors import Trouble

NEAR = timedelta(days=1)


def next_near_round() -> Subject | None:
    """Take it if anybody of the near days is not known: names come before far days."""
    return _next_round(Reach.NEAR, Urgency.NEAR)


def next_round() -> Subject | None:
    """Take the reading of contacts, if anybody is not known, and a call for it."""
    return _next_round(Reach.ALL, Urgency.FAR)


def _next_round(reach: Reach, urgency: Urgency) -> Subject | None:
    (subject,) = Subject.called(["contacts"])
    if contacts.is_denied(subject) or not _unknown(reach).exists():
        return None
    if not Ration.take(urgency):
        return None
    mine = Subject.objects.filter(account=location_id(), name="contacts")
    return Subject.claim_first(mine)


def read_some(subject: Subject) -> None:
    """Read a few contacts, one call having been taken; the first time page by page."""
    asked_at = timezone.now()
    try:
        if Contact.objects.exists():
            error = contacts.one_by_one(_nearest(_taken(contacts.MOST_ONE_BY_ONE)))
        else:
            error = contacts.page_through(lambda: Ration.take(Urgency.FAR))
        trouble = Trouble.of(error) if error else None
        contacts.note(subject, trouble, asked_at=asked_at)
    finally:
        Subject.release([subject])


def _taken(most: int) -> int:
    """Take as many calls as may be made, the one that was taken included."""
    count = 1
    while count < most and Ration.take(Urgency.FAR):
        count += 1
    return count


def _unknown(reach: Reach = Reach.ALL) -> QuerySet[Appointment]:
    """Return what is kept and is with somebody of whom nothing is known."""
    start, end = sweeping.bounds(reach)
    known = Contact.objects.filter(pk=OuterRef("contact_id"))
    rows = Appointment.objects.filter(start_time__gte=start, start_time__lt=end)
    return rows.filter(~Exists(known), contact_id__isnull=False, gone=False)


def _nearest(most: int) -> list[str]:
    """Return whom to read: of what comes first, and then of what is over."""
    since = timezone.now() - NEAR
    to_come = _unknown().filter(start_time__gte=since).order_by("start_time")
    over = _unknown().filter(start_time__lt=since).order_by("-start_time")
    found: dict[str, None] = {}
    for rows in (to_come, over):
        for id in rows.values_list("contact_id", flat=True)[: 10 * most]:
            if id and len(found) < most:
                found[id] = None
    return list(found)
