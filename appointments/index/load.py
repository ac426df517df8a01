"""How much is on, day by day: counted by the database, whatever the number."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import BooleanField, Case, Count, IntegerField, Q, Value, When
from django.db.models.expressions import ExpressionWrapper

from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.leadway.statuses import FINISHED


class Load(NamedTuple):
    """So many of one status that one person has on a day, by its number in the span.

    `overdue` says that they are over and have no outcome.
    """

    day: int
    user_id: str
    status: str
    overdue: bool
    n: int


def loads(
    bounds: Sequence[tuple[datetime, datetime]],
    *,
    now: datetime,
    calendars: Collection[str] = (),
    people: Collection[str] = (),
) -> list[Load]:
    """Count what begins on each of these days, which follow each other: one statement.

    Of these calendars and these people only, where any are named.
    """
    edges = [first_at(end) for _start, end in bounds]
    here = Q(position__gte=first_at(bounds[0][0]), position__lt=edges[-1])
    rows = Appointment.objects.filter(here, gone=False, missing_since=None)
    if calendars:
        rows = rows.filter(calendar_id__in=calendars)
    if people:
        rows = rows.filter(assigned_user_id__in=people)
    day = Case(
        *(When(position__lt=edge, then=Value(n)) for n, edge in enumerate(edges)),
        output_field=IntegerField(),
    )
    over = Q(end_time__lte=now) & ~Q(appointment_status__in=FINISHED)
    overdue = ExpressionWrapper(over, output_field=BooleanField())
    found = rows.order_by().annotate(day=day, overdue=overdue)
    groups = found.values_list(
        "day", "assigned_user_id", "appointment_status", "overdue"
    )
    return [Load(*one) for one in groups.annotate(n=Count("pk"))]
