"""When a repeat rule falls (RFC 5545): the dates of a series.

dateutil tells the days; what has to do with the clock is told here, because it is no
matter of days: a time that does not exist is no date and does not count, an end and
what is left out are instants, and of an hour that happens twice the first counts.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from math import prod
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from appointments.times import clock
from appointments.times.rules import WEEKDAYS, Rule

MOST_LOOKED_AT = 20_000
MOST_A_DAY = 48
_DAYS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# The calendar repeats itself every 400 years, which are 20,871 whole weeks.
_CYCLE = 400
_LAST_YEARS = 9_700


def has_dates(rule: Rule) -> bool:
    """Whether dates are worth telling: not of what falls every minute.

    Nor of every third week 53: whose year a week is counted in, no two programs agree;
    nor of a rule that says something besides which only another program knows.
    """
    if rule.unread:
        return False
    if "BYWEEKNO" in rule.numbers and rule.interval > 1:
        return False
    a_day = prod(
        len(rule.numbers.get(part, (0,))) for part in ("BYHOUR", "BYMINUTE", "BYSECOND")
    )
    return rule.freq in _DAYS and a_day <= MOST_A_DAY


def dates(rule: Rule, *, start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the dates of a series that begins at `start`, on the clocks of `zone`.

    In order, each once, without those left out. Ends also where a rule has no end: at
    the latest after 20,000 dates or some 300 years.
    """
    if not has_dates(rule):
        return
    if rule.start:
        start = rule.start.instant(zone) or start
    skipped = {one.instant(zone) or one.at for one in rule.left_out}
    added = sorted(filter(None, (one.instant(zone) for one in rule.added)))
    last = None
    for moment in islice(merge(_counted(rule, start, zone), added), MOST_LOOKED_AT):
        if moment != last and moment not in skipped and moment.date() not in skipped:
            yield moment
        last = moment


def next_dates(
    rule: Rule, *, start: datetime, zone: ZoneInfo, after: datetime, count: int = 5
) -> list[datetime]:
    """Return the next `count` dates that lie after a moment."""
    to_come = (one for one in dates(rule, start=start, zone=zone) if one > after)
    return list(islice(to_come, count))


def _counted(rule: Rule, start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the dates of the rule alone, up to its end."""
    end = rule.until.instant(zone) if rule.until else None
    last_day = rule.until.day(zone) if rule.until else None
    for number, moment in enumerate(_moments(rule, start, zone), start=1):
        if end and moment > end:
            return
        if last_day and moment.date() > last_day:
            return
        yield moment
        if number == rule.count:
            return


def _moments(rule: Rule, start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the times that exist; the wall-clock time stays over clock changes."""
    wall = clock.wall(start, zone)
    for naive in _naive(rule, wall):
        if naive == wall:
            yield clock.local(start, zone)
            continue
        try:
            yield clock.resolve(naive.date(), naive.time(), zone)
        except clock.Gap:
            continue
        except clock.Overlap as overlap:
            yield overlap.first
        except (ValueError, OverflowError):
            return


def _naive(rule: Rule, wall: datetime) -> Iterator[datetime]:
    """Yield what dateutil tells, looked for in the last years that it knows.

    It looks for the date of a rule that never falls up to the year 9999, which takes
    seconds, and neither an end nor a count stops it. Begun a few hundred years before
    that, the same weekdays and leap years come, and it stops soon.
    """
    shift = _CYCLE * ((_LAST_YEARS - wall.year) // _CYCLE)
    # To the second: dateutil leaves fractions out, and would never meet the start.
    whole = wall.replace(year=wall.year + shift, microsecond=0)
    text = ";".join(f"{name}={value}" for name, value in _whole(rule, whole).items())
    try:
        for one in rrulestr(text, dtstart=_period_of(rule, whole)):
            if one >= whole:
                found = one.replace(year=one.year - shift)
                yield found.replace(microsecond=wall.microsecond)
    except ValueError:
        # Parts that leave nothing together, such as an hour that no step comes to.
        return


def _whole(rule: Rule, start: datetime) -> dict[str, str]:
    """Return the parts that tell days, with those that the start fills in.

    dateutil leaves open which weekday of a week and which month of a year is meant.
    """
    parts = {n: v for n, v in rule.parts.items() if n not in ("COUNT", "UNTIL")}
    if "BYWEEKNO" in parts and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & parts.keys():
        parts["BYDAY"] = WEEKDAYS[start.weekday()]
    others = {"BYMONTH", "BYDAY", "BYYEARDAY", "BYWEEKNO"}
    if rule.freq == "YEARLY" and "BYMONTHDAY" in parts and not others & parts.keys():
        parts["BYMONTH"] = str(start.month)
    return parts


def _period_of(rule: Rule, start: datetime) -> datetime:
    """Return where positions are counted from: a week's first day, not the start's."""
    if rule.freq != "WEEKLY" or "BYSETPOS" not in rule.numbers:
        return start
    days = (start.weekday() - WEEKDAYS.index(rule.week_start)) % 7
    return start - timedelta(days=days)
