"""Wall-clock times in a zone: the two hours a year that are not simple.

A gap is an hour that does not exist, an overlap one that happens twice; see
https://docs.python.org/3/library/datetime.html#datetime.datetime.fold and PEP 495.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

LONG = timedelta(hours=12)
DAY = timedelta(days=1)
# What times are shown in, and labelled with, while nobody knows the zone.
UTC_ZONE = ZoneInfo("UTC")


@dataclass(eq=False)
class Gap(Exception):
    """The time does not exist that day; `suggestion` is the same wait, later."""

    asked: datetime
    suggestion: datetime


@dataclass(eq=False)
class Overlap(Exception):
    """The time happens twice that day: `first` and `second` differ in offset."""

    first: datetime
    second: datetime


def resolve(
    day: date, at: time, zone: ZoneInfo, *, offset: timedelta | None = None
) -> datetime:
    """Return the instant of a wall-clock time, with the offset it has that day.

    `offset` chooses between the two instants of an overlap. Raises Gap or Overlap.
    """
    naive = datetime.combine(day, at)
    first, second = (_instant(naive, zone, fold=fold) for fold in (0, 1))
    if first.replace(tzinfo=None) != naive:
        raise Gap(naive, first)
    if first == second:
        return first
    for candidate in (first, second):
        if candidate.utcoffset() == offset:
            return candidate
    raise Overlap(first, second)


def _instant(naive: datetime, zone: ZoneInfo, *, fold: int) -> datetime:
    # By way of UTC: that is what turns a time that does not exist into one that does.
    moment = naive.replace(tzinfo=zone, fold=fold).astimezone(UTC)
    return local(moment, zone)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment as the zone's clocks show it, with that offset frozen.

    Frozen, because Python compares two times of one ZoneInfo by their wall clock,
    which is wrong in an overlap.
    """
    shown = moment.astimezone(zone)
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()), fold=0)


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the zone's clocks show, without a zone: to count days on."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def noon(day: date, zone: ZoneInfo) -> datetime:
    """Return when the clock is as for most of a day, also of one that changes it."""
    return datetime.combine(day, time(12), zone)


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first instants of `day` and of the next one.

    Not midnight: where the clock jumps at midnight the day starts at 01:00.
    """
    return _first_instant(day, zone), _first_instant(day + timedelta(days=1), zone)


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    try:
        return resolve(day, time(), zone)
    except Gap as gap:
        return gap.suggestion
    except Overlap as overlap:
        return overlap.first


def is_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the zone's clocks show this time of day twice."""
    shown = moment.astimezone(zone)
    return shown.replace(fold=1 - shown.fold).utcoffset() != shown.utcoffset()


def length(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """Return how long a span is, as people count it.

    An hour is an hour, also where the clock changes in it. From a day on the clock on
    the wall counts: what goes from ten to ten is a day, whichever day that is.
    """
    shown = wall(end, zone) - wall(start, zone)
    return shown if shown >= DAY else end - start


def end_of(start: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """Return where a span of a `length` ends that is counted so."""
    if length < DAY:
        return local(start + length, zone)
    naive = wall(start, zone) + length
    try:
        return resolve(naive.date(), naive.time(), zone)
    except Gap as gap:
        return gap.suggestion
    except Overlap as overlap:
        return overlap.first


def minutes_between(start: datetime, end: datetime) -> int:
    return round((end - start).total_seconds() / 60)


def offset_minutes(moment: datetime) -> int:
    return round((moment.utcoffset() or timedelta()).total_seconds() / 60)


def offset_label(moment: datetime) -> str:
    """Return "GMT+1" or "GMT+5:30" for the offset in force at that moment."""
    minutes = offset_minutes(moment)
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{sign}{hours}" + (f":{rest:02d}" if rest else "")
