"""Writes times the way the glossary has it: "Tue 24 Nov 2026", "12:00 – 12:45".

The language is the active one; the zone is always an argument.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as django_format
from django.utils.translation import get_language, gettext

from appointments.times import clock, zones

_LONG = {False: "j F Y", True: "j \\d\\e F \\d\\e Y"}


def _spanish() -> bool:
    return (get_language() or "").startswith("es")


def _lower_in_spanish(text: str) -> str:
    return text.lower() if _spanish() else text


def write_day(day: date) -> str:
    """Tue 24 Nov 2026 / mar 24 nov 2026. `read_day` reads it back."""
    return _lower_in_spanish(django_format(day, "D j M Y").replace(".", ""))


def write_short_day(day: date) -> str:
    return _lower_in_spanish(django_format(day, "D j M").replace(".", ""))


def write_brief_day(day: date, *, today: date) -> str:
    """24 Nov / 24 nov, with the year if it is another."""
    pattern = "j M" if day.year == today.year else "j M Y"
    return _lower_in_spanish(django_format(day, pattern).replace(".", ""))


def write_next(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Tue 24 Nov, 12:00, with the year if it is another."""
    day, today = clock.local(moment, zone).date(), clock.local(now, zone).date()
    pattern = "D j M" if day.year == today.year else "D j M Y"
    written = _lower_in_spanish(django_format(day, pattern).replace(".", ""))
    return f"{written}, {write_hour(moment, zone)}"


def write_long_day(day: date, *, today: date) -> str:
    """Tuesday 24 November / martes 24 de noviembre, with the year if it is another."""
    spanish = _spanish()
    pattern = "l j \\d\\e F" if spanish else "l j F"
    if day.year != today.year:
        pattern += " \\d\\e Y" if spanish else " Y"
    return _lower_in_spanish(django_format(day, pattern))


def write_day_title(day: date, *, today: date) -> str:
    """Today, Tuesday 24 November: a day at the head of what happens on it."""
    written = write_long_day(day, today=today)
    near = {
        -1: gettext("Yesterday"),
        0: gettext("Today"),
        1: gettext("Tomorrow"),
    }.get((day - today).days)
    return f"{near}, {written}" if near else written[:1].upper() + written[1:]


def write_whole_day(day: date) -> str:
    """Tuesday 24 November 2026, with the year always: a sentence has no short words."""
    return write_long_day(day, today=date.min)


def write_days(first: date, last: date) -> str:
    """23 – 29 November 2026 / 23 – 29 de noviembre de 2026, in short across months."""
    if (first.year, first.month) == (last.year, last.month):
        return (
            f"{first.day} – {_lower_in_spanish(django_format(last, _LONG[_spanish()]))}"
        )
    return f"{write_short_date(first)} – {write_short_date(last)} {last.year}"


def write_short_date(day: date) -> str:
    """24 Nov / 24 nov."""
    return _lower_in_spanish(django_format(day, "j M").replace(".", ""))


def write_month(day: date) -> str:
    """November 2026 / noviembre de 2026."""
    pattern = "F \\d\\e Y" if _spanish() else "F Y"
    return _lower_in_spanish(django_format(day, pattern))


def write_weekday(day: date) -> str:
    """Monday / lunes."""
    return _lower_in_spanish(django_format(day, "l"))


def write_short_weekday(day: date) -> str:
    """Mon / lun."""
    return _lower_in_spanish(django_format(day, "D").replace(".", ""))


def write_hour(moment: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
    """12:00, and 02:30 (GMT+2) where the clock shows that twice."""
    shown = clock.local(moment, zone)
    written = f"{shown:%H:%M:%S}" if seconds else f"{shown:%H:%M}"
    if clock.is_twice(moment, zone):
        return f"{written} ({clock.offset_label(shown)})"
    return written


def write_time(moment: datetime, zone: ZoneInfo) -> str:
    utc = " UTC" if zone == clock.UTC_ZONE else ""
    return f"{write_hour(moment, zone)}{utc}"


def write_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """12:00 – 12:45, with "+1" when it ends on another day.

    Times in UTC say so everywhere: they may stand in for those of an unknown zone.
    """
    first, last = clock.local(start, zone), clock.local(end, zone)
    days = (last.date() - first.date()).days
    later = f" +{days}" if days > 0 else ""
    return f"{write_hour(start, zone)} – {write_time(end, zone)}{later}"


def write_part(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> str:
    """Write what of a span is on one day: "14:15–15:15", "until 10:00", "all day"."""
    begins, ends = clock.day_bounds(day, zone)
    first, last = write_hour(start, zone), write_hour(end, zone)
    match start > begins, end < ends:
        case True, True:
            return f"{first}–{last}"
        case True, False:
            return gettext("from %(time)s") % {"time": first}
        case False, True:
            return gettext("until %(time)s") % {"time": last}
    return gettext("all day")


def write_moment(moment: datetime, zone: ZoneInfo) -> str:
    day = clock.local(moment, zone).date()
    return f"{write_day(day)}, {write_time(moment, zone)}"


def write_stamp(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """12:00:05 today, and on another day that day with its minute."""
    day, today = clock.local(moment, zone).date(), clock.local(now, zone).date()
    if day == today:
        return write_hour(moment, zone, seconds=True)
    return f"{write_short_day(day)}, {write_hour(moment, zone)}"


def write_since(
    moment: datetime, *, now: datetime, zone: ZoneInfo, seconds: bool = False
) -> str:
    """12:00 today, to the second where `seconds`; on another day 24/11 12:00."""
    day, today = clock.local(moment, zone).date(), clock.local(now, zone).date()
    if day == today:
        return write_hour(moment, zone, seconds=seconds)
    return f"{day:%d/%m} {write_hour(moment, zone)}"


def write_ago(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Say when something happened: the time today, "yesterday 18:02", or the day."""
    day, today = clock.local(moment, zone).date(), clock.local(now, zone).date()
    at, days = write_hour(moment, zone), (today - day).days
    if days == 0:
        return at
    if days == 1:
        return gettext("yesterday %(time)s") % {"time": at}
    return f"{write_short_day(day)}, {at}"


def write_length(minutes: int) -> str:
    """45 min, 1 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    return f"{hours} h" + (f" {rest:02d}" if rest else "")


def write_zone(
    moment: datetime, zone: ZoneInfo, *, until: datetime | None = None
) -> str:
    """Madrid time (GMT+1), or GMT+1 alone where that is all that the zone is.

    Where it is another `until` then: Madrid time (GMT+1 → GMT+2).
    """
    if zone == clock.UTC_ZONE:
        return "UTC"
    told = [clock.local(at, zone) for at in (moment, until) if at]
    offset = " → ".join(dict.fromkeys(map(clock.offset_label, told)))
    if not zones.is_a_place(zone):
        return offset
    city = zone.key.rsplit("/", 1)[-1].replace("_", " ")
    return gettext("%(city)s time (%(offset)s)") % {"city": city, "offset": offset}
