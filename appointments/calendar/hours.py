"""When somebody can be booked: the opening hours of the calendars they take."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from appointments.calendar import grid
from appointments.calendar.grid import Place
from appointments.index.directory import Directory
from appointments.leadway.calendars import Opening
from appointments.times import steps

WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """The openings that count for a column; None where nobody told any."""

    openings: tuple[Opening, ...] | None

    def closed(self, day: date, first: int, last: int) -> list[Place]:
        """Return what of a day's steps lies outside of the hours."""
        if self.openings is None:
            return []
        weekday = day.isoweekday() % WEEK
        spans = [span for one in self.openings for span in _on(one, weekday)]
        return grid.without(spans, first, last)

    def is_closed(self, day: date) -> bool:
        """Whether the whole day is none of theirs, as far as anybody told."""
        whole = self.closed(day, 0, steps.DAY)
        return [one.length for one in whole] == [steps.DAY]


def _on(one: Opening, weekday: int) -> Iterator[tuple[int, int]]:
    """Yield the steps of an opening on a day; what closes after midnight has two days.

    Midnight is told as the hour 24, or as nought.
    """
    start, end = one.start // steps.STEP, -(-one.end // steps.STEP)
    over = end <= start
    if one.weekday == weekday:
        yield start, steps.DAY if over else end
    if over and (one.weekday + 1) % WEEK == weekday and end:
        yield 0, end


def hours_of(
    names: Directory, people: Collection[str] = (), calendars: Collection[str] = ()
) -> Hours:
    """Return the hours of these people in these calendars, of everybody in all.

    A calendar without hours follows those of its people, which Leadway does not tell:
    then nothing is known of anybody in it.
    """
    mine = [
        one
        for id, one in names.calendars.items()
        if not calendars or id in calendars
        if not people or any(member.user_id in people for member in one.team)
    ]
    if not mine or not all(one.openings for one in mine):
        return Hours(None)
    return Hours(tuple(opening for one in mine for opening in one.openings))
