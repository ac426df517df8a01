"""A series: when it falls, and what our copy knows of each of its appointments.

Leadway has the whole of it under one id, the master's, and each occurrence under an id
made of that, its start and its length (docs/leadway-api.md). An occurrence that nobody
ever read is as the rule has it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import connection, models

from appointments.index.tables import Appointment
from appointments.leadway import ids, statuses
from appointments.leadway.records import AppointmentRecord
from appointments.times import repeat, rules
from appointments.times.rule_dates import Fault

MOST_DATES = 400
MOST_ROWS = 2 * MOST_DATES
# Of a series without end: what was lately, and what comes.
LATELY = timedelta(days=60)
MOST_OF_ENDLESS = 30


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One appointment of a series: when the rule has it, and where it is.

    `event_id` is what it goes by now; `own_id` the one made of its date.
    """

    own_id: str
    event_id: str
    start: datetime
    now: datetime
    status: str = ""
    gone: bool = False
    record: AppointmentRecord | None = None
    seen_at: datetime | None = None

    @property
    def moved(self) -> bool:
        return self.now != self.start

    @property
    def takes_place(self) -> bool:
        return not self.gone and self.status not in statuses.FREES


@dataclass(frozen=True, slots=True)
class Series:
    """The appointments of a series in the order of its rule.

    `whole` says that they are all: a series without end, or a very long one, is told
    in part.
    """

    master: AppointmentRecord
    occurrences: list[Occurrence]
    whole: bool

    def number_of(self, event_id: str) -> int | None:
        """Return the how-manieth an occurrence is, by any id it ever had, from 1."""
        for number, one in enumerate(self.occurrences, start=1):
            if event_id in (one.own_id, one.event_id):
                return number if self.whole else None
        return None

    def after(self, moment: datetime) -> list[Occurrence]:
        """Return those that take place after a moment, by where they are now."""
        to_come = [one for one in self.occurrences if one.takes_place]
        return sorted(
            (one for one in to_come if one.now > moment), key=lambda one: one.now
        )


def series(
    master: AppointmentRecord, zone: ZoneInfo, *, now: datetime
) -> Series | None:
    """Return the series of a master's record, or None when its dates are not told.

    Two statements at most, however many there are.
    """
    if not master.rrule or not master.start_time:
        return None
    try:
        rule = rules.read(master.rrule)
    except Fault:
        return None
    dates = repeat.dates(rule, start=master.start_time, zone=zone)
    if rule.count or rule.until:
        found = list(islice(dates, MOST_DATES + 1))
    else:
        lately = (one for one in dates if one > now - LATELY)
        found = list(islice(lately, MOST_OF_ENDLESS))
    whole = bool(rule.count or rule.until) and len(found) <= MOST_DATES
    known = list(_known(master, found[:MOST_DATES]))
    return Series(master, known, whole) if known else None


def _known(master: AppointmentRecord, dates: list[datetime]) -> Iterator[Occurrence]:
    rows = {row.event_id: row for row in _rows(master.id)}
    found = {date: rows.pop(occurrence_id(master, date), None) for date in dates}
    along: set[datetime] = set()
    for row in rows.values():
        # What one has of its own it keeps when the series moves, and its id with that.
        date = _nearest(row, [one for one, known in found.items() if known is None])
        if date and not row.gone and row.missing_since is None:
            found[date] = row
            along |= {date} if _came_along(row) else set()
    moved = Appointment.objects.in_bulk(
        [row.moved_to for row in found.values() if row and row.moved_to]
    )
    for date, known in found.items():
        if known and known.moved_to:
            known = moved.get(known.moved_to, known)
        one = _occurrence(occurrence_id(master, date), date, known)
        yield replace(one, event_id=one.own_id, now=date) if date in along else one


def _rows(master_id: str) -> models.QuerySet[Appointment]:
    """Return what our copy has of a series, by the beginning of their ids.

    As ranges of the key: SQLite has no index for LIKE, and elsewhere the order of
    letters may not be that of their codes. Each with when the series was saved here
    last, as `series_saved_at`.
    """
    beginning = f"{master_id}_"
    if connection.vendor == "sqlite":
        after = f"{master_id}{chr(ord('_') + 1)}"
        rows = Appointment.objects.filter(event_id__gte=beginning, event_id__lt=after)
    else:
        rows = Appointment.objects.filter(event_id__startswith=beginning)
    saved = Appointment.objects.filter(event_id=master_id).values("edited_at")
    rows = rows.annotate(series_saved_at=models.Subquery(saved))
    return rows.order_by("event_id")[:MOST_ROWS]


def _came_along(row: Appointment) -> bool:
    """Whether one of an earlier date has moved with its series since it was read.

    It was where its id has it, and then the series was saved here.
    """
    named, saved_at = ids.series_of(row.event_id), vars(row)["series_saved_at"]
    if not named or not saved_at or not row.seen_at:
        return False
    return bool(row.start_time == named.start and row.seen_at < saved_at)


def _nearest(row: Appointment, dates: list[datetime]) -> datetime | None:
    """Return the date that an id of before the series moved is nearest to."""
    named = ids.series_of(row.event_id)
    if not named or not dates:
        return None
    return min(dates, key=lambda one: abs(one - named.start))


def _occurrence(own_id: str, date: datetime, row: Appointment | None) -> Occurrence:
    if row is None or row.record is None:
        return Occurrence(own_id, own_id, date, date)
    return Occurrence(
        own_id=own_id,
        event_id=row.event_id,
        start=date,
        now=row.start_time or date,
        status=row.appointment_status,
        gone=row.gone or row.missing_since is not None,
        record=row.record,
        seen_at=row.seen_at,
    )


def occurrence_id(master: AppointmentRecord, date: datetime) -> str:
    """Return the id that Leadway makes of a date of a series."""
    millis = int(date.astimezone(UTC).timestamp() * 1000)
    return f"{master.id}_{millis}_{_seconds(master)}"


def _seconds(master: AppointmentRecord) -> int:
    if not master.start_time or not master.end_time:
        return 0
    return int((master.end_time - master.start_time).total_seconds())


def master_of(record: AppointmentRecord) -> str:
    """Return the id of the series that an occurrence is of, or "" for any other."""
    occurrence = ids.series_of(record.id)
    master = record.master_event_id or (occurrence.master if occurrence else "")
    return master if ids.is_event_id(master) and master != record.id else ""
