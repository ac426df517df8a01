"""Whether a time lies within the opening hours of a calendar."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from appointments.leadway.calendars import Calendar, Opening
from appointments.times import clock

DAY_MIN = 24 * 60


def is_outside(
    calendar: Calendar | None, start: datetime, end: datetime, zone: ZoneInfo
) -> bool:
    """Whether any of it is outside, as far as the calendar tells its hours at all."""
    if calendar is None or not calendar.openings:
        return False
    first, last = clock.local(start, zone), clock.local(end, zone)
    days = (last.date() - first.date()).days
    begins, ends = _minute(first), _minute(last) + days * DAY_MIN
    weekday = first.isoweekday() % 7
    spans = sorted(_spans(calendar.openings, weekday))
    for opens, closes in spans:
        # What one opening leaves may be of the next, which begins where it ends.
        if opens <= begins < closes:
            begins = closes
    return begins < ends


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _spans(openings: tuple[Opening, ...], weekday: int) -> Iterator[tuple[int, int]]:
    """Yield the openings of a day and of those beside it, in minutes of that day."""
    for one in openings:
        length = (one.end - one.start) % DAY_MIN or DAY_MIN
        for day in (-1, 0, 1):
            if (weekday + day) % 7 == one.weekday:
                opens = one.start + day * DAY_MIN
                yield opens, opens + length
