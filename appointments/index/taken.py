"""What somebody has on a day, as far as the index knows; Leadway is not asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from appointments.index import blocked, coverage, directory
from appointments.index.tables import LONGEST, Appointment
from appointments.leadway import ids
from appointments.leadway.statuses import FREES
from appointments.times import clock


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that is being considered; its ends are None while they cannot be read."""

    event_id: str
    user_id: str
    calendar_id: str
    day: date
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """One appointment that the assignee really has; `who` is its contact, or "".

    Or a time at which they are `blocked`: then `who` is what that is called.
    """

    start: datetime
    end: datetime
    who: str
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What the index knows of an assignee's day.

    `seen_at` is None when the day, or another one that the time reaches into, was never
    listed; `missing` names the calendars that could not be read when it was.
    """

    taken: tuple[Taken, ...]
    seen_at: datetime | None
    missing: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return self.seen_at is not None and not self.missing

    def clashes(self, start: datetime, end: datetime) -> list[Taken]:
        """Return what overlaps; half-open, so one may begin where another ends."""
        return [one for one in self.taken if one.start < end and one.end > start]


def day_of(wanted: Wanted, zone: ZoneInfo) -> Day:
    """Return what the assignee has on the day, and during the time, if it is longer."""
    start, end = clock.day_bounds(wanted.day, zone)
    if wanted.start and wanted.end:
        start = min(start, wanted.start)
        end = min(max(end, wanted.end), start + LONGEST)
    days = _days(start, end, zone)
    names = directory.current()
    seen = coverage.seen([clock.day_bounds(day, zone) for day in days], names.calendars)
    return Day(
        taken=_all(wanted, start, end) if wanted.user_id else (),
        seen_at=seen.at,
        missing=tuple(sorted(map(names.calendar_name, seen.missing))),
    )


def on_each(
    user_id: str, spans: Sequence[tuple[datetime, datetime]], *, but: str
) -> list[list[Taken] | None]:
    """Return what somebody has in each of these spans; None where it is not known.

    In three statements, however many they are. `but` is left out, as in `taking`.
    """
    names = directory.current()
    known = coverage.known(spans, names.calendars)
    either = reduce(or_, (_taking(user_id, *span, but) for span in spans))
    start, end = min(s for s, _e in spans), max(e for _s, e in spans)
    rows = Appointment.objects.filter(either).select_related("contact")
    every = Day(_in_order(rows, _blocked(user_id, start, end)), seen_at=None)
    return [
        every.clashes(*span) or ([] if is_known else None)
        for span, is_known in zip(spans, known, strict=True)
    ]


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> list[date]:
    first = clock.local(start, zone).date()
    last = clock.local(end - timedelta(microseconds=1), zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _all(wanted: Wanted, start: datetime, end: datetime) -> tuple[Taken, ...]:
    rows = taking(wanted.user_id, start, end, but=wanted.event_id)
    return _in_order(rows, _blocked(wanted.user_id, start, end))


def _in_order(
    rows: Iterable[Appointment], blocks: Iterable[Taken]
) -> tuple[Taken, ...]:
    both = (*_told(rows), *blocks)
    return tuple(sorted(both, key=lambda one: (one.start, one.end)))


def _told(rows: Iterable[Appointment]) -> Iterator[Taken]:
    for row in rows:
        if row.start_time and row.end_time:
            yield Taken(row.start_time, row.end_time, row.with_whom or row.shown_title)


def _blocked(user_id: str, start: datetime, end: datetime) -> list[Taken]:
    names = directory.current()
    away = blocked.by_person(blocked.between(start, end), names)
    return [
        Taken(one.start, one.end, blocked.called(one, names), blocked=True)
        for one in away.get(user_id, ())
    ]


def taking(
    user_id: str, start: datetime, end: datetime, *, but: str
) -> QuerySet[Appointment]:
    """Return what an assignee really has in a span, half-open on both sides.

    `but` is the appointment that is being changed, with all that it stands for.
    """
    rows = Appointment.objects.filter(_taking(user_id, start, end, but))
    return rows.order_by("start_time", "event_id").select_related("contact")


def beside(
    event_id: str, user_id: str, start: datetime, end: datetime
) -> tuple[Appointment | None, list[Appointment]]:
    """Return our copy of an appointment, and what else its assignee has in a span.

    In one statement, because every save asks for both.
    """
    either = Q(event_id=event_id) | _taking(user_id, start, end, event_id)
    rows = Appointment.objects.filter(either).order_by("start_time", "event_id")
    found = list(rows.select_related("contact"))
    copy = next((row for row in found if row.event_id == event_id), None)
    return copy, [row for row in found if row is not copy]


def _taking(user_id: str, start: datetime, end: datetime, but: str) -> Q:
    theirs = Q(assigned_user_id=user_id)
    really = ~Q(appointment_status__in=FREES)
    return Appointment.touching(start, end) & theirs & really & ~_itself(but)


def _itself(event_id: str) -> Q:
    """Match the appointment, and the series or the occurrences that it stands for."""
    occurrence = ids.series_of(event_id)
    series = [occurrence.master] if occurrence else []
    # An occurrence's id is its series' id, an underscore, and more.
    return Q(event_id__in=[event_id, *series]) | Q(event_id__startswith=f"{event_id}_")
