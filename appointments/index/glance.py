"""What a calendar draws of each appointment, without reading its whole record."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from appointments.index.copies import called
from appointments.index.tables import Appointment
from appointments.leadway.readers import visible

COLUMNS = (
    "event_id",
    "start_time",
    "end_time",
    "calendar_id",
    "assigned_user_id",
    "appointment_status",
    "contact__name",
    "contact__record__gone",
    "is_recurring",
)


class Glance(NamedTuple):
    """One appointment. `who` is its contact, "" for somebody who is not known."""

    event_id: str
    start: datetime
    end: datetime
    calendar_id: str
    user_id: str
    status: str
    who: str
    title: str
    repeats: bool
    # Of an edit of it whose end is open; whoever asks with `marked` knows what it says.
    mark: str = ""


Rows = QuerySet[Appointment]


def glances(
    start: datetime,
    end: datetime,
    *,
    calendars: Collection[str] = (),
    people: Collection[str] = (),
    marked: Callable[[Rows], Rows] | None = None,
) -> list[Glance]:
    """Return what touches a span, first things first: one statement.

    Of these calendars and these people only, where any are named. `marked` annotates
    each row with what is `unsettled` about it.
    """
    rows = Appointment.objects.filter(Appointment.touching(start, end))
    if calendars:
        rows = rows.filter(calendar_id__in=calendars)
    if people:
        rows = rows.filter(assigned_user_id__in=people)
    rows = rows.order_by("start_time", "event_id").annotate(title=KT("record__title"))
    rows, columns = (rows, ()) if marked is None else (marked(rows), ("unsettled",))
    return [_glance(*one) for one in rows.values_list(*COLUMNS, "title", *columns)]


def _glance(
    event_id: str,
    start: datetime,
    end: datetime,
    calendar_id: str,
    user_id: str,
    status: str,
    name: str | None,
    gone: object,
    repeats: bool,
    title: str | None,
    mark: str | None = None,
) -> Glance:
    return Glance(
        *(event_id, start, end, calendar_id, user_id, status),
        *(called(name, gone=gone), visible(title), repeats, mark or ""),
    )
