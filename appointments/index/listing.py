"""Appointments page by page, each at the same cost: from where the last one ended.

One condition leads, by an index that ends in the position, so that its rows come in
the order of the list and are read until the page is full. Left to itself the database
may lead by another one, and sort all that it finds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import F, Func, Q, QuerySet
from django.db.models.lookups import GreaterThan, In, LessThan

from appointments.index import search
from appointments.index.tables import Appointment

SIZE = 50
# Columns with an index that ends in the position, the most telling one first.
LEADS = ("assigned_user_id", "calendar_id", "place_type", "appointment_status")
# Of so many values most rows have one, and the page is full soon without a lead.
MOST_WAYS = 12
BY_START, BY_UPDATE = "position", "updated"
Columns = Mapping[str, tuple[str, ...]]
"""The values that are wanted of each column; of one that is not named, all."""
ALL: Columns = MappingProxyType({})
Shown = Callable[[QuerySet[Appointment]], QuerySet[Appointment]]


def with_contact(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related("contact")


@dataclass(frozen=True, slots=True)
class Page:
    """Some appointments, and the positions from which the pages beside it go on.

    None says that there are no others on that side, as far as is known.
    """

    rows: list[Appointment]
    before: int | None = None
    after: int | None = None


class Looked(Func):
    """A column that is looked at in each row, where it is not to lead to rows."""

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s")


def page(
    rows: QuerySet[Appointment],
    text: str = "",
    *,
    columns: Columns = ALL,
    after: int | None = None,
    before: int | None = None,
    latest_first: bool = False,
    size: int = SIZE,
    by: str = BY_START,
    shown: Shown = with_contact,
) -> Page:
    """Return the first page of these appointments, or the one beside a position.

    In the order of their starts, or `by` their last changes, or from the latest on.
    Those without a start are in no list. `text` leaves those that search finds by it.
    `shown` says what is read of each besides. One statement.
    """
    backwards = before is not None
    edge = before if backwards else after
    upwards = latest_first == backwards
    ways = []
    leads = not text and by == BY_START
    for way in _ways(rows.filter(start_time__isnull=False), columns, leads=leads):
        found = search.find(way, text)
        way, position = found.rows, found.position if by == BY_START else F(by)
        if edge is not None:
            way = way.filter((GreaterThan if upwards else LessThan)(position, edge))
        order = position.asc() if upwards else position.desc()
        ways.append(way.order_by(order))
    if len(ways) == 1:
        read = list(shown(ways[0])[: size + 1])
    else:
        read = list(_merged(ways, shown, upwards=upwards, size=size))
    more, read = len(read) > size, read[:size]
    if backwards:
        read.reverse()
    return Page(
        read,
        before=_at(read[0], by) if read and (more if backwards else edge) else None,
        after=_at(read[-1], by) if read and (backwards or more) else None,
    )


def _at(row: Appointment, by: str) -> int:
    return int(getattr(row, by))


def _merged(
    ways: list[QuerySet[Appointment]], shown: Shown, *, upwards: bool, size: int
) -> QuerySet[Appointment]:
    """Return the first of all ways: as many rows are sorted as they begin with."""
    firsts = (way.values("pk")[: size + 1] for way in ways)
    first, *others = (
        shown(Appointment.objects.filter(pk__in=these)) for these in firsts
    )
    merged = first.union(*others, all=True)
    return merged.order_by("position" if upwards else "-position")[: size + 1]


def _ways(
    rows: QuerySet[Appointment], columns: Columns, *, leads: bool
) -> list[QuerySet[Appointment]]:
    """Return queries that have all of these rows between them, each with one lead.

    Search leads by itself, and so does the order of changes. Else what is wanted of a
    column does, one value at a time: several are merged, each in the order of the list,
    as no index has them so.
    """
    wanted = {name: values for name, values in columns.items() if values}
    lead = next((name for name in LEADS if name in wanted), "") if leads else ""
    if len(wanted.get(lead, ())) > MOST_WAYS:
        lead = ""
    for name, values in wanted.items():
        if name != lead:
            rows = rows.filter(In(Looked(F(name)), values))
    return [rows.filter(**{lead: one}) for one in wanted.get(lead, ())] or [rows]


def count(
    rows: QuerySet[Appointment], text: str = "", *, columns: Columns = ALL, most: int
) -> int:
    """Count these appointments up to one more than `most`: one statement.

    So that the number of a million costs no more than that of a hundred.
    """
    return some(rows, text, columns=columns, most=most).count()


def some(
    rows: QuerySet[Appointment], text: str = "", *, columns: Columns = ALL, most: int
) -> QuerySet[Appointment]:
    """Return one more than `most` of these appointments at most, whichever they are."""
    there = rows.filter(start_time__isnull=False)
    wanted = Q(**{f"{name}__in": values for name, values in columns.items() if values})
    found = search.find(there.filter(wanted), text)
    return found.rows.order_by()[: most + 1]
