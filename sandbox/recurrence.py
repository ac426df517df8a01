"""Repeat rules (RFC 5545): which are understood, and when they fall.

dateutil reads more than is good for a server: INTERVAL=0 repeats one instant for
ever, and a rule that never falls (30 February) is searched for up to the year 9999.
So the shape is checked first and the parser comes second.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from sandbox.times import local, to_ms

MOST_OCCURRENCES: Final = 366
LONGEST_REACH: Final = timedelta(days=5 * 366)
PARTS: Final = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYDAY": r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
    r"(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTH": r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*",
    "BYMONTHDAY": r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*",
    "BYSETPOS": r"-1|[1-4]",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class UnusableRuleError(ValueError):
    """The text is not a rule, or is one that must not be expanded."""


# More than an account has: to expand a thousand rules anew at each look takes seconds.
@lru_cache(maxsize=20_000)
def occurrences(text: str, start_ms: int, zone: ZoneInfo) -> tuple[int, ...]:
    """The starts of a series, ascending, at most 366 and at most five years on.

    Expanded on the zone's wall clock: ten o'clock stays ten o'clock when clocks
    change. Raises UnusableRuleError.
    """
    rule, *others = text.replace("\r\n", "\n").strip().split("\n")
    parts = _parts(rule.removeprefix("RRULE:"))
    start = local(start_ms, zone)
    left_out = set(_left_out(others, start))
    last = start + LONGEST_REACH
    moments = rrulestr(_rule_text(parts, start), dtstart=start)
    near = takewhile(lambda moment: moment <= last, moments)
    # RFC 5545, 3.3.10: an hour that clocks skip is ignored, and not counted either.
    real = filter(_exists, near)
    most = int(parts.get("COUNT", MOST_OCCURRENCES))
    found = (to_ms(moment) for moment in islice(real, most))
    kept = tuple(
        ms
        for ms in found
        if ms not in left_out and local(ms, zone).date() not in left_out
    )
    if not kept:
        raise UnusableRuleError("The rule has no occurrence.")
    return kept


def _parts(rule: str) -> dict[str, str]:
    pairs = [piece.partition("=")[::2] for piece in rule.rstrip(";").split(";")]
    parts = dict(pairs)
    if len(parts) != len(pairs) or "FREQ" not in parts:
        raise UnusableRuleError("The rule is not an RFC 5545 rule.")
    for name, value in parts.items():
        if name not in PARTS or not re.fullmatch(PARTS[name], value):
            raise UnusableRuleError(f"{name}={value} is not supported in a rule.")
    for fault in _combined_faults(parts):
        raise UnusableRuleError(fault)
    return parts


def _combined_faults(parts: dict[str, str]) -> Iterator[str]:
    """Combinations that are wrong, or may never fall and be searched for long."""
    frequency, often = parts["FREQ"], parts["FREQ"] in ("DAILY", "WEEKLY")
    if "COUNT" in parts and "UNTIL" in parts:
        yield "COUNT and UNTIL exclude each other."
    if int(parts.get("COUNT", 1)) > MOST_OCCURRENCES:
        yield f"COUNT may be {MOST_OCCURRENCES} at most."
    if often and ("BYSETPOS" in parts or "BYMONTHDAY" in parts):
        yield f"BYSETPOS and BYMONTHDAY do not go with {frequency}."
    if often and re.search(r"\d", parts.get("BYDAY", "")):
        yield f"A numbered day does not go with {frequency}."
    if often and parts.get("INTERVAL", "1") != "1" and _has_limits(parts):
        yield f"INTERVAL does not go with limits on {frequency}."
    if "BYSETPOS" in parts and ("BYDAY" not in parts or "BYMONTHDAY" in parts):
        yield "BYSETPOS goes with BYDAY only."
    if "BYSETPOS" in parts and re.search(r"\d", parts.get("BYDAY", "")):
        yield "BYSETPOS does not go with a numbered day."
    if not _days_exist(parts):
        yield "The rule names a day that its months do not have."


def _has_limits(parts: dict[str, str]) -> bool:
    return "BYMONTH" in parts or (parts["FREQ"] == "DAILY" and "BYDAY" in parts)


def _days_exist(parts: dict[str, str]) -> bool:
    days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    return max(days) <= min(MONTH_LENGTHS[month - 1] for month in months)


def _rule_text(parts: dict[str, str], start: datetime) -> str:
    """The rule without COUNT, and with the UNTIL in UTC that dateutil wants."""
    whole = {name: value for name, value in parts.items() if name != "COUNT"}
    if "UNTIL" in parts:
        until = _moment(parts["UNTIL"], start, end_of_day=True)
        whole["UNTIL"] = until.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return "RRULE:" + ";".join(f"{name}={value}" for name, value in whole.items())


def _exists(moment: datetime) -> bool:
    """Whether the clocks of its zone show this time on that day."""
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) == moment.replace(tzinfo=None)


def _left_out(lines: list[str], start: datetime) -> Iterator[int | date]:
    """The instants, or whole days, that EXDATE lines take away."""
    for line in lines:
        name, _, values = line.partition(":")
        if not re.fullmatch(r"EXDATE(;TZID=[\w/+-]+|;VALUE=DATE)?", name):
            raise UnusableRuleError(f"The line {name} is not supported in a rule.")
        for value in values.split(","):
            moment = _moment(value, start)
            yield moment.date() if len(value) == 8 else to_ms(moment)


def _moment(text: str, start: datetime, *, end_of_day: bool = False) -> datetime:
    """A date or date-time of a rule; without `Z` it is on the start's own clock."""
    zone = UTC if text.endswith("Z") else start.tzinfo
    for form in ("%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
        if end_of_day and form == "%Y%m%d":
            moment += timedelta(hours=23, minutes=59, seconds=59)
        return moment
    raise UnusableRuleError(f"{text} is not a date of a rule.")
