"""When each calendar was last listed, span by span. A day of a calendar is one row."""

from collections.abc import Collection
from datetime import datetime, timedelta
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
        rows = cls.provide(calendars, start, end)
        if not even_if_recent:
            old = timezone.now() - STALE_AFTER
            never = Q(asked_at=None) | Q(read_at=None)
            rows = rows.filter(never | Q(asked_at__lt=old))
        return Span.claim(rows.all())

    @classmethod
    def provide(
        cls, calendars: Collection[str], start: datetime, end: datetime
    ) -> "models.QuerySet[Span]":
        """Return the span of each calendar; those that were not there are added."""
        account = location_id()
        rows = Span._default_manager.filter(account=account, start=start, end=end)
        rows = rows.filter(calendar_id__in=calendars)
        if rows.count() < len(calendars):
            new = [
                cls(account=account, calendar_id=id, start=start, end=end)
                for id in calendars
            ]
            cls._default_manager.bulk_create(new, ignore_conflicts=True)
        return rows

    @classmethod
    def forget(cls) -> None:
        """Let every span be listed afresh when it is looked at next."""
        cls._default_manager.all().delete()
