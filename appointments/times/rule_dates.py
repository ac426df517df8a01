"""The dates in repeat rules: of EXDATE, RDATE and DTSTART, and the end of a rule.

Source: RFC 5545, sections 3.3.4 and 3.3.5.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from appointments.times import clock, zones

_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
_DURATION = re.compile(
    r"\+?P(?:(?P<weeks>[0-9]{1,4})W)?(?:(?P<days>[0-9]{1,4})D)?"
    r"(?:T(?:(?P<hours>[0-9]{1,4})H)?(?:(?P<minutes>[0-9]{1,4})M)?"
    r"(?:(?P<seconds>[0-9]{1,4})S)?)?"
)
# Beyond them no zone can tell the time, and nothing is told of them: no end is near.
_FIRST_DAY, _LAST_DAY = date(2, 1, 1), date(9998, 12, 31)


@dataclass(eq=False)
class Fault(Exception):
    """What cannot be a rule: a code, and the part that it is about as it was written.

    The codes: empty, line, foreign, part, repeated, value, freq, no_freq, interval,
    count, until, count_and_until, byday, number, together, setpos, moment.
    """

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a rule: of a `zone` of its own or the series', or a whole day.

    `lasts` is how long it is where that is told besides: RDATE may have periods.
    """

    at: datetime | date
    zone: ZoneInfo | None = None
    lasts: timedelta | None = None

    def instant(self, zone: ZoneInfo) -> datetime | None:
        """Return when that is, or None for a whole day."""
        if not isinstance(self.at, datetime):
            return None
        own = self.at.replace(tzinfo=self.zone or zone)
        return clock.local(own.astimezone(UTC), zone)

    def day(self, zone: ZoneInfo) -> date:
        instant = self.instant(zone)
        return instant.date() if instant else self.at


def read(zone_name: str, values: str, unread: list[str]) -> Iterator[Moment]:
    """Yield the dates of a line. A zone that nobody knows is put among the `unread`."""
    zone = zones.zone_named(zone_name)
    if zone_name and zone is None:
        unread.append(zone_name)
    for text in filter(None, values.split(",")):
        begins, slash, ends = text.partition("/")
        start = moment(begins, zone)
        yield replace(start, lasts=_length(start, ends, text)) if slash else start


def _length(start: Moment, ends: str, text: str) -> timedelta:
    """Return how long a period is, from its end or its duration (RFC 5545, 3.3.9)."""
    lasts = timedelta()
    if found := _DURATION.fullmatch(ends):
        told = {unit: int(digits) for unit, digits in found.groupdict("0").items()}
        lasts = timedelta(**told)
    elif ends:
        first, last = (
            one.instant(clock.UTC_ZONE) for one in (start, moment(ends, start.zone))
        )
        lasts = last - first if first and last else timedelta()
    if lasts <= timedelta():
        raise Fault("moment", text)
    return lasts


def moment(text: str, zone: ZoneInfo | None) -> Moment:
    """Read 20261208, 20261208T100000, …Z, and the same with dashes and colons."""
    found = _MOMENT.fullmatch(re.sub(r"[-:]|\.0+", "", text))
    try:
        if not found:
            raise ValueError(text)
        day = min(max(date.fromisoformat(found[1]), _FIRST_DAY), _LAST_DAY)
        if found[2] is None:
            return Moment(day)
        at = time.fromisoformat(found[2])
    except ValueError:
        raise Fault("moment", text) from None
    return Moment(datetime.combine(day, at), clock.UTC_ZONE if found[3] else zone)
