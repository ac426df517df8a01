"""The use case: when could it be? What somebody has on a day, and when they are free.

What is taken comes from the index, so nobody waits for it. Free times come from
Leadway; they are asked for after the page is there, and kept for half a minute, because
every few letters that somebody types ask the same question again.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from appointments.connection import leadway
from appointments.index import budget, directory
from appointments.index.free_days import FreeDay, texts, times
from appointments.index.taken import Wanted
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError, Trouble
from appointments.times import clock
from people.patience import tried

logger = logging.getLogger(__name__)

# One call answers for the day and finds the next day that has a free time.
LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FreeTimes:
    """The free starts of a day, and of the next day that has any.

    `trouble` says why they are not known, in the form that advice reads. `asked_at` is
    when Leadway was asked.
    """

    day: date
    asked_at: datetime
    starts: tuple[datetime, ...] = ()
    next_day: date | None = None
    next_starts: tuple[datetime, ...] = ()
    trouble: Trouble | None = None


def kept_free_times(wanted: Wanted) -> FreeTimes | None:
    """Return the free times if anybody has just read them. Leadway is not asked."""
    row = _kept(wanted).first() if _has_sound_ids(wanted) else None
    if row is None:
        return None
    return FreeTimes(
        row.day,
        row.asked_at,
        starts=times(row.starts),
        next_day=row.next_day,
        next_starts=times(row.next_starts),
        trouble=row.trouble,
    )


def forget_free_times(wanted: Wanted, *, before: datetime) -> None:
    """Drop what was read before something is known to have happened."""
    _kept(wanted).filter(asked_at__lt=before).delete()


def _kept(wanted: Wanted) -> QuerySet[FreeDay]:
    return FreeDay.fresh().filter(
        calendar_id=wanted.calendar_id, user_id=wanted.user_id, day=wanted.day
    )


def _keep(wanted: Wanted, found: Iterable[FreeTimes]) -> None:
    FreeDay.remember(
        FreeDay(
            calendar_id=wanted.calendar_id,
            user_id=wanted.user_id,
            day=one.day,
            asked_at=one.asked_at,
            starts=texts(one.starts),
            next_day=one.next_day,
            next_starts=texts(one.next_starts),
            trouble=one.trouble,
        )
        for one in found
    )


def free_times(wanted: Wanted, zone: ZoneInfo, *, now: datetime) -> FreeTimes:
    """Return the free times, read from Leadway unless they are kept. Never raises.

    A failure is kept as well: a Leadway that is silent is not asked at every letter.
    """
    kept = kept_free_times(wanted)
    if kept:
        return kept
    reason = _cannot_ask(wanted)
    if not reason and not budget.spare():
        return FreeTimes(wanted.day, now, trouble=Trouble("busy"))
    if reason:
        return FreeTimes(wanted.day, now, trouble=Trouble("refused", reason=reason))
    found = _read(wanted, zone, now)
    tried(_keep, wanted, found)
    return found[0]


def _has_sound_ids(wanted: Wanted) -> bool:
    """Whether these could be ids at all; the assignee may be left open."""
    told = filter(None, [wanted.user_id])
    return ids.is_event_id(wanted.calendar_id) and all(map(ids.is_event_id, told))


def _cannot_ask(wanted: Wanted) -> str:
    """Return why Leadway would refuse the question, or "" when it would not."""
    if not ids.is_event_id(wanted.calendar_id):
        return "calendar"
    names = directory.current()
    if wanted.calendar_id in names.past:
        return "calendar_gone"
    team = names.team(wanted.calendar_id)
    stranger = wanted.user_id and team and wanted.user_id not in team
    return "team" if stranger or not _has_sound_ids(wanted) else ""


def _read(wanted: Wanted, zone: ZoneInfo, now: datetime) -> list[FreeTimes]:
    """Return the free times of the day, then those of the next day that has any."""
    first, _end = clock.day_bounds(wanted.day, zone)
    if first + LOOK_AHEAD <= now:
        return [FreeTimes(wanted.day, now)]
    try:
        starts = _starts(wanted, zone, max(first, now), first + LOOK_AHEAD)
    except LeadwayError as error:
        logger.warning("free times could not be read: %s", error)
        return [FreeTimes(wanted.day, now, trouble=Trouble.of(error))]
    later = [day for day in starts if day > wanted.day]
    return [_of(starts, day, now) for day in (wanted.day, *later[:1])]


def _starts(
    wanted: Wanted, zone: ZoneInfo, start: datetime, end: datetime
) -> dict[date, tuple[datetime, ...]]:
    """Ask Leadway, and sort by the days of our zone: its keys may follow another."""
    answer = leadway().free_slots(
        wanted.calendar_id,
        start=start,
        end=end,
        timezone=zone.key,
        user_id=wanted.user_id or None,
    )
    found: dict[date, set[datetime]] = {}
    for moment in (at for slots in answer.values() for at, _written in slots):
        at = clock.local(moment, zone)
        found.setdefault(at.date(), set()).add(at)
    return {day: tuple(sorted(found[day])) for day in sorted(found)}


def _of(
    starts: dict[date, tuple[datetime, ...]], day: date, asked_at: datetime
) -> FreeTimes:
    later = next((other for other in starts if other > day), None)
    return FreeTimes(
        day,
        asked_at,
        starts=starts.get(day, ()),
        next_day=later,
        next_starts=starts[later] if later else (),
    )


def offers(free: FreeTimes | None, wanted: Wanted) -> bool:
    """Whether Leadway offers the whole of the time, and not only its beginning."""
    if (
        not free
        or not wanted.start
        or not wanted.end
        or wanted.start not in free.starts
    ):
        return False
    calendar = directory.current().calendars.get(wanted.calendar_id)
    minutes = calendar.slot_duration_minutes if calendar else None
    return clock.minutes_between(wanted.start, wanted.end) <= (minutes or 0)


def nearest(
    starts: Sequence[datetime], around: datetime | None, *, most: int
) -> list[datetime]:
    """Return the starts nearest to a time of the day, in their own order."""
    if around is None:
        return list(starts[:most])
    wanted = around.hour * 60 + around.minute
    close = sorted(starts, key=lambda at: abs(at.hour * 60 + at.minute - wanted))
    return sorted(close[:most])
