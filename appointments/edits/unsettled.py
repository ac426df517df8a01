"""Which appointments have an edit whose end is open, for a mark in a list."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.edits.marks import TAGS
from appointments.edits.standing import ANSWERED_BY, OPEN
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside the name of an appointment: `why` says what it means."""

    tone: str
    icon: str
    label: str | Promise
    why: str | Promise


_WHY = {
    Edit.State.PENDING: _("A change is waiting to be sent"),
    Edit.State.UNKNOWN: _("It is not known yet whether a change was saved"),
}
MARKS = {
    state: Mark(TAGS[state].tone, TAGS[state].icon, TAGS[state].label, why)
    for state, why in _WHY.items()
}


def ids() -> QuerySet[Edit, str]:
    """Return the ids of the appointments with an open edit, to filter by."""
    return standing(timezone.now()).values_list("event_id", flat=True)


def marked(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Let the statement that reads appointments tell which edits of them are open."""
    theirs = standing(timezone.now()).filter(event_id=OuterRef("event_id"))
    pending = Edit.State.PENDING
    waits = When(state=pending, sent_at=None, then=Value(pending.value))
    state = Case(waits, default=Value(Edit.State.UNKNOWN.value))
    # Of several, what is not known says more.
    worst = theirs.annotate(standing=state).order_by("-standing").values("standing")
    return rows.annotate(unsettled=Subquery(worst[:1]))


def mark_of(one: Appointment) -> Mark | None:
    """Return the mark of an appointment that was read as `marked`, if it has one."""
    return mark_for(getattr(one, "unsettled", None))


def mark_for(state: str | None) -> Mark | None:
    """Return the mark of what `marked` told of an appointment, if it told anything."""
    return MARKS[Edit.State(state)] if state else None


def standing(now: datetime) -> QuerySet[Edit]:
    """Return what waits or is not known. What is on its way has its answer soon."""
    waiting = Q(sent_at=None) | Q(sent_at__lt=now - ANSWERED_BY)
    rows = Edit.here().filter(state__in=OPEN)
    return rows.exclude(~waiting, state=Edit.State.PENDING)
