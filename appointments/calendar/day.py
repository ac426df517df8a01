"""A day: a column for everybody who takes appointments, on one grid of time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from appointments.calendar import grid
from appointments.calendar.asked import Asked
from appointments.calendar.blocks import Stretch, stretches
from appointments.calendar.events import Laid, Writer
from appointments.calendar.grid import Place
from appointments.calendar.hours import Hours, hours_of
from appointments.calendar.people import Person
from appointments.index.blocked import Blocked
from appointments.index.directory import Directory
from appointments.index.glance import Glance
from appointments.times import clock, steps
from appointments.times.steps import DAY, HOUR

# What a day shows at least; more where its appointments ask for it.
FIRST_HOUR, LAST_HOUR = 8, 20
# As many lanes as all columns of a window have room for, and what one has at least.
LANES, FEWEST_LANES, MOST_LANES = 18, 3, 12


@dataclass(frozen=True, slots=True)
class Column:
    """A person on a day: `key` is whose it is; or a day, then that is "".

    `off` are the classes of the hours that are closed. Nothing can be moved into what
    is `fixed`. `now` is where the line of a week lies, on its day.
    """

    key: str
    iso: str
    label: str
    count: int
    laid: Laid
    off: tuple[str, ...]
    blocks: tuple[Stretch, ...]
    marks: tuple["Mark", ...]
    person: Person | None = None
    weekday: str = ""
    number: int = 0
    url: str = ""
    is_today: bool = False
    now: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the grid and a sentence; `unreal` for times that there are not."""

    place: str
    text: str
    unreal: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """`place` are the grid's classes of the whole: its first step, and how many."""

    place: str
    hours: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    now: str
    now_place: str


def grid_of(
    asked: Asked,
    names: Directory,
    found: Sequence[Glance],
    people: Sequence[Person],
    blocks: Mapping[str, Sequence[Blocked]],
    writer: Writer,
) -> Grid:
    """Return a day's grid: a column for each of the people who are let in."""
    day, zone = asked.day, names.shown_in
    shown = [one for one in people if one.on]
    mine = {one.key: [g for g in found if g.user_id == one.user_id] for one in shown}
    places = [writer.place(one, day) for listed in mine.values() for one in listed]
    first, last = extent(places, every_hour=asked.every_hour)
    most = min(max(FEWEST_LANES, LANES // (len(shown) or 1)), MOST_LANES)
    at = clock.local(writer.now, zone)
    here = at.date() == day and first <= at.hour * HOUR < last
    odd = tuple(marks(day, writer, first, last))
    columns = [
        Column(
            key=one.key,
            iso=day.isoformat(),
            label=one.name,
            person=one,
            count=one.count,
            laid=writer.lay(mine[one.key], day, most=most),
            off=closed(
                hours_of(names, [one.user_id], asked.calendars), day, first, last
            ),
            blocks=stretches(
                _of(one, blocks), day, (first, last), names, several=False
            ),
            marks=odd,
            # Leadway has no way to take somebody off an appointment.
            fixed=not one.user_id,
        )
        for one in shown
    ]
    return Grid(
        place=steps.stretch(first, last - first),
        hours=written_hours(first, last),
        columns=tuple(columns),
        now=f"{at:%H:%M}" if here else "",
        now_place=steps.place_of(at) if here else "",
    )


def _of(
    person: Person, blocks: Mapping[str, Sequence[Blocked]]
) -> Mapping[str, Sequence[Blocked]]:
    return {person.user_id: blocks.get(person.user_id, ())}


def closed(hours: Hours, day: date, first: int, last: int) -> tuple[str, ...]:
    """Return the classes of the hours of a day that are closed."""
    return tuple(place.classes for place in hours.closed(day, first, last))


def extent(places: Iterable[Place], *, every_hour: bool) -> tuple[int, int]:
    """Return the first step that is shown, and the one after the last: whole hours."""
    if every_hour:
        return 0, DAY
    listed = list(places)
    first = min([FIRST_HOUR, *(one.start // HOUR for one in listed)])
    last = max([LAST_HOUR, *(-(-one.end // HOUR) for one in listed)])
    return first * HOUR, last * HOUR


def written_hours(first: int, last: int) -> tuple[tuple[str, str], ...]:
    """Return place and text of each hour beside the grid."""
    return tuple(
        (steps.place(n), f"{n // HOUR:02}:00") for n in range(first, last, HOUR)
    )


def marks(day: date, writer: Writer, first: int, last: int) -> Iterable[Mark]:
    """Yield what a change of the clock does to a day, as far as it is shown."""
    unreal, twice = grid.unreal(day, writer.zone), grid.twice(day, writer.zone)
    for one in (*unreal, *twice):
        if one.start < last and one.end > first:
            text = _("These hours do not exist on this day.")
            if one in twice:
                text = _("The clock shows these hours twice.")
            yield Mark(one.classes, text, one in unreal)
