"""From what was typed under "When" to two instants, or a message at the right field."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, reading, writing

FIELDS = ("date", "start", "end", "end_next_day", "length", "start_offset")
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
    if start and end:
        last = clock.local(end, zone)
        shown["end"] = f"{last:%H:%M}"
        shown["end_next_day"] = last.date() > clock.local(start, zone).date()
        shown["length"] = str(clock.minutes_between(start, end))
    return shown


def is_same(name: str, typed: str, shown: str, today: date) -> bool:
    """Whether a date or a time is another way of writing what is shown."""
    try:
        return _read(name, typed, today) == _read(name, shown, today)
    except ValueError:
        return False


def _read(name: str, text: str, today: date) -> date | time:
    if name == "date":
        return reading.read_day(text, today=today)
    return reading.read_time(text)


def first_of(touched: Set[str]) -> str:
    """Return the first of these controls that has a place for an error."""
    return next((one for one in ERRORS_AT if one in touched), "start")


def faults(
    typed: Mapping[str, object], touched: Set[str], today: date
) -> list[Trouble]:
    """Return what cannot be read at all, each at its own control."""
    readers: dict[str, Callable[[], object]] = {
        "date": lambda: _day(typed, today),
        "start": lambda: _time(typed, "start"),
        "end": lambda: _time(typed, "end"),
    }
    found = []
    for field in touched & readers.keys():
        try:
            readers[field]()
        except Trouble as trouble:
            found.append(trouble)
    return found


def read(
    typed: Mapping[str, object],
    *,
    touched: Set[str],
    record: AppointmentRecord,
    zone: ZoneInfo,
    today: date,
) -> Span:
    """Read the span. The length is kept when only the start moves. Raises Trouble."""
    start = _start(typed, touched, record, zone, today)
    end = _end(typed, touched, record, zone, start)
    if end <= start:
        raise Trouble(
            "end",
            _("This ends before it starts. If it ends the day after, tick “+1 day”."),
        )
    return Span(start, end)


def twins(
    typed: Mapping[str, object], touched: Set[str], zone: ZoneInfo, today: date
) -> tuple[datetime, ...] | None:
    """Return both instants of a start that the clock shows twice, else nothing.

    Also when one of them is chosen already, and whatever else is wrong: a choice stays
    until another time is typed. None while that is not to be read yet.
    """
    if not touched & STARTS:
        return ()
    try:
        clock.resolve(_day(typed, today), _time(typed, "start"), zone)
    except clock.Overlap as overlap:
        return (overlap.first, overlap.second)
    except clock.Gap:
        return ()
    except Trouble:
        return None
    return ()


def _start(
    typed: Mapping[str, object],
    touched: Set[str],
    record: AppointmentRecord,
    zone: ZoneInfo,
    today: date,
) -> datetime:
    if record.start_time and not touched & STARTS:
        return record.start_time
    day = _day(typed, today)
    at = _time(typed, "start")
    return _instant("start", day, at, zone, offset=_offset(typed))


def _end(
    typed: Mapping[str, object],
    touched: Set[str],
    record: AppointmentRecord,
    zone: ZoneInfo,
    start: datetime,
) -> datetime:
    if touched & {"end", "end_next_day"} or not record.end_time:
        days = _days_later(typed, touched, record, zone)
        day = clock.local(start, zone).date() + timedelta(days=days)
        return _typed_end(typed, day, zone, start)
    if "length" in touched:
        return clock.local(start + _length(typed), zone)
    if not record.start_time:
        return record.end_time
    return clock.local(start + (record.end_time - record.start_time), zone)


def _days_later(
    typed: Mapping[str, object],
    touched: Set[str],
    record: AppointmentRecord,
    zone: ZoneInfo,
) -> int:
    """Return on which day after the start it ends.

    "+1 day" stands for the record's own number of days until somebody touches it, or
    the length: another end's time alone never takes a day off.
    """
    if not typed.get("end_next_day"):
        return 0
    known = record.start_time and record.end_time
    if not known or touched & {"end_next_day", "length"}:
        return 1
    first, last = (
        clock.local(at, zone).date()
        for at in (record.start_time, record.end_time)
        if at is not None
    )
    return (last - first).days


def _typed_end(
    typed: Mapping[str, object], day: date, zone: ZoneInfo, start: datetime
) -> datetime:
    """Read the end; in an hour that happens twice, the first one after the start."""
    try:
        return clock.resolve(day, _time(typed, "end"), zone)
    except clock.Overlap as overlap:
        return overlap.first if overlap.first > start else overlap.second
    except clock.Gap as gap:
        raise _no_such_time("end", gap) from gap


def _day(typed: Mapping[str, object], today: date) -> date:
    text = str(typed.get("date") or "")
    if not text:
        raise Trouble("date", _("Write the date, for example 24/11 or tomorrow."))
    try:
        return reading.read_day(text, today=today)
    except ValueError as error:
        raise Trouble(
            "date",
            _("“%(text)s” is not a date. Write 24/11, 24 Nov 2026 or tomorrow.")
            % {"text": text[:40]},
        ) from error


def _time(typed: Mapping[str, object], field: str) -> time:
    text = str(typed.get(field) or "")
    try:
        return reading.read_time(text)
    except ValueError as error:
        message = _("“%(text)s” is not a time. Write 9:30 or 930, up to 23:59.")
        raise Trouble(field, message % {"text": text[:40]}) from error


def _length(typed: Mapping[str, object]) -> timedelta:
    text = str(typed.get("length") or "")
    sound = text.isdecimal() and len(text) <= 5
    if not sound or not 0 < int(text) <= 7 * 24 * 60:
        raise Trouble("length", _("Choose how long it takes."))
    return timedelta(minutes=int(text))


def _offset(typed: Mapping[str, object]) -> timedelta | None:
    """Read the offset that was chosen for an hour that happens twice, in minutes."""
    text = str(typed.get("start_offset") or "")
    digits = text.removeprefix("-")
    if not digits.isdecimal() or len(digits) > 4:
        return None
    return timedelta(minutes=int(text))


def _instant(
    field: str, day: date, at: time, zone: ZoneInfo, *, offset: timedelta | None
) -> datetime:
    try:
        return clock.resolve(day, at, zone, offset=offset)
    except clock.Gap as gap:
        raise _no_such_time(field, gap) from gap
    except clock.Overlap as overlap:
        message = _(
            "The clock goes back that night, so %(time)s happens twice. Choose which."
        )
        raise Trouble(field, message % {"time": f"{at:%H:%M}"}) from overlap


def _no_such_time(field: str, gap: clock.Gap) -> Trouble:
    message = _(
        "%(time)s does not exist on %(day)s: the clock goes forward that night."
        " %(next)s would be the same moment."
    )
    return Trouble(
        field,
        message
        % {
            "time": f"{gap.asked:%H:%M}",
            "day": writing.write_whole_day(gap.asked.date()),
            "next": f"{gap.suggestion:%H:%M}",
        },
    )
