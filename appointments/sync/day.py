"""One day of every calendar.

Leadway lists one calendar at a time, so a day costs a call for each calendar; they run
side by side and one that fails leaves the others.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from django.core.cache import cache
from django.utils import timezone

from appointments import quota, reference
from appointments.connection import leadway
from appointments.leadway.errors import LeadwayError
from appointments.leadway.rules import is_event_id
from appointments.models import Appointment, DaySeen
from appointments.schedule.clock import day_bounds
from appointments.sync.asking import Missing, is_silence, side_by_side
from appointments.sync.contacts import refresh_contacts
from appointments.sync.names import refresh_reference

# Longer than a reading takes, for the case that its process dies meanwhile.
FLIGHT_S = 30
OLD_AFTER = timedelta(seconds=60)


def seen(day: date) -> DaySeen | None:
    return DaySeen.objects.filter(day=day).first()


def is_old(seen: DaySeen | None) -> bool:
    """Whether a day should be listed again before somebody relies on it."""
    return seen is None or timezone.now() - seen.seen_at > OLD_AFTER


def is_being_read(day: date) -> bool:
    return bool(cache.get(_flight(day)))


def share_day(
    day: date, *, pressed: bool, with_names: bool = True
) -> list[Missing] | None:
    """Read a day unless it is being read; None when it was left alone.

    What nobody pressed for is left alone, too, while little of the limit is left.
    Who has little time leaves out the names: those that are known will do.
    """
    if not pressed and not quota.spare():
        return None
    if not cache.add(_flight(day), True, FLIGHT_S):
        return None
    try:
        return refresh_day(day, pressed=pressed) if with_names else _list(day)
    finally:
        cache.delete(_flight(day))


def _flight(day: date) -> str:
    return f"day-{day.isoformat()}"


def refresh_day(day: date, *, pressed: bool = True) -> list[Missing]:
    """Read a day of every calendar, and the names that go with it.

    A press tries the names again at once when they could not be read lately.
    """
    missing = refresh_reference(even_if_failed=pressed)
    if _silent(one.error for one in missing):
        return missing
    return _list(day, missing)


def _list(day: date, missing: Iterable[Missing] = ()) -> list[Missing]:
    """List the day; return what was `missing` before, and what is now."""
    missing = list(missing)
    names = reference.directory()
    start, end = day_bounds(day, names.zone)
    now = timezone.now()
    listing = partial(leadway().list_events, start=start, end=end)
    found, failed = side_by_side(
        {id: partial(listing, calendar_id=id) for id in names.calendars}
    )
    events = [event for listed in found.values() for event in listed]
    records = {event.id: event for event in events if is_event_id(event.id)}
    Appointment.remember_all(records.values(), seen_at=now)
    Appointment.mark_missing(
        start, end, calendars=found.keys(), seen=records.keys(), before=now
    )
    missing += [Missing(names.calendar_name(one), e) for one, e in failed.items()]
    if not _silent(failed.values()):
        missing += refresh_contacts(records.values())
    if found:
        DaySeen.remember(day, missing=[one.name for one in missing])
    return missing


def _silent(errors: Iterable[LeadwayError]) -> bool:
    return any(is_silence(error) for error in errors)
