"""The free times as chips, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from appointments.editor.strip import Strip
from appointments.edits import advice
from appointments.index.free_times import FreeTimes, nearest
from appointments.index.taken import Wanted
from appointments.times import clock, writing
from appointments.words import Words

MOST_FREE = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """A free time: what it puts into the form's date and start, and how it is said."""

    id: str
    date: str
    start: str
    said: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    day: str
    chips: list[Chip]


@dataclass(frozen=True, slots=True)
class Slots:
    """The chips by day, or the sentence that stands in for them."""

    groups: list[Group] = field(default_factory=list)
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The day and the free times beside the form; the page comes without them.

    `rescue` offers the ways on after the time was refused, in edit `refused`; `room` is
    kept where free times will stand. They are `folded` of what
    has begun, and asked for when somebody unfolds them.
    """

    page_url: str
    strip: Strip | None = None
    slots_free: Slots | None = None
    waits_for: str = ""
    room: bool = True
    folded: bool = False
    refused: int | None = None
    rescue: bool = False
    may_book_anyway: bool = False
    refused_at: str = ""


def slots(wanted: Wanted, free: FreeTimes, words: Words, *, now: datetime) -> Slots:
    """Return at most eight chips a day, those nearest to the wanted time."""
    if free.trouble:
        return Slots(said=advice.of_free_times(free.trouble))
    if not free.starts and not free.next_day:
        return Slots(said=_("No free times on this day, nor in the two weeks after."))
    today = clock.local(now, words.zone).date()
    days = [(free.day, free.starts)]
    if free.next_day:
        days.append((free.next_day, free.next_starts))
    return Slots([_group(one, starts, wanted, words, today) for one, starts in days])


def _group(
    day: date, starts: Sequence[datetime], wanted: Wanted, words: Words, today: date
) -> Group:
    chosen = clock.local(wanted.start, words.zone) if wanted.start else None
    return Group(
        id=f"free-{day.isoformat()}",
        day=_day(day, today),
        chips=[
            Chip(
                id=f"free-at-{round(at.timestamp())}",
                date=writing.write_day(day),
                start=f"{at:%H:%M}",
                said=writing.write_hour(at, words.zone),
                chosen=at == chosen,
            )
            for at in nearest(starts, chosen, most=MOST_FREE)
        ],
    )


def _day(day: date, today: date) -> str:
    near = {0: _("Today"), 1: _("Tomorrow")}
    return near.get((day - today).days) or writing.write_short_day(day)
