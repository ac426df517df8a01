"""What is found of the history, the newest first, from where the last page ended.

Edits and what was changed outside are two tables. So many of each are read from an edge
on, by an index that has them in the order of time, and the first of both are given.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.history.filters import FIELDS, Filters
from appointments.index import search
from appointments.index.copies import Contact, called
from appointments.index.tables import Appointment
from appointments.leadway.ids import series_of
from appointments.times import clock
from appointments.words import Words

# Whoever means more appointments than that says more of them.
MOST_MEANT = 200
EDIT, OUTSIDE = "e", "o"


class Edge(NamedTuple):
    """Where a page ended: the time, and of what happened then which it was."""

    at: datetime
    kind: str
    pk: int

    def __str__(self) -> str:
        return f"{self.at.timestamp():.6f}_{self.kind}_{self.pk}"


Found = tuple[Edge, Edit | Outside]


def edge(text: str) -> Edge | None:
    """Read what `str(Edge)` wrote, None where it did not."""
    at, _, rest = text.partition("_")
    kind, _, pk = rest.partition("_")
    if kind not in (EDIT, OUTSIDE) or not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        return Edge(datetime.fromtimestamp(float(at), clock.UTC_ZONE), kind, int(pk))
    except (ValueError, OverflowError, OSError):
        return None


def find(
    wanted: Filters, words: Words, *, after: Edge | None, size: int
) -> tuple[list[Found], Edge | None]:
    """Return so many, and from where there are more: two statements, one to search."""
    about = _within(wanted, words)
    found: list[Found] = []
    if wanted.with_edits:
        edits = Edit.here().filter(**about("made_at"))
        if wanted.person_id is not None:
            edits = edits.filter(person_id=wanted.person_id)
        if wanted.state:
            edits = edits.filter(state=wanted.state)
        if wanted.screen:
            edits = edits.filter(screen=wanted.screen)
        if wanted.field:
            edits = edits.filter(changes__has_any_keys=FIELDS[wanted.field])
        if wanted.of:
            edits = edits.filter(_of(wanted.of))
        for edit in _from(_named(edits), "made_at", EDIT, after, size):
            found.append((Edge(edit.made_at, EDIT, edit.pk), edit))
    if wanted.with_outside:
        rows = Outside.here().filter(**about("found_at"))
        if wanted.field:
            rows = _with_field(rows, FIELDS[wanted.field])
        if wanted.of:
            rows = rows.filter(event_id=wanted.of)
        for one in _from(_named(rows), "found_at", OUTSIDE, after, size):
            found.append((Edge(one.found_at, OUTSIDE, one.pk), one))
    found.sort(key=lambda pair: _order(pair[0]), reverse=True)
    shown = found[:size]
    return shown, shown[-1][0] if len(found) > size else None


def _of(event_id: str) -> Q:
    """Leave what was done to one appointment: to an occurrence with its series, too."""
    series = series_of(event_id)
    ids = [event_id, series.master] if series else [event_id]
    return Q(event_id__in=ids) | Q(returned_id=event_id)


def _with_field(rows: QuerySet[Outside], names: Iterable[str]) -> QuerySet[Outside]:
    """Leave what has one of the names in its list: as text, for SQLite's sake."""
    one_of = [Q(listed__contains=f'"{name}"') for name in names]
    listed = rows.alias(listed=Cast("fields", TextField()))
    return listed.filter(reduce(or_, one_of))


def _named(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Let the same statement tell what the appointment and its contact are called."""
    contact = Contact.objects.filter(id=OuterRef("contact_id"))
    known = Appointment.objects.filter(event_id=OuterRef("event_id"))
    named: QuerySet[Any] = rows.annotate(
        who=Subquery(contact.values("name")[:1]),
        who_is_gone=Subquery(contact.values("record__gone")[:1]),
        called=Subquery(known.values(one=KeyTextTransform("title", "record"))[:1]),
    )
    return named


def with_whom(one: Edit | Outside) -> str:
    """Return with whom the appointment is, as `find` told with it."""
    told = vars(one)
    return called(told["who"], gone=told["who_is_gone"])


def _order(edge: Edge) -> tuple[datetime, bool, int]:
    return edge.at, edge.kind == EDIT, edge.pk


def _within(wanted: Filters, words: Words) -> Callable[[str], dict[str, Any]]:
    """Return what leaves, by a column of time, what happened on these days.

    And to the appointments that are meant, which are searched for once.
    """
    meant: dict[str, Any] = {}
    if wanted.text:
        found = search.find(Appointment.objects.all(), wanted.text).rows
        ids = found.values_list("event_id", flat=True)[:MOST_MEANT]
        meant["event_id__in"] = list(ids)

    def within(column: str) -> dict[str, Any]:
        bounds = dict(meant)
        if wanted.first:
            start, _end = clock.day_bounds(wanted.first, words.zone)
            bounds[f"{column}__gte"] = start
        if wanted.last:
            _start, end = clock.day_bounds(wanted.last, words.zone)
            bounds[f"{column}__lt"] = end
        return bounds

    return within


def _from(
    rows: QuerySet[Any], column: str, kind: str, after: Edge | None, size: int
) -> list[Any]:
    if after:
        earlier = Q(**{f"{column}__lt": after.at})
        if kind == after.kind:
            earlier |= Q(**{column: after.at, "pk__lt": after.pk})
        elif kind == OUTSIDE:
            earlier |= Q(**{column: after.at})
        # The index leads by this one; the rest is looked at.
        rows = rows.filter(earlier, **{f"{column}__lte": after.at})
    return list(rows.order_by(f"-{column}", "-pk")[: size + 1])
