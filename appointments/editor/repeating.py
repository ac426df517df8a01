"""A repeat rule in words: what it says, its next dates, and what is in their way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.index.taken import Taken
from appointments.times import repeat, rule_words, rules, writing
from appointments.times.rule_dates import Fault

# What the assignee has at each of these times; None where that is not known.
Busy = Callable[[Sequence[datetime]], list[list[Taken] | None]]


@dataclass(frozen=True, slots=True)
class Next:
    """One date to come. `note` says whether something is in its way, as far as known.

    `tone` is "ok" for nothing and "warn" for something.
    """

    when: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A repeat rule as a sentence; `odd` when its dates are not told.

    `over` says that no more are to come.
    """

    sentence: str
    odd: bool
    dates: list[Next]
    over: bool = False


def said(
    text: str,
    start: datetime | None,
    zone: ZoneInfo,
    *,
    now: datetime,
    busy: Busy | None = None,
) -> Rule:
    """Return a repeat rule as a sentence, with the next dates of a series from `start`.

    Dates that are gone are not told.
    """
    dates: list[datetime] = []
    try:
        read = rules.read(text)
    except Fault:
        odd = True
    else:
        odd = not repeat.has_dates(read)
        if start:
            after = max(start, now)
            dates = repeat.next_dates(read, start=start, zone=zone, after=after)
    taken = busy(dates) if busy and dates else [None] * len(dates)
    return Rule(
        sentence=rule_words.say(text, zone, start),
        odd=odd,
        dates=[
            Next(writing.write_next(at, now=now, zone=zone), *_in_the_way(found, zone))
            for at, found in zip(dates, taken, strict=True)
        ],
    )


def _in_the_way(found: list[Taken] | None, zone: ZoneInfo) -> tuple[str, str]:
    if found is None:
        return "", ""
    if not found:
        return _("nothing else booked"), "ok"
    first = found[0]
    who = first.who or (_("a blocked time") if first.blocked else "")
    span = writing.write_span(first.start, first.end, zone)
    return f"{who}, {span}" if who else span, "warn"
