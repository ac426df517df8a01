"""What may be read of Leadway's although nobody waits for it, by all workers together.

Two buckets of calls fill up again by and by. The one of a burst lets at most six tenths
of Leadway's limit leave in any interval, wherever that begins, so that people always
have four tenths of it for themselves; the one of a day a third of the daily limit. The
limits are learned from Leadway's answers; until the first of them they are taken to be
the least that was ever seen. Who is less urgent leaves more in the bucket.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import models
from django.utils import timezone

from appointments.connection import account
from appointments.index import budget
from appointments.index.line import Line
from appointments.leadway.answers import Rate

DAY_S = 86_400
# Of the limit: what a bucket holds, and what flows into it in an interval, or a day.
BURST_HELD, BURST_FLOW = 0.15, 0.45
DAY_HELD, DAY_FLOW = 1 / 12, 1 / 4
TRIES = 5


class Urgency(Enum):
    """Which share of both buckets is left to those who are more urgent."""

    LOOKED_AT = (0.0, 0.0)
    NEAR = (1 / 3, 1 / 6)
    FAR = (2 / 3, 1 / 3)


@dataclass(frozen=True, slots=True)
class _Bucket:
    """`holds` calls when full; `gap_s` is how long it takes for one to flow in."""

    holds: float
    gap_s: float

    def after(
        self, full_at: datetime, *, calls: int, leaving: float, now: datetime
    ) -> datetime | None:
        """Return when it is full again after these calls, None where they may not be.

        Somebody may always make one call of a full bucket, however small it is.
        """
        missing = max(0.0, (full_at - now).total_seconds() / self.gap_s)
        left = self.holds - missing - calls
        if left < leaving * (self.holds - 1):
            return None
        return now + timedelta(seconds=(missing + calls) * self.gap_s)


class Ration(models.Model):
    """The buckets of one account, each by the moment at which it will be full."""

    account = models.CharField(primary_key=True, max_length=300)
    burst_limit = models.PositiveIntegerField(default=25)
    interval_ms = models.PositiveIntegerField(default=10_000)
    daily_limit = models.PositiveIntegerField(default=10_000)
    burst_full_at = models.DateTimeField(default=timezone.now)
    day_full_at = models.DateTimeField(default=timezone.now)
    # What is known of the line, see `passing`.
    line = models.TextField(default="", blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.account}: {self.burst_limit}, {self.daily_limit}"

    @property
    def burst(self) -> _Bucket:
        gap_s = self.interval_ms / 1000 / (self.burst_limit * BURST_FLOW)
        return _Bucket(max(1.0, self.burst_limit * BURST_HELD), gap_s)

    @property
    def day(self) -> _Bucket:
        gap_s = DAY_S / (self.daily_limit * DAY_FLOW)
        return _Bucket(max(1.0, self.daily_limit * DAY_HELD), gap_s)

    @property
    def calls_a_second(self) -> float:
        """How many calls may leave, all day long."""
        return 1 / max(self.burst.gap_s, self.day.gap_s)

    @property
    def calls_a_minute(self) -> float:
        """How many calls Leadway takes in a minute, of whomever."""
        return self.burst_limit * 60_000 / self.interval_ms

    @classmethod
    def current(cls) -> "Ration":
        return cls._default_manager.get_or_create(account=account())[0]

    @classmethod
    def take(cls, urgency: Urgency, calls: int = 1) -> bool:
        """Take these calls from both buckets, by compare-and-set; tell whether it did.

        Nothing is taken while Leadway says that little is left for everybody: then
        people have been making more calls of their own. Nor is it where nobody answers.
        """
        most = budget.KEPT if urgency is Urgency.LOOKED_AT else budget.MATTERS
        if not budget.spare(most):
            return False
        for _ in range(TRIES):
            row = cls.current()
            after = row._after(urgency, calls)
            if after is None or not Line.of(row.line).answers_reads:
                return False
            same = cls._default_manager.filter(
                account=row.account,
                burst_full_at=row.burst_full_at,
                day_full_at=row.day_full_at,
            )
            if same.update(**after):
                return True
        return False

    def _after(self, urgency: Urgency, calls: int) -> dict[str, datetime] | None:
        now = timezone.now()
        of_burst, of_day = urgency.value
        burst = self.burst.after(
            self.burst_full_at, calls=calls, leaving=of_burst, now=now
        )
        day = self.day.after(self.day_full_at, calls=calls, leaving=of_day, now=now)
        if burst is None or day is None:
            return None
        return {"burst_full_at": burst, "day_full_at": day}

    @classmethod
    def hear(cls, rates: Iterable[Rate]) -> None:
        """Learn the limits from what answers said, if they are others than before."""
        told: dict[str, Any] = {}
        for rate in rates:
            told |= {"burst_limit": rate.limit} if rate.limit else {}
            told |= {"interval_ms": rate.interval_ms} if rate.interval_ms else {}
            told |= {"daily_limit": rate.daily_limit} if rate.daily_limit else {}
        if not told:
            return
        row = cls.current()
        if {name: getattr(row, name) for name in told} != told:
            cls._default_manager.filter(account=row.account).update(**told)

    @classmethod
    def pause(cls, seconds: float) -> None:
        """Leave the bucket empty for so long: Leadway said that it was too much."""
        row = cls.current()
        empty_s = seconds + row.burst.holds * row.burst.gap_s
        until = timezone.now() + timedelta(seconds=empty_s)
        later = cls._default_manager.filter(account=row.account)
        later.filter(burst_full_at__lt=until).update(burst_full_at=until)
