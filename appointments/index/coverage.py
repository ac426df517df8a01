"""What was read when: the spans that people read, and what a worker goes over."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from appointments.connection import location_id
from appointments.index.spans import STALE_AFTER, Span
from appointments.index.sweeps import Sweep
from appointments.index.untimed import Untimed

# A worker comes by again by itself; it is late when it has not for so long.
SWEPT_LASTS = 3 * STALE_AFTER
# No id begins so.
_UNTIMED = "?"
COLUMNS = ("calendar_id", "of", "to", "read", "asked", "failed", "swept")


@dataclass(frozen=True, slots=True)
class Seen:
    """When some spans of some calendars were read, all in all.

    `at` is when the one that was read longest ago was read, None when a span was never
    read of any calendar. `missing` are the calendars that failed the last time, or were
    never read. `stale` says that it is time to read again. `coming` are the calendars
    that were never read, and did not fail either: their turn comes.
    """

    at: datetime | None
    missing: tuple[str, ...]
    stale: bool
    coming: tuple[str, ...] = ()
    # What is listed there, by id and title, and has no time that can be read.
    untimed: tuple[tuple[str, str], ...] = ()

    @property
    def failed(self) -> tuple[str, ...]:
        return tuple(id for id in self.missing if id not in self.coming)


class _Piece(NamedTuple):
    """One calendar from `start` to `end`: read at `read_at`, and failed since if so."""

    calendar_id: str
    start: datetime
    end: datetime
    read_at: datetime | None
    asked_at: datetime | None
    failed: bool
    swept: bool

    @property
    def is_recent(self) -> bool:
        at = self.read_at if self.swept else self.asked_at
        lasts = SWEPT_LASTS if self.swept else STALE_AFTER
        return at is not None and timezone.now() - at < lasts


def seen(
    bounds: Iterable[tuple[datetime, datetime]], calendars: Collection[str]
) -> Seen:
    """Sum up what is known of these spans of these calendars, in one statement."""
    spans = list(bounds)
    first, last = min(s for s, _e in spans), max(e for _s, e in spans)
    pieces, untimed = _pieces(first, last, calendars)
    states = [
        [_state(pieces[id], start, end) for id in calendars] for start, end in spans
    ]
    every = [
        (id, one) for row in states for id, one in zip(calendars, row, strict=True)
    ]
    read = [[one.read_at for one in row if one.read_at] for row in states]
    at = min(map(min, read)) if read and all(read) else None
    missing = {id for id, one in every if one.is_missing}
    return Seen(
        at=at,
        missing=tuple(sorted(missing)) if at else (),
        stale=not at or not all(one.is_recent for _id, one in every),
        coming=tuple(sorted({id for id, one in every if one.is_coming})),
        untimed=tuple(sorted(untimed)),
    )


def known(
    bounds: Iterable[tuple[datetime, datetime]], calendars: Collection[str]
) -> list[bool]:
    """Whether each of these spans was read of all of them, in one statement."""
    spans = list(bounds)
    first, last = min(s for s, _e in spans), max(e for _s, e in spans)
    pieces, _untimed_there = _pieces(first, last, calendars)
    return [
        bool(calendars)
        and not any(_state(pieces[id], *span).is_missing for id in calendars)
        for span in spans
    ]


class _State(NamedTuple):
    read_at: datetime | None
    is_missing: bool
    is_coming: bool
    is_recent: bool


def _state(pieces: Iterable[_Piece], start: datetime, end: datetime) -> _State:
    """Return what the pieces of a calendar tell of a span: the newest of them holds."""
    covering = [one for one in pieces if one.start <= start and one.end >= end]
    read_at = max((one.read_at for one in covering if one.read_at), default=None)
    failed = [one.asked_at for one in covering if one.failed and one.asked_at]
    return _State(
        read_at,
        is_missing=read_at is None or any(at > read_at for at in failed),
        is_coming=read_at is None and not failed,
        is_recent=any(one.is_recent for one in covering),
    )


def _pieces(
    start: datetime, end: datetime, calendars: Collection[str]
) -> tuple[dict[str, list[_Piece]], list[tuple[str, str]]]:
    """Return what touches a span, by calendar; and what has no time there."""
    here = {"account": location_id(), "calendar_id__in": calendars}
    span = Span.objects.filter(**here, start__lt=end, end__gt=start)
    sweeps = Sweep.objects.filter(**here)
    of_all = _columns(span, "start", "end", read="read_at", swept=False).union(
        _columns(
            sweeps.filter(read_start__lt=end, read_end__gt=start),
            *("read_start", "read_end"),
            read="read_at",
        ),
        _columns(sweeps.filter(at__gt=F("start")), "start", "at", read="began_at"),
        _columns(sweeps.filter(trouble__isnull=False), "at", "end", read=""),
        _untimed(start, end),
        all=True,
    )
    found: dict[str, list[_Piece]] = {id: [] for id in calendars}
    untimed = []
    for id, *rest in of_all:
        if id.startswith(_UNTIMED):
            event_id, _space, title = id.removeprefix(_UNTIMED).partition(" ")
            untimed.append((event_id, title))
        else:
            found[id].append(_Piece(id, *rest))
    return found, untimed


def _untimed(start: datetime, end: datetime) -> "QuerySet[Any, Any]":
    """Return the same columns of what has no time: its id and title are the first."""
    rows = Untimed.there().filter(listed_from__lt=end, listed_until__gt=start)
    never = Value(None, output_field=DateTimeField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(
        which=Concat(
            Value(_UNTIMED), "event_id", Value(" "), "title", output_field=TextField()
        ),
        of=F("listed_from"),
        to=F("listed_until"),
        read=never,
        asked=never,
        failed=Value(False),
        swept=Value(False),
    )
    return named.values_list("which", *COLUMNS[1:])


def _columns(
    rows: "QuerySet[Any]", start: str, end: str, *, read: str, swept: bool = True
) -> "QuerySet[Any, Any]":
    """Return what a piece is made of; with no `read`, of what could not be read."""
    failed = Q(trouble__isnull=False) if not (swept and read) else Q(pk__isnull=True)
    never = Value(None, output_field=DateTimeField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(
        of=Coalesce(start, "start") if start == "at" else F(start),
        to=F(end),
        read=F(read) if read else never,
        asked=F("asked_at"),
        failed=ExpressionWrapper(failed, output_field=BooleanField()),
        swept=Value(swept),
    )
    return named.values_list(*COLUMNS)
