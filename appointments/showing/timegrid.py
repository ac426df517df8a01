"""A stretch of a day as classes of the five-minute grid: no style attribute is needed.

The strip shows the hours in which hardly anything is missing, 08 to 20.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from appointments.availability import Day, Taken, Wanted
from appointments.leadway.records import AppointmentRecord
from appointments.schedule import clock

FIRST_MINUTE, LAST_MINUTE = 8 * 60, 20 * 60
STEP = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the strip: what it is, and where, as classes of the grid."""

    kind: str
    place: str


def bars(
    wanted: Wanted, day: Day, record: AppointmentRecord, zone: ZoneInfo
) -> Iterable[Bar]:
    was, chosen = (record.start_time, record.end_time), (wanted.start, wanted.end)
    spans: list[tuple[str, datetime | None, datetime | None]] = [
        *(("busy", start, end) for start, end in merged(day.taken)),
        *([("was", *was)] if was != chosen else []),
        ("sel", *chosen),
    ]
    for kind, start, end in spans:
        place = _place(start, end, wanted.day, zone) if start and end else ""
        if place:
            yield Bar(kind, place)


def _place(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> str:
    """Return the grid's classes of a span, clipped to the strip, or "" when outside."""
    first = max(_minute(start, day, zone), FIRST_MINUTE) // STEP
    last = -(-min(_minute(end, day, zone), LAST_MINUTE) // STEP)
    return f"t{first} n{last - first}" if last > first else ""


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Return the minute by the wall clock, counted from midnight of the day."""
    at = clock.local(moment, zone)
    return (at.date() - day) // timedelta(minutes=1) + at.hour * 60 + at.minute


def outside(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> bool:
    first, last = (_minute(at, day, zone) for at in (start, end))
    return first < FIRST_MINUTE or last > LAST_MINUTE


def merged(taken: Iterable[Taken]) -> list[tuple[datetime, datetime]]:
    """Return the busy stretches, with those that touch or overlap made one."""
    found: list[tuple[datetime, datetime]] = []
    for one in sorted(taken, key=lambda one: one.start):
        if found and one.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], one.end))
        else:
            found.append((one.start, one.end))
    return found
