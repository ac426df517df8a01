"""A repeat rule as a sentence: "Every 2 weeks on Tuesday and Thursday, 10 times".

Only a sentence that is wholly true is one: a rule with a part that there are no words
for is shown as the text that it is.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.times import clock, rule_days, rules
from appointments.times.rule_dates import Fault, Moment
from appointments.times.rules import Rule
from appointments.times.writing import write_day, write_length, write_long_day

_WORKING = frozenset(rules.WEEKDAYS[:5])
_WEEKEND = frozenset(rules.WEEKDAYS[5:])
_MOST_NAMED = 3
# What gives a day's dates times of their own.
_TIMES = {"BYHOUR", "BYMINUTE", "BYSECOND", "HOURLY", "MINUTELY", "SECONDLY"}


class _NoWords(Exception):
    """A rule says something that no sentence of ours does."""


def say(text: str, zone: ZoneInfo, start: datetime | None = None) -> str:
    """Say a rule in the active language, or return it as it is. Never raises.

    Its end, and what is left out, are days on the clocks of `zone`. The series is one
    from `start`, where that is known.
    """
    try:
        rule = rules.read(text)
        if rule.unread:
            return text
        return "".join(
            [_every(rule), _on(rule), *_end(rule, zone, start), *_but(rule, zone)]
        )
    except (Fault, _NoWords):
        return text


def on_day(number: int) -> str:
    """Say "on day 24", as a sentence goes on after "every month"."""
    return _(" on %(days)s").strip(" ,") % {"days": _days_of_month([number])}


def on_weekday(code: str, position: int) -> str:
    """Say "on the fourth Tuesday"; -1 is the last."""
    return _(" on %(days)s").strip(" ,") % {"days": _numbered(code, position)}


def _every(rule: Rule) -> str:
    n = {"n": rule.interval}
    match rule.freq:
        case "SECONDLY":
            return ngettext("Every second", "Every %(n)d seconds", n["n"]) % n
        case "MINUTELY":
            return ngettext("Every minute", "Every %(n)d minutes", n["n"]) % n
        case "HOURLY":
            return ngettext("Every hour", "Every %(n)d hours", n["n"]) % n
        case "DAILY" if _is_weekly(rule):
            return ngettext("Every week", "Every %(n)d weeks", 1) % n
        case "DAILY":
            return ngettext("Every day", "Every %(n)d days", n["n"]) % n
        case "WEEKLY":
            return ngettext("Every week", "Every %(n)d weeks", n["n"]) % n
        case "MONTHLY":
            return ngettext("Every month", "Every %(n)d months", n["n"]) % n
        case _:
            return ngettext("Every year", "Every %(n)d years", n["n"]) % n


def _is_weekly(rule: Rule) -> bool:
    """Whether a rule of days means each week's: every day that is a Tuesday."""
    return rule.freq == "DAILY" and rule.interval == 1 and bool(rule.by_day)


# --- on which days ---


def _on(rule: Rule) -> str:
    parts = set(rule.numbers) - {"BYMONTH", *_TIMES}
    days = _days(rule, parts)
    words = _(" on %(days)s") % {"days": days} if days else ""
    return words + _months(rule, bool(days)) + _hours(rule) + _weeks(rule)


def _days(rule: Rule, parts: set[str]) -> str:
    """Say which days; `parts` are the lists of numbers that say which."""
    if rule.by_day and not parts:
        return _weekdays(rule)
    if rule.by_day and parts == {"BYSETPOS"} and _in_months(rule):
        return _positions(rule)
    if not rule.by_day and parts == {"BYMONTHDAY"} and _in_months(rule):
        return _days_of_month(rule.numbers["BYMONTHDAY"])
    if parts or rule.by_day:
        raise _NoWords
    return ""


def _in_months(rule: Rule) -> bool:
    """Whether days are counted in each month; of a year's days nobody says that."""
    yearly_in_months = rule.freq == "YEARLY" and "BYMONTH" in rule.numbers
    return rule.freq == "MONTHLY" or yearly_in_months


def _weekdays(rule: Rule) -> str:
    plain = all(len(day) == len("MO") for day in rule.by_day)
    if plain and (rule.freq == "WEEKLY" or _is_weekly(rule)):
        if set(rule.by_day) == _WORKING:
            return _("Monday to Friday")
        return rule_days.listed(rule_days.repeated_day(day) for day in rule.by_day)
    if plain and rule.freq in ("MONTHLY", "YEARLY"):
        return rule_days.listed(
            _("every %(day)s") % {"day": rule_days.day(day)} for day in rule.by_day
        )
    if _in_months(rule):
        return rule_days.listed(
            _numbered(day[-2:], int(day[:-2] or 0)) for day in rule.by_day
        )
    raise _NoWords


def _numbered(day: str, position: int) -> str:
    """The second Tuesday for 2 and TU, every Tuesday for 0."""
    if not position:
        return _("every %(day)s") % {"day": rule_days.day(day)}
    return _nth(position) % {"day": rule_days.day(day)}


def _nth(position: int) -> str:
    words = rule_days.nth(position)
    if words is None:
        raise _NoWords
    return words


def _positions(rule: Rule) -> str:
    """The last weekday for Monday to Friday and -1."""
    if any(len(day) != len("MO") for day in rule.by_day):
        raise _NoWords
    days = frozenset(rule.by_day)
    if days == _WORKING:
        name = _("weekday")
    elif days == _WEEKEND:
        name = _("day of a weekend")
    elif len(days) == len(rules.WEEKDAYS):
        name = _("day")
    else:
        name = get_text_list([rule_days.day(day) for day in rule.by_day], _("or"))
    positions = rule.numbers["BYSETPOS"]
    return rule_days.listed(_nth(position) % {"day": name} for position in positions)


def _days_of_month(numbers: Iterable[int]) -> str:
    days = sorted(number for number in numbers if number > 0)
    listed = get_text_list([str(day) for day in days], _("and"))
    said = [ngettext("day %(days)s", "days %(days)s", len(days)) % {"days": listed}]
    last = [_nth(number) % {"day": _("day")} for number in numbers if number < 0]
    return rule_days.listed((said if days else []) + last)


def _months(rule: Rule, after_days: bool) -> str:
    if "BYMONTH" not in rule.numbers:
        return ""
    names = rule_days.listed(str(MONTHS[month]) for month in rule.numbers["BYMONTH"])
    if after_days and rule.freq in ("MONTHLY", "YEARLY"):
        return _(" of %(months)s") % {"months": names}
    return _(" in %(months)s") % {"months": names}


def _hours(rule: Rule) -> str:
    """Say the times of a day, where a rule has its own."""
    hours, minutes = (rule.numbers.get(name) for name in ("BYHOUR", "BYMINUTE"))
    if rule.numbers.get("BYSECOND", (0,)) != (0,):
        raise _NoWords
    if not hours and not minutes:
        return ""
    if not hours or not minutes or len(hours) * len(minutes) > _MOST_NAMED:
        raise _NoWords
    times = sorted(time(hour, minute) for hour in hours for minute in minutes)
    return _(" at %(times)s") % {
        "times": rule_days.listed(f"{one:%H:%M}" for one in times)
    }


def _weeks(rule: Rule) -> str:
    """Say when weeks begin, where that decides which week a day is in."""
    decides = rule.freq == "WEEKLY" and rule.interval > 1 and len(rule.by_day) > 1
    if not decides or rule.week_start == "MO":
        return ""
    return _(", in weeks that begin on %(day)s") % {
        "day": rule_days.day(rule.week_start)
    }


# --- until when, and what else ---


def _end(rule: Rule, zone: ZoneInfo, start: datetime | None) -> Iterable[str]:
    if rule.count:
        times = ngettext(", %(n)d time", ", %(n)d times", rule.count)
        yield times % {"n": rule.count}
    if rule.until:
        last = _last_day(rule, rule.until, zone, start)
        yield _(", until %(day)s") % {"day": _date(last)}


def _last_day(
    rule: Rule, until: Moment, zone: ZoneInfo, start: datetime | None
) -> date:
    """Return the last day with a date: many ends are a midnight, which is too early."""
    ends, day = until.instant(zone), until.day(zone)
    if not ends or not start or {rule.freq, *rule.numbers} & _TIMES:
        return day
    return day - timedelta(days=ends.time() < clock.local(start, zone).time())


def _but(rule: Rule, zone: ZoneInfo) -> Iterable[str]:
    """Say which dates are left out, and which come besides."""
    if rule.start:
        yield _(", from %(day)s") % {"day": _date(rule.start.day(zone))}
    if out := rule.left_out:
        if len(out) <= _MOST_NAMED:
            yield _(", except %(days)s") % {"days": _dates(out, zone)}
        else:
            yield _(", except %(n)d dates") % {"n": len(out)}
    if added := rule.added:
        if len(added) <= _MOST_NAMED:
            yield _(", and %(days)s") % {"days": _dates(added, zone)}
        elif any(one.lasts for one in added):
            raise _NoWords
        else:
            yield _(", and %(n)d other dates") % {"n": len(added)}


def _dates(moments: Iterable[Moment], zone: ZoneInfo) -> str:
    return rule_days.listed(write_day(one.day(zone)) + _lasting(one) for one in moments)


def _lasting(moment: Moment) -> str:
    """Say how long one date is, which may not be as long as all the others."""
    if moment.lasts is None:
        return ""
    minutes, rest = divmod(moment.lasts, timedelta(minutes=1))
    if rest:
        raise _NoWords
    return f" ({write_length(minutes)})"


def _date(day: date) -> str:
    """Tuesday 1 June 2027, always with its year."""
    return write_long_day(day, today=date.min)
