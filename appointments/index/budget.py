"""How much of Leadway's limit is left, so that clicks come before reads for lists.

Every answer says how many calls remain, counted by Leadway over all our processes. They
share what was heard last in a row, but only when it matters: while much is left nothing
is written, and so a save costs no statement more. The last fifth of a burst, and the
last twentieth of a day, are kept for what a person is waiting for.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from appointments.connection import base_url, location_id
from appointments.leadway.client import Call, Rate
from people.patience import tried

BURST, DAY = "burst", "day"
# Less than this share is written down, less than that is kept for clicks.
MATTERS, KEPT = {BURST: 0.4, DAY: 0.1}, {BURST: 0.2, DAY: 0.05}
# Of a day's calls, which are many, each thousandth is written down.
DAILY_STEPS = 1000
USUAL_INTERVAL_MS = 10_000


class Allowance(models.Model):
    """What is left of one of Leadway's limits for an account, until it starts anew."""

    account = models.CharField(max_length=128)
    address = models.CharField(max_length=300)
    window = models.CharField(max_length=5)
    remaining = models.IntegerField()
    limit = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "address", "window"], name="one_allowance"
            )
        ]

    def __str__(self) -> str:
        return f"{self.remaining} of {self.limit}"

    @classmethod
    def hear(cls, window: str, remaining: int, limit: int, until: datetime) -> None:
        """Keep what an answer said, in one statement.

        Answers come in any order: within a window the least of them holds, and the
        window ends when the first of them said so. It began no later than that one.
        """
        over = Q(until__lte=timezone.now())
        here = {"account": location_id(), "address": base_url()}
        heard = cls._default_manager.filter(**here, window=window).update(
            remaining=Case(
                When(over, then=Value(remaining)),
                default=Least(F("remaining"), Value(remaining)),
            ),
            until=Case(When(over, then=Value(until)), default=F("until")),
            limit=limit,
        )
        if not heard:
            new = cls(
                **here, window=window, remaining=remaining, limit=limit, until=until
            )
            cls._default_manager.bulk_create([new], ignore_conflicts=True)


def spare(kept: Mapping[str, float] = KEPT) -> bool:
    """Whether a read that nobody waits for may be made now.

    `kept` is the share of each limit that is left to others.
    """
    rows = Allowance.objects.filter(account=location_id(), address=base_url())
    left = rows.filter(until__gt=timezone.now())
    return all(one.remaining > one.limit * kept[one.window] for one in left)


def note(call: Call, **_more: object) -> None:
    """Remember what the headers of an answer said. Called for each call."""
    if call.rate is None:
        return
    collected = _collected.get()
    if collected is None:
        _write([call.rate])
    else:
        collected.append(call.rate)


_collected: ContextVar[list[Rate] | None] = ContextVar("budget_collected", default=None)


def is_collecting() -> bool:
    """Whether a call is one of several that tell in the end what they were told."""
    return _collected.get() is not None


@contextmanager
def collected() -> Iterator[list[Rate]]:
    """Write in the end what the calls in here are told, once for all of them.

    Yields the list that they are collected in.

    For calls in threads that have a copy of this context, and no database.
    """
    rates: list[Rate] = []
    before = _collected.set(rates)
    try:
        yield rates
    finally:
        _collected.reset(before)
        _write(rates)


def _write(rates: Iterable[Rate]) -> None:
    """Write the least that is left, where it is so little that others have to know."""
    told = sorted(one for rate in rates for one in _little(rate))
    for window, remaining, limit, until in {one[0]: one for one in told[::-1]}.values():
        tried(Allowance.hear, window, remaining, limit, until)


def _little(rate: Rate) -> Iterator[tuple[str, int, int, datetime]]:
    burst, day = rate.remaining, rate.daily_remaining
    if burst is not None and rate.limit and burst <= rate.limit * MATTERS[BURST]:
        yield BURST, burst, rate.limit, _in(rate.interval_ms or USUAL_INTERVAL_MS)
    if day is None or not rate.daily_limit or not rate.daily_reset_ms:
        return
    is_step = day % max(1, rate.daily_limit // DAILY_STEPS) == 0
    if is_step and day <= rate.daily_limit * MATTERS[DAY]:
        yield DAY, day, rate.daily_limit, _in(rate.daily_reset_ms)


def _in(ms: int) -> datetime:
    return timezone.now() + timedelta(milliseconds=ms)
