"""A page of what is listed in the order that was asked for, and the heads that sort."""

from dataclasses import dataclass

from django.db.models import QuerySet

from appointments.index import listing, orders
from appointments.index.listing import BY_START, Columns, Shown
from appointments.index.tables import Appointment
from appointments.listing.filters import (
    CONTACT,
    STATUS,
    TURNED,
    UPCOMING,
    UPDATED,
    Edge,
    Filters,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A page, and where those beside it go on.

    `count` is None where nobody has counted; `cut` is whether there are more than were
    sorted.
    """

    rows: list[Appointment]
    before: Edge | None = None
    after: Edge | None = None
    count: int | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What a head of the table sorts by when it is pressed, and how it does now."""

    query: str
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Heads:
    when: Head
    contact: Head
    status: Head
    updated: Head


def found(
    wanted: Filters,
    rows: QuerySet[Appointment],
    columns: Columns,
    *,
    after: Edge | None,
    before: Edge | None,
    shown: Shown,
) -> Found:
    """Return the page at an edge: one statement in the order of time, else up to three.

    `rows` is what the filters leave but for text and columns.
    """
    if wanted.goes_on_by_number:
        page = listing.page(
            rows,
            wanted.text,
            columns=columns,
            after=_number(after),
            before=_number(before),
            latest_first=wanted.latest_first,
            by=wanted.by,
            shown=shown,
        )
        return Found(page.rows, page.before, page.after)
    behind, ahead_of = str(after or ""), str(before or "")
    if wanted.is_led:
        all_of_them = orders.whole(
            rows,
            by=wanted.by,
            after=behind,
            before=ahead_of,
            latest_first=wanted.latest_first,
            shown=shown,
        )
        return Found(all_of_them.rows, all_of_them.before, all_of_them.after)
    some = orders.some(
        rows,
        wanted.text,
        by=wanted.by,
        columns=columns,
        after=behind,
        before=ahead_of,
        latest_first=wanted.latest_first,
        ahead=wanted.tab == UPCOMING,
        shown=shown,
    )
    return Found(some.rows, some.before, some.after, some.found, some.cut)


def _number(edge: Edge | None) -> int | None:
    return edge if isinstance(edge, int) else None


def heads(wanted: Filters) -> Heads:
    """Each head sorts by its column, and once it does the other way round."""
    sort = "descending" if wanted.latest_first else "ascending"
    turned = "asc" if wanted.latest_first else "desc"
    when = Head(wanted.query(order=""))
    if wanted.by == BY_START:
        when = Head(wanted.query(order=turned), sort)
    updated = Head(wanted.query(order=UPDATED))
    if wanted.by_update:
        updated = Head(wanted.query(order=""), sort)
    return Heads(when, _head(wanted, CONTACT), _head(wanted, STATUS), updated)


def _head(wanted: Filters, order: str) -> Head:
    if wanted.order == order:
        return Head(wanted.query(order=order + TURNED), "ascending")
    sort = "descending" if wanted.order == order + TURNED else ""
    return Head(wanted.query(order=order), sort)
