"""One page of the history, the newest first, from where the last one ended.

Edits and what was changed outside are two tables. A page reads so many of each from an
edge on, by an index that has them in the order of time, and shows the first of both.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse

from appointments.edits import entries
from appointments.edits.entries import Entry
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.edits.views import page_of
from appointments.history.filters import Filters
from appointments.index import search
from appointments.index.copies import Contact
from appointments.index.tables import Appointment
from appointments.times import clock, writing
from appointments.words import Words

SIZE = 50
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


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, and the appointment that it is about. `day` heads the first of a day.

    `id` is its own part of the page's address.
    """

    id: str
    entry: Entry
    at: str
    day: str
    who: str
    title: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class History:
    rows: list[Row]
    after: str


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


def history(
    wanted: Filters, words: Words, *, now: datetime, may_edit: bool, after: Edge | None
) -> History:
    """Read a page: two statements, and one to search, however long the history is."""
    about = _within(wanted, words)
    found: list[tuple[Edge, Edit | Outside]] = []
    if wanted.with_edits:
        edits = Edit.here().filter(**about("made_at"))
        if wanted.person_id is not None:
            edits = edits.filter(person_id=wanted.person_id)
        if wanted.state:
            edits = edits.filter(state=wanted.state)
        for edit in _from(_named(edits), "made_at", EDIT, after):
            found.append((Edge(edit.made_at, EDIT, edit.pk), edit))
    if wanted.with_outside:
        rows = Outside.here().filter(**about("found_at"))
        for one in _from(_named(rows), "found_at", OUTSIDE, after):
            found.append((Edge(one.found_at, OUTSIDE, one.pk), one))
    found.sort(key=lambda pair: _order(pair[0]), reverse=True)
    shown = found[:SIZE]
    last = str(shown[-1][0]) if len(found) > SIZE else ""
    return History(_rows(shown, words, now=now, may_edit=may_edit), last)


def _named(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Let the same statement tell what the appointment and its contact are called."""
    contact = Contact.objects.filter(id=OuterRef("contact_id"))
    known = Appointment.objects.filter(event_id=OuterRef("event_id"))
    named: QuerySet[Any] = rows.annotate(
        who=Subquery(contact.values("name")[:1]),
        called=Subquery(known.values(one=KeyTextTransform("title", "record"))[:1]),
    )
    return named


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


def _from(rows: QuerySet[Any], column: str, kind: str, after: Edge | None) -> list[Any]:
    if after:
        earlier = Q(**{f"{column}__lt": after.at})
        if kind == after.kind:
            earlier |= Q(**{column: after.at, "pk__lt": after.pk})
        elif kind == OUTSIDE:
            earlier |= Q(**{column: after.at})
        # The index leads by this one; the rest is looked at.
        rows = rows.filter(earlier, **{f"{column}__lte": after.at})
    return list(rows.order_by(f"-{column}", "-pk")[: SIZE + 1])


# --- what is shown of them ---


def _rows(
    found: list[tuple[Edge, Edit | Outside]],
    words: Words,
    *,
    now: datetime,
    may_edit: bool,
) -> list[Row]:
    rows, day = [], ""
    for at, one in found:
        row, title = _row(at, one, words, now, may_edit), _day(at.at, words, now)
        rows.append(row if title == day else replace(row, day=title))
        day = title
    return rows


def _row(
    at: Edge, one: Edit | Outside, words: Words, now: datetime, may_edit: bool
) -> Row:
    if isinstance(one, Edit):
        entry = entries.of_edit(one, words, now=now, may_edit=may_edit)
        title, url = one.compared.called, page_of(one)
    else:
        entry = entries.of_outside(one, words, now=now)
        title, url = "", reverse("appointment", args=[one.event_id])
    return Row(
        id=f"{at.kind}{at.pk}",
        entry=entry,
        at=writing.write_hour(at.at, words.zone),
        day="",
        who=vars(one)["who"] or "",
        title=title or vars(one)["called"] or "",
        when=writing.write_moment(one.start_time, words.zone) if one.start_time else "",
        url=url,
    )


def _day(moment: datetime, words: Words, now: datetime) -> str:
    day = clock.local(moment, words.zone).date()
    today = clock.local(now, words.zone).date()
    return writing.write_day_title(day, today=today)
