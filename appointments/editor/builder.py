"""What a repeat rule may be put together from, instead of being written down.

The rule itself is the control that is posted: a script writes it from these, and reads
them from it. Who has no script writes the rule.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS

from appointments.editor.choices import Choice
from appointments.times import clock, rule_words, rules


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week: its code in a rule, its name and its first letter."""

    code: str
    name: str
    letter: str


@dataclass(frozen=True, slots=True)
class Builder:
    """`weekday` is that of the start; `monthly` are the ways to say its day of a month.

    `zone` is whose clocks tell when a day ends.
    """

    days: list[Day]
    weekday: str
    monthly: list[Choice]
    zone: str


def builder(start: datetime | None, zone: ZoneInfo) -> Builder | None:
    """Return it for an appointment that starts then; None while nobody knows when."""
    if start is None:
        return None
    day = clock.local(start, zone).date()
    code = rules.WEEKDAYS[day.weekday()]
    nth = (day.day - 1) // 7 + 1
    is_last = (day + timedelta(days=7)).month != day.month
    monthly = [Choice(f"BYMONTHDAY={day.day}", rule_words.on_day(day.day))]
    if nth <= 4:
        monthly.append(Choice(f"BYDAY={nth}{code}", rule_words.on_weekday(code, nth)))
    if is_last:
        monthly.append(Choice(f"BYDAY=-1{code}", rule_words.on_weekday(code, -1)))
    names = [str(WEEKDAYS[number]) for number in range(7)]
    days = [
        Day(one, name, name[0].upper())
        for one, name in zip(rules.WEEKDAYS, names, strict=True)
    ]
    return Builder(days, code, monthly, zone.key)
