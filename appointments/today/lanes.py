"""The day at a glance: a lane for each assignee, blocks on a five-minute grid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.index import blocked
from appointments.index.blocked import Blocked
from appointments.index.directory import Directory
from appointments.times import clock, steps, writing
from appointments.times.steps import HOUR, STEP
from appointments.today.asked import Asked
from appointments.today.rows import Row
from appointments.words import initials, last_name

# What a working day shows at least; more where appointments ask for it.
FIRST_HOUR, LAST_HOUR = 8, 20


@dataclass(frozen=True, slots=True)
class Block:
    """One appointment. `level` tells which of two at the same time it is.

    `short` stands for the name where the window leaves a block no room for it.
    """

    row: Row
    place: str
    name: str
    short: str
    level: int


@dataclass(frozen=True, slots=True)
class Away:
    """A time at which somebody cannot be booked."""

    place: str
    title: str
    span: str


@dataclass(frozen=True, slots=True)
class Lane:
    user_id: str
    name: str
    initials: str
    hue: int
    note: str
    url: str
    on: bool
    blocks: tuple[Block, ...]
    away: tuple[Away, ...]
    levels: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """`place` are the grid's classes of the whole: its first step, and how many."""

    hours: tuple[str, ...]
    place: str
    lanes: tuple[Lane, ...]
    now: str
    now_place: str


def ribbon(
    rows: Sequence[Row],
    away: Mapping[str, Sequence[Blocked]],
    wanted: Asked,
    *,
    names: Directory,
    now: datetime,
) -> Ribbon | None:
    """Return the lanes of a day, or None where nothing is on it."""
    if not rows:
        return None
    shown, zone = wanted.day, names.shown_in
    spans = {row.event_id: _span(row.starts, row.ends, shown, zone) for row in rows}
    first = min(FIRST_HOUR, *(start // HOUR for start, _end in spans.values()))
    last = max(LAST_HOUR, *(-(-end // HOUR) for _start, end in spans.values()))
    at = clock.local(now, zone)
    here = at.date() == shown and first <= at.hour < last
    return Ribbon(
        hours=tuple(f"{hour:02}" for hour in range(first, last)),
        place=steps.stretch(first * HOUR, (last - first) * HOUR),
        lanes=tuple(
            _lanes(rows, spans, _Drawer(away, names, shown, first, last), wanted, at)
        ),
        now=f"{at:%H:%M}" if here else "",
        now_place=steps.place_of(at) if here else "",
    )


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Draws when people are away, as far as the hours that are shown."""

    away: Mapping[str, Sequence[Blocked]]
    names: Directory
    day: date
    first: int
    last: int

    def of(self, user_id: str) -> Iterable[Away]:
        zone = self.names.shown_in
        for one in self.away.get(user_id, ()):
            start, end = _span(one.start, one.end, self.day, zone)
            start, end = max(start, self.first * HOUR), min(end, self.last * HOUR)
            if start < end:
                span = writing.write_part(one.start, one.end, self.day, zone)
                title = blocked.called(one, self.names) or _("Blocked")
                yield Away(steps.stretch(start, end - start), title, span)


def _span(
    starts: datetime, ends: datetime, day: date, zone: ZoneInfo
) -> tuple[int, int]:
    """Return the first step by the clock on the wall, and the one after the last."""
    first, last = (_minute(at, day, zone) for at in (starts, ends))
    start = max(first, 0) // STEP
    end = -(-min(last, 24 * 60) // STEP)
    return start, max(end, start + 1)


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    at = clock.local(moment, zone)
    return (at.date() - day) // timedelta(minutes=1) + at.hour * 60 + at.minute


def _lanes(
    rows: Sequence[Row],
    spans: dict[str, tuple[int, int]],
    drawer: _Drawer,
    wanted: Asked,
    now: datetime,
) -> Iterable[Lane]:
    people = {row.user_id: row for row in rows}
    # Who is nobody's comes last.
    for user_id, one in sorted(people.items(), key=lambda p: (not p[0], p[1].assignee)):
        mine = [row for row in rows if row.user_id == user_id]
        blocks = tuple(_blocks(mine, spans))
        yield Lane(
            user_id=user_id,
            name=one.assignee or _("Nobody"),
            initials=one.initials,
            hue=one.hue,
            note=_note(mine, now) if now.date() == wanted.day else "",
            url=wanted.address(who="" if user_id == wanted.who else user_id),
            on=bool(user_id) and user_id == wanted.who,
            blocks=blocks,
            away=tuple(drawer.of(user_id)),
            levels=1 + max(block.level for block in blocks),
        )


def _blocks(rows: Iterable[Row], spans: dict[str, tuple[int, int]]) -> Iterable[Block]:
    """Yield blocks; of two at the same time the second is a level lower."""
    taken_until: list[int] = []
    for row in rows:
        start, end = spans[row.event_id]
        free = (n for n, until in enumerate(taken_until) if until <= start)
        level = next(free, len(taken_until))
        taken_until[level : level + 1] = [end]
        name = row.called
        yield Block(
            row=row,
            place=steps.stretch(start, end - start),
            name=last_name(name),
            short=initials(name) or name,
            level=level,
        )


def _note(rows: Iterable[Row], now: datetime) -> str:
    """Say who is with them, or when the next one is."""
    ahead = [row for row in rows if row.group in ("now", "next")]
    if with_them := next((row for row in ahead if row.group == "now"), None):
        return _("with %(who)s") % {"who": with_them.called}
    following = next((row for row in ahead if row.starts > now), None)
    return _("next at %(time)s") % {"time": following.start} if following else ""
