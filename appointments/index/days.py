"""One day of every calendar, or several days in a row.

Leadway lists one calendar at a time, so they cost a call for each calendar; they run
side by side and one that fails leaves the others.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, contacts, directory, reading_blocks, reference
from appointments.index.asking import Missing, is_silent, side_by_side
from appointments.index.looks import Look
from appointments.index.placing import placed
from appointments.index.pulse import Pulse
from appointments.index.spans import Span
from appointments.index.tables import Appointment
from appointments.index.untimed import Untimed
from appointments.leadway.errors import Trouble
from appointments.leadway.ids import is_event_id
from appointments.times.clock import day_bounds


def refresh(
    day: date, *, pressed: bool, last: date | None = None
) -> list[Missing] | None:
    """Read a day of every calendar, and the names that go with it; None for nothing.

    All days until `last`, if that is another one.

    What somebody else is reading, or nobody pressed for and was just read, is left
    alone; so is all that nobody pressed for while little of the limit is left. A press
    tries the names again at once, too, when they could not be read lately. Where a
    worker is there, it is told what somebody looks at, and reads that soon.
    """
    last = last or day
    if not pressed and _is_left_to_a_worker(day, last):
        return None
    if not pressed and not budget.spare():
        return None
    if pressed:
        reading_blocks.hasten()
    missing = reference.refresh(even_if_failed=pressed)
    if any(is_silent(one.trouble) for one in missing):
        return missing
    names = directory.current()
    if not names.calendars:
        return None if reference.is_being_read() else missing
    start, end = _bounds(day, last, names.shown_in)
    claimed = Span.claim_all(names.calendars, start, end, even_if_recent=pressed)
    if not claimed:
        return None
    try:
        return missing + _read(claimed)
    finally:
        Span.release(claimed)


def _bounds(first: date, last: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return day_bounds(first, zone)[0], day_bounds(last, zone)[1]


def _is_left_to_a_worker(first: date, last: date) -> bool:
    age = Pulse.age()
    names = directory.current()
    if age is None or age.is_missed or not names.calendars:
        return False
    Look.note(*_bounds(first, last, names.shown_in))
    return True


def _read(claimed: Sequence[Span]) -> list[Missing]:
    """List the calendars of a span, and read the contacts that are new in it."""
    now, client = timezone.now(), leadway()
    start, end = claimed[0].start, claimed[0].end
    listing = partial(client.list_events, start=start, end=end)
    found, failed = side_by_side(
        {
            one.calendar_id: partial(listing, calendar_id=one.calendar_id)
            for one in claimed
        }
    )
    events = [placed(event) for listed in found.values() for event in listed]
    records = {event.id: event for event in events if is_event_id(event.id)}
    Appointment.remember_all(records.values(), seen_at=now)
    Appointment.mark_missing(
        start, end, calendars=found.keys(), seen=records.keys(), before=now
    )
    Untimed.note(records.values(), start, end, calendars=found.keys())
    troubles = {id: Trouble.of(error) for id, error in failed.items()}
    Span.answered([one for one in claimed if one.calendar_id in found], asked_at=now)
    for one in claimed:
        if one.calendar_id in troubles:
            Span.failed(one, troubles[one.calendar_id], asked_at=now)
    name = directory.current().calendar_name
    missing = [Missing(name(id), trouble) for id, trouble in troubles.items()]
    if not any(map(is_silent, troubles.values())):
        missing += contacts.refresh(records.values())
    return missing
