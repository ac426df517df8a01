"""Years of a busy clinic, for whoever wants to see how things go with many."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain, count, islice

from sandbox.seed.days import AROUND, visits_of
from sandbox.store import Event

# How many of ten lie in the past.
PAST = 8


def planned(now: datetime, wanted: int) -> Iterator[Event]:
    """`wanted` appointments around the filled days, most of them in the past."""
    past = wanted * PAST // 10
    return chain(islice(_going(now, -1), past), islice(_going(now, +1), wanted - past))


def _going(now: datetime, step: int) -> Iterator[Event]:
    for distance in count(AROUND + 1):
        day: date = now.date() + step * timedelta(days=distance)
        yield from (visit.event(now) for visit in visits_of(day))
