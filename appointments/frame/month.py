"""A month as the sidebar shows it: whole weeks, each day a link."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as django_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments.index.positions import first_at
from appointments.times import clock
from appointments.times.reading import FIRST_YEAR, LAST_YEAR

DAY, DAYS = timedelta(days=1), 42
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day:
    """One cell. `out` is of another month; `some` says that it has appointments."""

    number: int
    iso: str
    out: bool
    today: bool
    shown: bool
    some: bool


@dataclass(frozen=True, slots=True)
class Month:
    """`previous` and `next` are months as an address names them, "" for none."""

    title: str
    names: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day, ...], ...]
    previous: str
    next: str


def read(text: str, *, otherwise: date) -> date:
    """Return the first day of the month that an address names, or of another day's."""
    named = _MONTH.fullmatch(text)
    if named and FIRST_YEAR <= int(named[1]) <= LAST_YEAR:
        return date(int(named[1]), int(named[2]), 1)
    return otherwise.replace(day=1)


@lru_cache(8)
def bounds(first: date, zone: ZoneInfo) -> tuple[int, ...]:
    """Return the positions at which the shown days begin, and the last one ends."""
    monday = first - first.weekday() * DAY
    days = [monday + n * DAY for n in range(DAYS + 1)]
    return tuple(first_at(clock.day_bounds(day, zone)[0]) for day in days)


def month(
    first: date, *, today: date, shown: date | None, some: Sequence[int] | set[int]
) -> Month:
    """Lay out the month that begins on `first`; `some` are the days that are marked."""
    monday = first - first.weekday() * DAY
    days = []
    for n in range(DAYS):
        day = monday + n * DAY
        out = day.month != first.month
        is_shown, is_today = day == shown, day == today
        days.append(Day(day.day, str(day), out, is_today, is_shown, n in some))
    before, after = first - DAY, first + 31 * DAY
    return Month(
        title=_title(first),
        names=tuple(zip(_letters(), map(str, WEEKDAYS.values()), strict=True)),
        weeks=tuple(tuple(days[n : n + 7]) for n in range(0, DAYS, 7)),
        previous=f"{before:%Y-%m}" if before.year >= FIRST_YEAR else "",
        next=f"{after:%Y-%m}" if after.year <= LAST_YEAR else "",
    )


def _title(first: date) -> str:
    words = {"month": django_format(first, "F"), "year": first.year}
    title = _("%(month)s %(year)s") % words
    return title[:1].upper() + title[1:]


def _letters() -> list[str]:
    return pgettext("first letters of the weekdays", "M T W T F S S").split()
