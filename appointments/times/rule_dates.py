"""The dates in repeat rules: of EXDATE, RDATE and DTSTART, and the end of a rule.

Source: RFC 5545, sections 3.3.4 and 3.3.5.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from appointments.times import clock, zones

_MOMENT = re.compile(r"([0-9]{8})(?:T([0-9]{6})(Z?))?")
# Beyond them no zone can tell the time, and nothing is told of them: no end is near.
_FIRST_DAY, _LAST_DAY = date(2, 1, 1), date(9998, 12, 31)


@dataclass(eq=False)
class Fault(Exception):
    """What cannot be a rule: a code, and the part that it is about as it was written.

    The codes: empty, line, part, repeated, value, freq, interval, count, until,
    count_and_until, byday, number, together, setpos, moment, zone.
    """

    code: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in a rule: of a `zone` of its own or the series', or a whole day."""

    at: datetime | date
    zone: ZoneInfo | None = None

    def instant(self, zone: ZoneInfo) -> datetime | None:
        """Return when that is, or None for a whole day."""
        if not isinstance(self.at, datetime):
            return None
        own = self.at.replace(tzinfo=self.zone or zone)
        return clock.local(own.astimezone(UTC), zone)

    def day(self, zone: ZoneInfo) -> date:
        instant = self.instant(zone)
        return instant.date() if instant else self.at


def read(parameters: str, values: str) -> Iterator[Moment]:
    named = dict(one.partition("=")[::2] for one in parameters.split(";"))
    zone = None
    if name := named.get("TZID", "").strip('"'):
        zone = zones.zone_named(name.removeprefix("/"))
        if zone is None:
            raise Fault("zone", name)
    for text in filter(None, values.split(",")):
        # Of a period only its beginning is a date of the series.
        yield moment(text.partition("/")[0], zone)


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
