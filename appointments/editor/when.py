"""From what was typed under "When" to two instants, or a message at the right field."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.editor.typed import Typed
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, writing

# What a script notes beside the controls: by how many minutes it has moved the end.
FOLLOWS = "end_follows"
FIELDS = ("date", "start", "end", "end_next_day", "length", "start_offset", FOLLOWS)
STARTS = {"date", "start", "start_offset"}
READ = ("date", "start", "end")
ERRORS_AT = ("date", "start", "end", "length")


@dataclass(frozen=True, slots=True)
class Span:
    start: datetime
    end: datetime


def as_initial(record: AppointmentRecord, zone: ZoneInfo) -> dict[str, str | bool]:
    """Return what the controls show for a record; empty where it is not known."""
    start, end = record.start_time, record.end_time
    shown: dict[str, str | bool] = dict.fromkeys(FIELDS, "")
    shown["end_next_day"] = False
    if start:
        first = clock.local(start, zone)
        shown |= {"date": writing.write_day(first.date()), "start": f"{first:%H:%M}"}
        if clock.is_twice(start, zone):
            shown["start_offset"] = str(clock.offset_minutes(first))
    if start and end:
        last = clock.local(end, zone)
        shown["end"] = f"{last:%H:%M}"
        shown["end_next_day"] = last.date() > clock.local(start, zone).date()
        shown["length"] = str(length_of(record, zone) or "")
    return shown


def length_of(record: AppointmentRecord, zone: ZoneInfo) -> int | None:
    """Return how many minutes it takes, in days of 24 hours from a day on."""
    if not record.start_time or not record.end_time:
        return None
    length = clock.length(record.start_time, record.end_time, zone)
    # What ends before it starts has none: the record is odd, and stays so.
    return max(round(length / timedelta(minutes=1)), 0) or None


def first_of(touched: Set[str]) -> str:
    """Return the first of these controls that has a place for an error."""
    return next((one for one in ERRORS_AT if one in touched), "start")


def faults(typed: Typed) -> list[Trouble]:
    """Return what cannot be read at all, each at its own control."""
    readers: dict[str, Callable[[], object]] = {
        "date": typed.day,
        "start": lambda: typed.hour("start"),
    }
    if not typed.carried():
        readers["end"] = lambda: typed.hour("end")
    found = []
    for field in typed.touched & readers.keys():
        try:
            readers[field]()
        except Trouble as trouble:
            found.append(trouble)
    return found


def read(typed: Typed) -> Span:
    """Read the span. The length is kept when only the start moves. Raises Trouble."""
    start = _start(typed)
    end = _end(typed, start)
    if end <= start:
        raise Trouble(
            "end",
            _("This ends before it starts. If it ends the day after, tick “+1 day”."),
        )
    return Span(start, end)


def twins(typed: Typed) -> tuple[datetime, ...] | None:
    """Return both instants of a start that the clock shows twice, else nothing.

    Also when one of them is chosen already, and whatever else is wrong: a choice stays
    until another time is typed. None while that is not to be read yet.
    """
    try:
        clock.resolve(typed.day(), typed.at(), typed.zone)
    except clock.Overlap as overlap:
        return (overlap.first, overlap.second)
    except clock.Gap:
        return ()
    except Trouble:
        return None
    return ()


def twins_of(record: AppointmentRecord, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the same for the start that a record has."""
    start = record.start_time
    if not start or not clock.is_twice(start, zone):
        return ()
    wall = clock.wall(start, zone)
    try:
        clock.resolve(wall.date(), wall.time(), zone)
    except clock.Overlap as overlap:
        return (overlap.first, overlap.second)
    return ()


def _start(typed: Typed) -> datetime:
    if typed.record.start_time and not typed.touched & STARTS:
        return typed.record.start_time
    return typed.start()


def _end(typed: Typed, start: datetime) -> datetime:
    """Return where it ends: as typed, or as long after the start as it is to take."""
    record, zone, carried = typed.record, typed.zone, typed.carried()
    if carried and carried != _own_length(record, zone):
        return clock.end_of(start, carried, zone)
    typed_end = typed.touched & {"end", "end_next_day"} and not carried
    if typed_end or not record.end_time:
        day = clock.local(start, zone).date() + timedelta(days=_days_later(typed))
        return typed.end_on(day, start)
    if "length" in typed.touched and not carried:
        return clock.end_of(start, typed.length(), zone)
    if not record.start_time:
        return record.end_time
    if start == record.start_time:
        return record.end_time
    length = clock.length(record.start_time, record.end_time, zone)
    return clock.end_of(start, length, zone)


def _own_length(record: AppointmentRecord, zone: ZoneInfo) -> timedelta | None:
    minutes = length_of(record, zone)
    return None if minutes is None else timedelta(minutes=minutes)


def _days_later(typed: Typed) -> int:
    """Return on which day after the start it ends.

    "+1 day" stands for the record's own number of days until somebody touches it, or
    the length: another end's time alone never takes a day off.
    """
    record = typed.record
    if not typed.values.get("end_next_day"):
        return 0
    known = record.start_time and record.end_time
    if not known or typed.touched & {"end_next_day", "length"}:
        return 1
    first, last = (
        clock.local(at, typed.zone).date()
        for at in (record.start_time, record.end_time)
        if at is not None
    )
    return (last - first).days
