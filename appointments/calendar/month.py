"""A month: how full each day is, what is wrong on it, and who has how much."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.calendar.asked import NOBODY, Asked
from appointments.calendar.hours import Hours, hours_of
from appointments.calendar.people import Person
from appointments.index.directory import Directory
from appointments.index.load import Load
from appointments.leadway.statuses import NAMES
from appointments.times import writing
from appointments.words import status_icon

WEEK = 7
# How high the highest bar of a day's load is drawn, and how wide one is.
HIGH, WIDE = 20, 10
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the bar of a day, in appointments."""

    status: str
    at: int
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """What one person has on a day, drawn from below."""

    hue: int
    at: int
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What somebody has to look after on a day, in words."""

    status: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the month, or beside it: then it is `out`."""

    iso: str
    number: int
    label: str
    url: str
    count: int
    fullest: int
    shares: tuple[Share, ...]
    troubles: tuple[Trouble, ...]
    bars: tuple[Bar, ...]
    out: bool
    is_today: bool
    is_past: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Month:
    names: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Day, ...], ...]
    # The width of the drawing of a day's load.
    wide: int


def month_of(
    asked: Asked,
    names: Directory,
    found: Iterable[Load],
    days: Sequence[date],
    people: Sequence[Person],
    today: date,
) -> Month:
    """Return the weeks of a month, each of seven days."""
    shown = [one for one in people if one.on][:MOST_BARS]
    mine = {one.user_id for one in people if one.on}
    by_day: dict[int, list[Load]] = {n: [] for n in range(len(days))}
    for one in found:
        if one.user_id in mine:
            by_day[one.day].append(one)
    counts = {n: sum(one.n for one in listed) for n, listed in by_day.items()}
    highest = max(
        (n for listed in by_day.values() for n in _by(listed, "user_id").values()),
        default=1,
    )
    hours = hours_of(
        names, [one for one in asked.who if one != NOBODY], asked.calendars
    )
    drawer = _Drawer(asked, shown, max(counts.values()) or 1, highest, today, hours)
    cells = [drawer.day(day, by_day[n]) for n, day in enumerate(days)]
    weeks = [tuple(cells[n : n + WEEK]) for n in range(0, len(cells), WEEK)]
    return Month(
        names=tuple(
            (writing.write_weekday(day), writing.write_short_weekday(day))
            for day in days[:WEEK]
        ),
        weeks=tuple(weeks),
        wide=WIDE * (len(shown) or 1),
    )


@dataclass(frozen=True, slots=True)
class _Drawer:
    """What all days of a month are drawn with."""

    asked: Asked
    people: Sequence[Person]
    fullest: int
    highest: int
    today: date
    hours: Hours

    def day(self, day: date, found: list[Load]) -> Day:
        count = sum(one.n for one in found)
        return Day(
            iso=day.isoformat(),
            number=day.day,
            label=writing.write_long_day(day, today=self.today),
            url=self.asked.address(view="day", day=day),
            count=count,
            fullest=self.fullest,
            shares=tuple(_shares(_by(found, "status"))),
            troubles=tuple(_troubles(found, is_past=day < self.today)),
            bars=tuple(self._bars(_by(found, "user_id"))),
            out=day.month != self.asked.day.month,
            is_today=day == self.today,
            is_past=day < self.today,
            closed=not count and self.hours.is_closed(day),
        )

    def _bars(self, counts: "Counter[str]") -> Iterable[Bar]:
        for n, one in enumerate(self.people):
            height = -(-counts[one.user_id] * HIGH // self.highest)
            yield Bar(one.hue, n * WIDE + 1, HIGH - height, height)


def _by(found: Iterable[Load], what: str) -> "Counter[str]":
    counted: Counter[str] = Counter()
    for one in found:
        counted[getattr(one, what)] += one.n
    return counted


def _shares(counts: "Counter[str]") -> Iterable[Share]:
    """Yield the statuses in the order in which every bar has them."""
    at = 0
    for status in (*NAMES, *sorted(counts.keys() - set(NAMES))):
        if count := counts[status]:
            yield Share(status, at, count)
            at += count


def _troubles(found: list[Load], *, is_past: bool) -> Iterable[Trouble]:
    """Yield what is missing or went wrong: a few words each."""
    counts = _by(found, "status")
    if n := sum(one.n for one in found if one.overdue):
        text = ngettext("%(n)d needs an outcome", "%(n)d need an outcome", n)
        yield Trouble("", "circle-alert", text % {"n": n})
    if (n := counts["new"]) and not is_past:
        yield Trouble("new", status_icon("new"), _("%(n)d unconfirmed") % {"n": n})
    if n := counts["noshow"]:
        text = ngettext("%(n)d no-show", "%(n)d no-shows", n)
        yield Trouble("noshow", status_icon("noshow"), text % {"n": n})
