"""Days as somebody else would read them, without a call of Leadway."""

from datetime import date

from django.utils import timezone

from appointments.index import coverage, directory
from appointments.index.coverage import Seen
from appointments.index.spans import Span
from appointments.leadway.errors import Trouble
from appointments.times.clock import day_bounds


def begun(day: date) -> list[Span]:
    """Let somebody begin to read the day, and not come to an end."""
    names = directory.current()
    bounds = day_bounds(day, names.shown_in)
    return Span.claim_all(names.calendars, *bounds, even_if_recent=True)


def listed(day: date, *, but: str = "") -> None:
    """Let somebody have read all calendars of the day, `but` perhaps one of a name."""
    names, now = directory.current(), timezone.now()
    claimed = begun(day)
    failed = [one for one in claimed if names.calendar_name(one.calendar_id) == but]
    Span.answered([one for one in claimed if one not in failed], asked_at=now)
    for one in failed:
        Span.failed(one, Trouble("unanswered"), asked_at=now)


def seen(day: date) -> Seen:
    """Return what is known of when the day was read."""
    names = directory.current()
    return coverage.seen([day_bounds(day, names.shown_in)], names.calendars)
