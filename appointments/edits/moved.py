"""Where an appointment lives by now, when the id of a link is not there any more.

A save of ours may have given it another id. An occurrence's is made of its time, so
that it gets another whenever its whole series is moved, by us or in Leadway itself.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index import directory, reading, series
from appointments.index.absent import Absent
from appointments.index.series import Occurrence, Series
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError
from appointments.times import clock


def moved_to(event_id: str) -> str | None:
    """Return the id that it has by now, or None where nobody knows of one."""
    if own := Edit.moved_to(event_id):
        return own
    occurrence = ids.series_of(event_id)
    if occurrence is None:
        return None
    found = _now(occurrence.master, occurrence.start)
    return found.event_id if found and found.event_id != event_id else None


def _now(master_id: str, start: datetime) -> Occurrence | None:
    """Return the occurrence that was once at `start`: moved along, or of that day."""
    if Absent.lately(master_id):
        return None
    try:
        master = reading.refresh(master_id)
    except LeadwayError:
        return None
    found = series.series(master, directory.current().shown_in, now=timezone.now())
    return place_in(found, start) if found else None


def place_in(found: Series, start: datetime) -> Occurrence | None:
    """Return the occurrence of a series that was at `start` before the series moved."""
    zone = directory.current().shown_in
    wall = clock.wall(start, zone)
    by_date = {clock.wall(one.start, zone): one for one in found.occurrences}
    for shift in _shifts(found.master.id, zone):
        if one := by_date.get(wall + shift):
            return one
    same_day = [one for at, one in by_date.items() if at.date() == wall.date()]
    return same_day[0] if len(same_day) == 1 else None


def _shifts(master_id: str, zone: ZoneInfo) -> Iterator[timedelta]:
    """Yield how far our saves have moved a series: all of them, all but the first …

    By the wall clock: ten o'clock that became eleven is eleven after a clock change.
    """
    moves = [
        clock.wall(after, zone) - clock.wall(before, zone)
        for edit in reversed(Edit.about(master_id))
        if edit.state == Edit.State.ACCEPTED
        and (after := edit.changes.start_time)
        and (before := edit.compared.start_time)
    ]
    for first in range(len(moves) + 1):
        yield sum(moves[first:], timedelta())
