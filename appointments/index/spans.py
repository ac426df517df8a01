"""When each calendar was last listed, span by span. A day of a calendar is one row."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments.connection import location_id
from appointments.index.claims import Claimable

STALE_AFTER = timedelta(seconds=60)


class Span(Claimable):
    """One calendar from `start` to `end`, which is not part of it."""

    calendar_id = models.CharField(max_length=128)
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "start", "end", "calendar_id"], name="one_span"
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id}, {self.start} to {self.end}"

    @classmethod
    def claim_all(
        cls,
        calendars: Collection[str],
        start: datetime,
        end: datetime,
        *,
        even_if_recent: bool,
    ) -> "list[Span]":
        """Claim the span of each calendar, but for those that somebody is reading.

        Without `even_if_recent` also but for those that somebody has just read.
        """
        account = location_id()
        rows = cls._default_manager.filter(account=account, start=start, end=end)
        rows = rows.filter(calendar_id__in=calendars)
        if len(rows) < len(calendars):
            new = [
                cls(account=account, calendar_id=id, start=start, end=end)
                for id in calendars
            ]
            cls._default_manager.bulk_create(new, ignore_conflicts=True)
        if not even_if_recent:
            old = timezone.now() - STALE_AFTER
            never = Q(asked_at=None) | Q(read_at=None)
            rows = rows.filter(never | Q(asked_at__lt=old))
        return Span.claim(rows.all())

    @classmethod
    def forget(cls) -> None:
        """Let every span be listed afresh when it is looked at next."""
        cls._default_manager.all().delete()


# --- several of them, all in all ---


@dataclass(frozen=True, slots=True)
class Seen:
    """When some spans of some calendars were read, all in all.

    `at` is when the one that was read longest ago was read, None when a span was never
    read of any calendar. `missing` are the calendars that failed the last time, or were
    never read. `stale` says that it is time to read again.
    """

    at: datetime | None
    missing: tuple[str, ...]
    stale: bool


def seen(
    bounds: Iterable[tuple[datetime, datetime]], calendars: Collection[str]
) -> Seen:
    """Sum up what is known of these spans of these calendars, in one statement."""
    spans = list(bounds)
    rows = Span.objects.filter(
        account=location_id(),
        start__in=[start for start, _end in spans],
        end__in=[end for _start, end in spans],
        calendar_id__in=calendars,
    )
    known = {(one.calendar_id, one.start, one.end): one for one in rows}
    wanted = [
        known.get((id, start, end)) or Span(calendar_id=id, start=start, end=end)
        for start, end in spans
        for id in calendars
    ]
    at = _read_at([start for start, _end in spans], wanted)
    missing = {one.calendar_id for one in wanted if one.trouble or not one.read_at}
    old = timezone.now() - STALE_AFTER
    return Seen(
        at=at,
        missing=tuple(sorted(missing)) if at else (),
        stale=not at or any(not one.asked_at or one.asked_at < old for one in wanted),
    )


def _read_at(starts: Iterable[datetime], wanted: Collection[Span]) -> datetime | None:
    read = [
        [one.read_at for one in wanted if one.start == start and one.read_at]
        for start in starts
    ]
    return min(chain.from_iterable(read)) if all(read) else None
