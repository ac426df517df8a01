"""Repeat rules (RFC 5545): a sentence for people, and the next dates.

Only rules whose shape `leadway.rules.rrule_fault` accepts are expanded: dateutil
spends seconds, or for ever, on some that it parses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.times import clock
from appointments.times.writing import write_day

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A repeat rule in parts; `rest` holds what no sentence is made of."""

    freq: str
    interval: int
    by_day: tuple[str, ...]
    by_month_day: tuple[int, ...]
    by_month: tuple[int, ...]
    count: int | None
    until: date | None
    rest: tuple[str, ...]


def parse(text: str) -> Rule:
    """Take a rule of accepted shape apart."""
    line = next(part for part in text.splitlines() if "FREQ=" in part.upper())
    pairs = line.upper().removeprefix("RRULE:").strip(";").split(";")
    parts = dict(pair.split("=", 1) for pair in pairs)
    known = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL"}
    return Rule(
        freq=parts["FREQ"],
        interval=int(parts.get("INTERVAL", 1)),
        by_day=tuple(filter(None, parts.get("BYDAY", "").split(","))),
        by_month_day=_numbers(parts.get("BYMONTHDAY", "")),
        by_month=_numbers(parts.get("BYMONTH", "")),
        count=int(parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts.get("UNTIL", "")),
        rest=tuple(f"{k}={v}" for k, v in parts.items() if k not in known | {"WKST"}),
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


def _until(text: str) -> date | None:
    found = re.match(r"(\d{4})(\d{2})(\d{2})", text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def say(text: str) -> str:
    """Every 2 weeks on Tuesday and Thursday, 10 times."""
    rule = parse(text)
    return "".join([_every(rule), _on(rule), _end(rule), *_rest(rule)])


def _every(rule: Rule) -> str:
    n = {"n": rule.interval}
    match rule.freq:
        case "DAILY":
            return ngettext("Every day", "Every %(n)d days", n["n"]) % n
        case "WEEKLY":
            return ngettext("Every week", "Every %(n)d weeks", n["n"]) % n
        case "MONTHLY":
            return ngettext("Every month", "Every %(n)d months", n["n"]) % n
        case _:
            return ngettext("Every year", "Every %(n)d years", n["n"]) % n


def _on(rule: Rule) -> str:
    words = ""
    if rule.by_day:
        names = get_text_list([_weekday(day) for day in rule.by_day], _("and"))
        words += _(" on %(days)s") % {"days": names}
    if rule.by_month_day:
        numbers = get_text_list([str(day) for day in rule.by_month_day], _("and"))
        words += _(" on day %(numbers)s") % {"numbers": numbers}
    if rule.by_month:
        months = get_text_list([str(MONTHS[m]) for m in rule.by_month], _("and"))
        words += _(" in %(months)s") % {"months": months}
    return words


def _weekday(code: str) -> str:
    """Tuesday, or the second Tuesday for 2TU, the last one for -1TU."""
    name = str(WEEKDAYS[DAYS.index(code[-2:])])
    which = {
        "1": _("the first %(day)s"),
        "2": _("the second %(day)s"),
        "3": _("the third %(day)s"),
        "4": _("the fourth %(day)s"),
        "5": _("the fifth %(day)s"),
        "-1": _("the last %(day)s"),
    }.get(code[:-2].lstrip("+"))
    return which % {"day": name} if which else name


def _end(rule: Rule) -> str:
    if rule.count:
        times = ngettext(", %(n)d time", ", %(n)d times", rule.count)
        return times % {"n": rule.count}
    if rule.until:
        return _(", until %(day)s") % {"day": write_day(rule.until)}
    return ""


def _rest(rule: Rule) -> list[str]:
    return [f" ({'; '.join(rule.rest)})"] if rule.rest else []


def next_dates(
    text: str, *, start: datetime, zone: ZoneInfo, after: datetime, count: int = 5
) -> list[datetime]:
    """Return the next dates of a rule of accepted shape that begins at `start`.

    The wall-clock time stays over clock changes; a date whose time does not exist is
    left out, as is every date in EXDATE. Never raises: dates at the end of all time,
    which no zone can tell, are none.
    """
    try:
        return list(islice(_dates(text, start=start, zone=zone, after=after), count))
    except (ValueError, OverflowError):
        return []


def _dates(
    text: str, *, start: datetime, zone: ZoneInfo, after: datetime
) -> Iterator[datetime]:
    wall = start.astimezone(zone).replace(tzinfo=None)
    line = next(part for part in text.splitlines() if "FREQ=" in part.upper())
    rule = rrulestr(_local_until(line.strip().upper(), zone), dtstart=wall)
    skipped = set(_exdates(text, zone))
    for naive in islice(rule, MOST_LOOKED_AT):
        try:
            moment = clock.resolve(naive.date(), naive.time(), zone)
        except clock.Gap:
            continue
        except clock.Overlap as overlap:
            moment = overlap.first
        if moment > after and moment not in skipped:
            yield moment


def _local_until(line: str, zone: ZoneInfo) -> str:
    """Rewrite UNTIL as a wall-clock time, since the expansion is in wall time."""

    def wall(found: re.Match[str]) -> str:
        digits, utc = found[1], found[2]
        if "T" not in digits:
            return f"UNTIL={digits}T235959"
        if not utc:
            return f"UNTIL={digits}"
        moment = datetime.strptime(digits, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        return f"UNTIL={moment.astimezone(zone):%Y%m%dT%H%M%S}"

    return re.sub(r"UNTIL=(\d{8}(?:T\d{6})?)(Z?)", wall, line)


def _exdates(text: str, zone: ZoneInfo) -> Iterator[datetime]:
    for stamp, utc in re.findall(r"(\d{8}T\d{6})(Z?)", _exdate_lines(text)):
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        yield at if utc else at.replace(tzinfo=zone)


def _exdate_lines(text: str) -> str:
    lines = text.upper().splitlines()
    return " ".join(line for line in lines if line.strip().startswith("EXDATE"))
