"""Is a repeat rule one that a parser can be trusted with?

Parsers accept rules that never end: an interval of nought, a day that its month
lacks. So the shape is checked first, and what does not pass is shown as text.
Source: RFC 5545, sections 3.3.10 and 3.8.5.
"""

import re
from collections.abc import Mapping
from datetime import datetime

MAX_LENGTH = 1_000
MAX_INTERVAL = 99
MAX_COUNT = 366
YEARS = range(1970, 2101)
"""The years that an end may lie in: the last ones of all have no time in other zones.
"""

_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_PARTS = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
_EXDATE = re.compile(r"EXDATE(?:;TZID=[A-Za-z0-9_+/-]{1,64}|;VALUE=DATE(?:-TIME)?)*")
_MOMENT = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
_LONGEST = dict(
    zip(range(1, 13), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True)
)


def rrule_fault(text: str) -> str | None:
    """Return a code for what is wrong with a rule, or None when it is sound.

    Accepts the bare rule, an `RRULE:` before it and `EXDATE` lines after it. The codes:
    empty, too_long, line, dtstart, part, repeated, freq, interval, count, until,
    count_and_until, byday, bymonthday, bymonth, bysetpos, wkst, never, exdate.
    What depends on the start stays possible: from a 31st, `BYMONTH=4` never comes. It
    is looked for in vain, but not for long.
    """
    if len(text) > MAX_LENGTH:
        return "too_long"
    lines = text.replace("\r\n", "\n").strip("\n").split("\n")
    first, *others = [line.upper() for line in lines]
    if "DTSTART" in text.upper():
        return "dtstart"
    rule = first.removeprefix("RRULE:")
    if not rule.strip():
        return "empty"
    return _rule_fault(rule) or next(filter(None, map(_exdate_fault, others)), None)


def _exdate_fault(line: str) -> str | None:
    name, colon, values = line.partition(":")
    if not colon or not name.startswith("EXDATE"):
        return "line"
    moments = values.split(",")
    sound = _EXDATE.fullmatch(name) and all(map(_is_moment, moments))
    return None if sound else "exdate"


def _rule_fault(rule: str) -> str | None:
    pairs = [part.partition("=") for part in rule.removesuffix(";").split(";")]
    parts = {name: value for name, _, value in pairs}
    if any(name not in _PARTS or not value for name, _, value in pairs):
        return "part"
    if len(parts) != len(pairs):
        return "repeated"
    checks = (
        _freq_fault,
        _bounds_fault,
        _byday_fault,
        _bymonthday_fault,
        _bymonth_fault,
        _bysetpos_fault,
        _wkst_fault,
        _never_fault,
    )
    return next(filter(None, (check(parts) for check in checks)), None)


def _freq_fault(parts: Mapping[str, str]) -> str | None:
    return None if parts.get("FREQ") in _FREQUENCIES else "freq"


def _bounds_fault(parts: Mapping[str, str]) -> str | None:
    if not _within(parts.get("INTERVAL", "1"), 1, MAX_INTERVAL):
        return "interval"
    if not _within(parts.get("COUNT", "1"), 1, MAX_COUNT):
        return "count"
    until = parts.get("UNTIL")
    # With aware times RFC 5545 wants the end in UTC, and parsers refuse another.
    if until is not None and not (until.endswith("Z") and _is_near(until)):
        return "until"
    return "count_and_until" if until is not None and "COUNT" in parts else None


def _byday_fault(parts: Mapping[str, str]) -> str | None:
    matches = [_DAY.fullmatch(day) for day in _listed(parts, "BYDAY")]
    by_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    ordinal = {"MONTHLY": 5, "YEARLY": 5 if by_month else 52}.get(parts["FREQ"], 0)
    for match in matches:
        if match is None:
            return "byday"
        position = match[1]
        if position is not None and not 1 <= abs(int(position)) <= ordinal:
            return "byday"
    return None


def _bymonthday_fault(parts: Mapping[str, str]) -> str | None:
    days = _listed(parts, "BYMONTHDAY")
    if days and parts["FREQ"] == "WEEKLY":
        return "bymonthday"
    sound = all(_within(day.lstrip("-"), 1, 31) for day in days)
    return None if sound else "bymonthday"


def _bymonth_fault(parts: Mapping[str, str]) -> str | None:
    sound = all(_within(month, 1, 12) for month in _listed(parts, "BYMONTH"))
    return None if sound else "bymonth"


def _bysetpos_fault(parts: Mapping[str, str]) -> str | None:
    """Accept only positions that a month's plain weekdays always have."""
    positions = _listed(parts, "BYSETPOS")
    if not positions:
        return None
    if parts["FREQ"] != "MONTHLY" or "BYMONTHDAY" in parts or "BYDAY" not in parts:
        return "bysetpos"
    if not set(_listed(parts, "BYDAY")) <= set(_WEEKDAYS):
        return "bysetpos"
    sound = all(_within(position.lstrip("-"), 1, 4) for position in positions)
    return None if sound else "bysetpos"


def _wkst_fault(parts: Mapping[str, str]) -> str | None:
    return None if parts.get("WKST", "MO") in _WEEKDAYS else "wkst"


def _never_fault(parts: Mapping[str, str]) -> str | None:
    """Refuse what may never come, or so rarely that looking for it takes seconds."""
    months = [int(month) for month in _listed(parts, "BYMONTH")] or list(_LONGEST)
    days = [int(day.lstrip("-")) for day in _listed(parts, "BYMONTHDAY")]
    nths = [day for day in _listed(parts, "BYDAY") if day not in _WEEKDAYS]
    if any(day > max(_LONGEST[month] for month in months) for day in days):
        return "never"
    if nths and days:
        return "never"
    rare = max(days, default=0) > 28 or any("5" in nth for nth in nths)
    leap_years_only = rare and months == [2]
    if leap_years_only and (parts["FREQ"] == "DAILY" or "BYDAY" in parts):
        return "never"
    return "never" if _steps_over(parts, rare, leap_years_only) else None


def _steps_over(parts: Mapping[str, str], rare: bool, leap_years_only: bool) -> bool:
    """Say whether the interval may step over every day that the filters let through."""
    interval = int(parts.get("INTERVAL", "1"))
    if interval == 1:
        return False
    if parts["FREQ"] == "MONTHLY" and interval % 12 == 0 and rare:
        return True
    filters = {
        "DAILY": ("BYDAY", "BYMONTHDAY", "BYMONTH"),
        "WEEKLY": ("BYMONTH",),
        "MONTHLY": ("BYMONTH",),
    }
    return leap_years_only or any(f in parts for f in filters.get(parts["FREQ"], ()))


def _listed(parts: Mapping[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _within(digits: str, least: int, most: int) -> bool:
    return bool(_NUMBER.fullmatch(digits)) and least <= int(digits) <= most


def _is_near(text: str) -> bool:
    return _is_moment(text) and int(text[:4]) in YEARS


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
