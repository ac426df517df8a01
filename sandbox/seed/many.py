"""Years of a busy clinic, for whoever wants to see how things go with many."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, count, islice
from typing import Any, Final

from sandbox.ids import id_of
from sandbox.seed.days import AROUND, SATURDAY, visits_of
from sandbox.store import Event
from sandbox.times import local

# How many of ten lie in the past.
PAST = 8
# After so many comes the first of a series, on a working day, in one of these ways.
A_SERIES_OF: Final = 100
RULES: Final = (
    "RRULE:FREQ=WEEKLY;COUNT=10",
    "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=12",
    "RRULE:FREQ=MONTHLY;COUNT=6",
)


def planned(now: datetime, wanted: int) -> Iterator[Event]:
    """`wanted` appointments around the filled days, most of them in the past."""
    zone: Any = now.tzinfo
    past = wanted * PAST // 10
    alone = chain(_going(now, -1, past), _going(now, +1, wanted - past))
    waiting: list[str] = []
    for number, event in enumerate(alone, start=1):
        yield event
        if number % A_SERIES_OF == 0:
            waiting.append(RULES[number // A_SERIES_OF % len(RULES)])
        if waiting and local(event.start_ms, zone).weekday() < SATURDAY:
            yield _series(event, waiting.pop())


def _series(like: Event, rule: str) -> Event:
    fields = like.fields | {"rrule": rule}
    return Event(id_of("event", "series", like.id), fields)


def _going(now: datetime, step: int, wanted: int) -> Iterator[Event]:
    days = (now.date() + step * timedelta(days=n) for n in count(AROUND + 1))
    visits = (visit for day in days for visit in visits_of(day))
    return (visit.event(now) for visit in islice(visits, wanted))
