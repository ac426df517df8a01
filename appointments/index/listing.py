"""Appointments page by page, each at the same cost: from where the last one ended."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.lookups import GreaterThan, LessThan

from appointments.index import search
from appointments.index.tables import Appointment

SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Some appointments, and the positions from which the pages beside it go on.

    None says that there are no others on that side, as far as is known.
    """

    rows: list[Appointment]
    before: int | None = None
    after: int | None = None


def page(
    rows: QuerySet[Appointment],
    text: str = "",
    *,
    after: int | None = None,
    before: int | None = None,
    latest_first: bool = False,
    size: int = SIZE,
) -> Page:
    """Return the first page of these appointments, or the one beside a position.

    In the order of their starts, or from the latest on. Those without a start are in
    no list. `text` leaves those that search finds by it. One statement.
    """
    found = search.find(rows.filter(start_time__isnull=False), text)
    backwards = before is not None
    edge = before if backwards else after
    upwards = latest_first == backwards
    rows = found.rows
    if edge is not None:
        rows = rows.filter((GreaterThan if upwards else LessThan)(found.position, edge))
    position = found.position
    ordered = rows.order_by(position.asc() if upwards else position.desc())
    read = list(ordered[: size + 1])
    more, read = len(read) > size, read[:size]
    if backwards:
        read.reverse()
    return Page(
        read,
        before=read[0].position if read and (more if backwards else edge) else None,
        after=read[-1].position if read and (backwards or more) else None,
    )


def count(rows: QuerySet[Appointment], text: str = "", *, most: int) -> int:
    """Count these appointments up to one more than `most`: one statement.

    So that the number of a million costs no more than that of a hundred.
    """
    found = search.find(rows.filter(start_time__isnull=False), text)
    return found.rows.order_by()[: most + 1].count()
