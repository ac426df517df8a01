"""Two series: one weekly with a day left out, one twice a week with changes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sandbox.diary import instance
from sandbox.recurrence import occurrences
from sandbox.seed.booked import Visit
from sandbox.seed.staff import LUCIA, MARTA
from sandbox.store import Event
from sandbox.times import HOUR_MS, to_ms

FRIDAY = 4
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def planned(now: datetime) -> dict[str, Event]:
    """The masters, by name. Both fall on working days: on today, if it is one."""
    day = now.date()
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return {"weekly": _weekly(now, day), "twice_a_week": _twice_a_week(now, day)}


def own(now: datetime) -> list[Event]:
    """What is special about single occurrences: the outcomes, one move, one no."""
    found = []
    for master in planned(now).values():
        starts = _starts(master, now)
        past = [ms for ms in starts if ms + HOUR_MS <= to_ms(now)]
        found += [_special(master, ms, appointmentStatus="showed") for ms in past]
    later = [ms for ms in _starts(master, now) if ms > to_ms(now) + 36 * HOUR_MS]
    length = master.end_ms - master.start_ms
    moved, cancelled = later[0], later[1]
    times = {"startTime": moved + HOUR_MS, "endTime": moved + HOUR_MS + length}
    found.append(_special(master, moved, **times))
    found.append(_special(master, cancelled, appointmentStatus="cancelled"))
    return found


def _weekly(now: datetime, day: date) -> Event:
    first = day - timedelta(weeks=3)
    visit = Visit(
        MARTA, first, time(12), 45, "Elena Márquez Soto", "Rehabilitación de hombro"
    )
    left_out = datetime.combine(day + timedelta(weeks=1), time(12), now.tzinfo)
    excluded = left_out.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    rule = f"RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=10\nEXDATE:{excluded}"
    return visit.event(now, rrule=rule, appointmentStatus="confirmed")


def _twice_a_week(now: datetime, day: date) -> Event:
    first = day - timedelta(weeks=2)
    visit = Visit(LUCIA, first, time(9), 50, "Inés Carrasco", "Terapia individual")
    weekday = day.weekday()
    other = weekday + 2 if weekday + 2 <= FRIDAY else weekday - 2
    days = f"{DAYS[weekday]},{DAYS[other]}"
    until = (day + timedelta(weeks=5)).strftime("%Y%m%dT220000Z")
    rule = f"RRULE:FREQ=WEEKLY;BYDAY={days};UNTIL={until}"
    return visit.event(now, rrule=rule, appointmentStatus="confirmed")


def _starts(master: Event, now: datetime) -> tuple[int, ...]:
    zone: Any = now.tzinfo
    return occurrences(master.fields["rrule"], master.start_ms, zone)


def _special(master: Event, start_ms: int, **fields: Any) -> Event:
    event = instance(master, start_ms)
    event.fields = {**fields, "dateUpdated": master.fields["dateUpdated"]}
    return event
