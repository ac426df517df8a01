"""A week: a column for each day, with everybody's appointments or one person's."""

from collections.abc import Mapping, Sequence
from datetime import date

from appointments.calendar.asked import NOBODY, Asked
from appointments.calendar.blocks import stretches
from appointments.calendar.day import (
    Column,
    Grid,
    closed,
    extent,
    marks,
    written_hours,
)
from appointments.calendar.events import Writer
from appointments.calendar.hours import Hours, hours_of
from appointments.index.blocked import Blocked
from appointments.index.directory import Directory
from appointments.index.glance import Glance
from appointments.times import clock, steps, writing

SATURDAY = 5
# As many lanes as all columns of a window have room for, and what one has at least.
LANES, FEWEST_LANES = 18, 3


def grid_of(
    asked: Asked,
    names: Directory,
    found: Sequence[Glance],
    days: Sequence[date],
    blocks: Mapping[str, Sequence[Blocked]],
    writer: Writer,
) -> Grid:
    """Return a week's grid. A weekend that is closed and empty is left out."""
    zone = names.shown_in
    people = [one for one in asked.who if one != NOBODY]
    hours = hours_of(names, people, asked.calendars)
    on = {day: _on(found, day, names) for day in days}
    shown = [day for day in days if _is_shown(day, on[day], hours, asked)]
    places = [writer.place(one, day) for day in shown for one in on[day]]
    first, last = extent(places, every_hour=asked.every_hour)
    at = clock.local(writer.now, zone)
    most = max(FEWEST_LANES, LANES // len(shown))
    columns = [
        Column(
            key="",
            iso=day.isoformat(),
            label=f"{writing.write_weekday(day)} {day.day}",
            weekday=writing.write_short_weekday(day),
            number=day.day,
            url=asked.address(view="day", day=day),
            is_today=day == at.date(),
            now=steps.place_of(at)
            if day == at.date() and first <= at.hour * steps.HOUR < last
            else "",
            count=len(on[day]),
            laid=writer.lay(on[day], day, most=most),
            off=closed(hours, day, first, last),
            blocks=stretches(
                blocks, day, (first, last), names, several=len(asked.who) != 1
            ),
            marks=tuple(marks(day, writer, first, last)),
        )
        for day in shown
    ]
    return Grid(
        place=steps.stretch(first, last - first),
        hours=written_hours(first, last),
        columns=tuple(columns),
        now="",
        now_place="",
    )


def _on(found: Sequence[Glance], day: date, names: Directory) -> list[Glance]:
    start, end = clock.day_bounds(day, names.shown_in)
    return [one for one in found if one.start < end and one.end > start]


def _is_shown(day: date, on: list[Glance], hours: Hours, asked: Asked) -> bool:
    weekend = day.weekday() >= SATURDAY
    return not weekend or bool(on) or day == asked.day or not hours.is_closed(day)
