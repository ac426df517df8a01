"""One day of every calendar.

Leadway lists one calendar at a time, so a day costs a call for each calendar; they run
side by side and one that fails leaves the others.
"""

from datetime import date
from functools import partial

from django.core.cache import cache
from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, contacts, directory, reference
from appointments.index.asking import Missing, is_silent, side_by_side
from appointments.index.spans import DaySeen
from appointments.index.tables import Appointment
from appointments.leadway.errors import Trouble
from appointments.leadway.ids import is_event_id
from appointments.times.clock import day_bounds

# Longer than a reading takes, for the case that its process dies meanwhile.
FLIGHT_S = 30


def share(day: date, *, pressed: bool) -> list[Missing] | None:
    """Read a day unless it is being read; None when it was left alone.

    What nobody pressed for is left alone, too, while little of the limit is left.
    """
    if not pressed and not budget.spare():
        return None
    flight = f"day-{day.isoformat()}"
    if not cache.add(flight, True, FLIGHT_S):
        return None
    try:
        return refresh(day, pressed=pressed)
    finally:
        cache.delete(flight)


def refresh(day: date, *, pressed: bool = True) -> list[Missing]:
    """Read a day of every calendar, and the names that go with it.

    A press tries the names again at once when they could not be read lately.
    """
    missing = reference.refresh(even_if_failed=pressed)
    if any(is_silent(one.trouble) for one in missing):
        return missing
    names = directory.current()
    start, end = day_bounds(day, names.shown_in)
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
    troubles = {id: Trouble.of(error) for id, error in failed.items()}
    missing += [Missing(names.calendar_name(id), troubles[id]) for id in troubles]
    if not any(map(is_silent, troubles.values())):
        missing += contacts.refresh(records.values())
    if found:
        DaySeen.remember(day, missing=[one.name for one in missing])
    return missing
