"""The card of whom an appointment is with: how to reach them, what else they have."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits.advice import Advice
from appointments.index.copies import Contact
from appointments.index.reading import Opened
from appointments.index.visits import Visit, Visits, visits
from appointments.leadway import readers
from appointments.times import clock, writing
from appointments.words import COUNTED, STATUS, Words, initials, status_icon

# How often they came, and how often they did not.
OUTCOMES = ("showed", "noshow")


@dataclass(frozen=True, slots=True)
class Other:
    """Another appointment of theirs, in words."""

    url: str
    when: str
    iso: str
    what: str
    status: str
    status_label: str
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Whom it is with. `asked` says that Leadway was asked for a name in vain."""

    page_url: str
    contact_id: str = ""
    contact: Contact | None = None
    monogram: str = ""
    since: str = ""
    tags: Sequence[str] = ()
    visited: str = ""
    coming: list[Other] = field(default_factory=list)
    past: list[Other] = field(default_factory=list)
    asked: bool = False
    trouble: Advice | None = None


def card(
    opened: Opened, said: Words, *, asked: bool = False, trouble: Advice | None = None
) -> Card:
    record, contact = opened.record, opened.contact
    contact_id = record.contact_id or ""
    now = timezone.now()
    known = contact.record if contact else {}
    found = visits(contact_id, beside=record.id, now=now)
    return Card(
        page_url=reverse("appointment", args=[record.id]),
        contact_id=contact_id,
        contact=contact,
        monogram=initials(contact.name) if contact else "",
        since=_since(readers.instant(known.get("date_added")), said),
        tags=known.get("tags", ()),
        visited=_visited(found),
        coming=[_other(one, said, now) for one in found.coming],
        past=[_other(one, said, now) for one in found.past],
        asked=asked,
        trouble=trouble,
    )


def _since(added: datetime | None, said: Words) -> str:
    if added is None:
        return ""
    day = writing.write_day(clock.local(added, said.zone).date())
    return _("Contact since %(day)s") % {"day": day}


def _visited(found: Visits) -> str:
    """Say how often they came and did not; nothing where neither is known."""
    counted = [
        f"{count} {COUNTED[status] % {'n': count}}"
        for status in OUTCOMES
        if (count := found.counts[status])
    ]
    return ", ".join(counted)


def _other(one: Visit, said: Words, now: datetime) -> Other:
    start = clock.local(one.start_time, said.zone)
    today = clock.local(now, said.zone).date()
    day = writing.write_brief_day(start.date(), today=today)
    status = one.appointment_status
    return Other(
        url=reverse("appointment", args=[one.event_id]),
        when=f"{day} {writing.write_hour(one.start_time, said.zone)}",
        iso=start.isoformat(),
        what=said.names.calendar_name(one.calendar_id),
        status=status,
        status_label=str(STATUS.get(status, status)),
        icon=status_icon(status),
    )
