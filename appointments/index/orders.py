"""Appointments in another order than that of their starts, page by page.

All of them stand in the order of a status or a contact by an index, which ends in the
position: a page goes on behind any appointment at the same cost. With a filter no index
has its rows in such an order. Then those are sorted that come first by time, so many
at most; whoever shows them says so where there are more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from appointments.index import listing
from appointments.index.listing import ALL, BY_UPDATE, SIZE, Columns, Shown
from appointments.index.tables import Appointment

BY_STATUS, BY_CONTACT = "appointment_status", "who"
# More are not sorted for a page: reading them is most of what it costs.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """Some appointments, and the ids of those from which the pages beside go on.

    `found` is how many were sorted, None where nobody counted; `cut` is whether there
    are more.
    """

    rows: list[Appointment]
    before: str | None = None
    after: str | None = None
    found: int | None = None
    cut: bool = False


class _Place(NamedTuple):
    key: Any
    position: int
    id: str = ""


def whole(
    rows: QuerySet[Appointment],
    *,
    by: str,
    after: str = "",
    before: str = "",
    latest_first: bool = False,
    size: int = SIZE,
    shown: Shown = listing.with_contact,
) -> Page:
    """Return a page of all of these appointments. One statement, two behind an edge.

    `rows` may leave out a few, as those that are gone: each is looked at.
    """
    edge = _place(before or after, by)
    backwards = bool(before and edge)
    upwards = latest_first == backwards
    sign, side = ("", "gt") if upwards else ("-", "lt")
    order = (f"{sign}{by}", f"{sign}position")
    rows = rows.filter(start_time__isnull=False)
    if edge is None:
        read = list(shown(rows.order_by(*order))[: size + 1])
    else:
        # The rest of those with the same value, then others: the index leads to both.
        same = rows.filter(**{by: edge.key, f"position__{side}": edge.position})
        others = rows.filter(**{f"{by}__{side}": edge.key})
        parts = (
            one.order_by(*order).values("pk")[: size + 1] for one in (same, others)
        )
        first, second = (shown(Appointment.objects.filter(pk__in=one)) for one in parts)
        read = list(first.union(second, all=True).order_by(*order)[: size + 1])
    more, read = len(read) > size, read[:size]
    if backwards:
        read.reverse()
    return Page(
        read,
        before=read[0].pk if read and (more if backwards else edge) else None,
        after=read[-1].pk if read and (backwards or more) else None,
    )


def some(
    rows: QuerySet[Appointment],
    text: str = "",
    *,
    by: str,
    columns: Columns = ALL,
    after: str = "",
    before: str = "",
    latest_first: bool = False,
    ahead: bool = False,
    size: int = SIZE,
    shown: Shown = listing.with_contact,
) -> Page:
    """Return a page of those that filters leave: at most MOST of them are sorted.

    Which ones is told by `ahead`: the first by time, or the last. Two statements, and
    a third where the page begins behind one that is not found any more.
    """
    names = ("event_id", by, "position")
    found = listing.page(
        rows,
        text,
        columns=columns,
        latest_first=not ahead,
        size=MOST,
        shown=lambda every: every.values_list(*names, named=True),
    )
    places = sorted(
        (_Place(getattr(one, by), one.position, one.event_id) for one in found.rows),
        reverse=latest_first,
    )
    first, last = _window(places, after, before, by, latest_first, size)
    ids = [one.id for one in places[first:last]]
    read = {one.pk: one for one in shown(Appointment.objects.filter(pk__in=ids))}
    return Page(
        [read[id] for id in ids if id in read],
        before=ids[0] if ids and first > 0 else None,
        after=ids[-1] if ids and last < len(places) else None,
        found=len(places),
        cut=found.after is not None,
    )


def _window(
    places: Sequence[_Place],
    after: str,
    before: str,
    by: str,
    latest_first: bool,
    size: int,
) -> tuple[int, int]:
    """Return where the page begins and ends among those that were sorted."""
    asked = before or after
    edge = next((one for one in places if one.id == asked), None) or _place(asked, by)
    if edge is None:
        return 0, min(size, len(places))
    # How many come before the edge, which itself is on neither of the two pages.
    passed = sum((one > edge) if latest_first else (one < edge) for one in places)
    if before:
        return max(passed - size, 0), passed
    first = passed + any(one.id == asked for one in places)
    return first, min(first + size, len(places))


def _place(id: str, by: str) -> _Place | None:
    """Return where an appointment stands in an order, wherever it is filtered to."""
    if not id:
        return None
    rows = Appointment.objects.filter(pk=id, start_time__isnull=False)
    told = rows.values_list(by, "position", "pk").first()
    return _Place(*told) if told else None


__all__ = ["BY_CONTACT", "BY_STATUS", "BY_UPDATE", "Page", "some", "whole"]
