"""A repeat rule in words: what it says, and the next dates of it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from appointments.times import repeat, rule_words, rules, writing


@dataclass(frozen=True, slots=True)
class Rule:
    """A repeat rule as a sentence; `odd` when its dates are not told.

    `over` says that no more are to come.
    """

    sentence: str
    odd: bool
    dates: list[str]
    over: bool = False


def said(text: str, start: datetime | None, zone: ZoneInfo, *, now: datetime) -> Rule:
    """Return a repeat rule as a sentence, with the next dates of a series from `start`.

    Dates that are gone are not told.
    """
    dates: list[datetime] = []
    try:
        read = rules.read(text)
    except rules.Fault:
        odd = True
    else:
        odd = not repeat.has_dates(read)
        if start:
            after = max(start, now)
            dates = repeat.next_dates(read, start=start, zone=zone, after=after)
    return Rule(
        sentence=rule_words.say(text, zone),
        odd=odd,
        dates=[writing.write_next(one, now=now, zone=zone) for one in dates],
    )
