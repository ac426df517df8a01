"""Repeat rules as calendars write them, taken apart.

The one reader of rules: what it takes is told in words (`rule_words`) and in dates
(`repeat`), whole; nothing that it takes is left out of either. A rule with something
that none of ours can tell is taken as well, and shown as the text that it is. What it
does not take is no rule, and a `Fault` says what about it. Source: RFC 5545, sections
3.3.10 and 3.8.5.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from appointments.times import rule_dates, rule_lines
from appointments.times.rule_dates import Fault, Moment

FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NUMBERS = {
    "BYMONTH": range(1, 13),
    "BYWEEKNO": range(1, 54),
    "BYYEARDAY": range(1, 367),
    "BYMONTHDAY": range(1, 32),
    "BYHOUR": range(24),
    "BYMINUTE": range(60),
    "BYSECOND": range(61),
    "BYSETPOS": range(1, 367),
}
_FROM_THE_END = ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS")
# RFC 7529: said by some, and what is meant where nothing is said.
_PLAIN = {"RSCALE": "GREGORIAN", "SKIP": "OMIT"}
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *_NUMBERS}
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in parts. `numbers` are its lists by name, `parts` the text of each part.

    `left_out` are the dates of EXDATE, `added` those of RDATE; `start` is DTSTART,
    which few rules have: an appointment's own start counts. What is `unread` may stand
    in a rule, and is nothing that we can reckon with: no dates are told of such a one.
    """

    parts: Mapping[str, str]
    interval: int
    count: int | None
    until: Moment | None
    by_day: tuple[str, ...]
    numbers: Mapping[str, tuple[int, ...]]
    left_out: tuple[Moment, ...] = ()
    added: tuple[Moment, ...] = ()
    start: Moment | None = None
    unread: tuple[str, ...] = ()

    @property
    def freq(self) -> str:
        return self.parts["FREQ"]

    @property
    def week_start(self) -> str:
        return self.parts.get("WKST", "MO")


def read(text: str) -> Rule:
    """Take a rule apart, in any spelling: with or without `RRULE:`, folded, in lower
    case, with spaces, with lines of EXDATE, RDATE and DTSTART. Raises Fault.
    """
    rules: list[str] = []
    dates: dict[str, list[Moment]] = {"EXDATE": [], "RDATE": [], "DTSTART": []}
    unread: list[str] = []
    for line in rule_lines.read(text):
        if line.name == "RRULE":
            rules.append(line.value)
        elif line.name in dates:
            zone = line.parameters.get("TZID", "")
            dates[line.name] += rule_dates.read(zone, line.value, unread)
        elif line.name == "EXRULE" or line.name.startswith("X-"):
            unread.append(line.text)
        else:
            raise Fault("foreign", line.text)
    if len(rules) != 1:
        raise Fault("line" if rules else "empty", rules[-1] if rules else "")
    return _rule(rules[0], dates, unread)


def _rule(line: str, dates: Mapping[str, list[Moment]], unread: list[str]) -> Rule:
    parts = _parts(line, unread)
    numbers = {name: _numbers(name, parts[name]) for name in _NUMBERS if name in parts}
    rule = Rule(
        parts=parts,
        interval=_positive("interval", parts.get("INTERVAL", "1")),
        count=_positive("count", parts["COUNT"]) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        by_day=tuple(parts["BYDAY"].split(",")) if "BYDAY" in parts else (),
        numbers=numbers,
        left_out=tuple(dates["EXDATE"]),
        added=tuple(dates["RDATE"]),
        start=next(iter(dates["DTSTART"]), None),
        unread=tuple(unread),
    )
    _check(rule)
    return rule


def _parts(line: str, unread: list[str]) -> dict[str, str]:
    if not line.strip(";"):
        raise Fault("empty")
    parts: dict[str, str] = {}
    for piece in filter(None, line.split(";")):
        name, _equals, listed = piece.partition("=")
        value = ",".join(filter(None, listed.split(",")))
        if _PLAIN.get(name) == value:
            continue
        if name not in _PARTS and name not in _PLAIN and not name.startswith("X-"):
            raise Fault("part", piece)
        if not value:
            raise Fault("value", name)
        if name not in _PARTS:
            unread.append(piece)
            continue
        if name in parts:
            raise Fault("repeated", name)
        parts[name] = value
    if parts.get("FREQ") not in FREQUENCIES:
        raise Fault("freq" if "FREQ" in parts else "no_freq", parts.get("FREQ", ""))
    return parts


def _positive(code: str, digits: str) -> int:
    if not re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", digits) or not int(digits):
        raise Fault(code, digits)
    return int(digits)


def _numbers(name: str, listed: str) -> tuple[int, ...]:
    found = []
    for digits in listed.split(","):
        sound = re.fullmatch(r"[+-]?[0-9]{1,3}", digits)
        number = int(digits) if sound else -1
        signed = name in _FROM_THE_END
        if not sound or (abs(number) if signed else number) not in _NUMBERS[name]:
            raise Fault("number", f"{name}={digits}")
        found.append(number)
    return tuple(dict.fromkeys(found))


def _check(rule: Rule) -> None:
    """Refuse what RFC 5545 rules out, part by part and together."""
    if rule.count and rule.until:
        raise Fault("count_and_until")
    if rule.week_start not in WEEKDAYS:
        raise Fault("byday", rule.week_start)
    for day in rule.by_day:
        _check_day(rule, day)
    others = {
        "WEEKLY": ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"),
        "MONTHLY": ("BYYEARDAY", "BYWEEKNO"),
        "DAILY": ("BYYEARDAY", "BYWEEKNO"),
    }.get(rule.freq, ("BYWEEKNO",) if rule.freq != "YEARLY" else ())
    for name in others:
        if name in rule.numbers:
            raise Fault("together", f"{name}, FREQ={rule.freq}")
    if "BYSETPOS" in rule.numbers and not rule.by_day and len(rule.numbers) == 1:
        raise Fault("setpos")


def _check_day(rule: Rule, day: str) -> None:
    found = _DAY.fullmatch(day)
    if not found:
        raise Fault("byday", day)
    if found[1] is None:
        return
    # Counted within each month where months are named: no month has six of a day.
    yearly = 5 if "BYMONTH" in rule.numbers else 53
    most = {"MONTHLY": 5, "YEARLY": yearly}.get(rule.freq, 0)
    if "BYWEEKNO" in rule.numbers or not 1 <= abs(int(found[1])) <= most:
        raise Fault("byday", day)


def _until(text: str) -> Moment:
    try:
        return rule_dates.moment(text, None)
    except Fault as fault:
        raise Fault("until", fault.about) from None
