"""Blocked times as stretches of a column: read-only, hatched, with their words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.calendar import grid
from appointments.calendar.grid import Place
from appointments.index import blocked
from appointments.index.blocked import Blocked
from appointments.index.directory import Directory
from appointments.times import clock, writing

# As many side by side; a column has only so much room for what is not an appointment.
MOST = 3
LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Stretch:
    """`who` names whose it is where a column is not one person's.

    `users` are the ids of those who cannot be booked then, as an appointment of theirs
    would overlap it.
    """

    place: str
    title: str
    span: str
    who: str
    users: str


class _Mine(NamedTuple):
    """What is blocked at one place for one reason; `users` in order."""

    place: Place
    title: str
    span: str
    users: tuple[str, ...]


def stretches(
    theirs: Mapping[str, Sequence[Blocked]],
    day: date,
    extent: tuple[int, int],
    names: Directory,
    *,
    several: bool,
) -> tuple[Stretch, ...]:
    """Return what is blocked on a day of these people, as far as it is shown.

    What `several` have at the same time for the same reason is drawn once.
    """
    drawn = sorted(_joined(theirs, day, extent, names), key=lambda one: _order(one))
    laid, rest = grid.side_by_side([one.place for one in drawn], most=MOST)
    found = [
        _stretch([one], at, names, several=several)
        for one, at in zip(drawn, laid, strict=True)
        if at is not None
    ]
    left = [one for one, at in zip(drawn, laid, strict=True) if at is None]
    for place in rest:
        here = [one for one in left if place.start <= one.place.start < place.end]
        found.append(_stretch(here, place, names, several=several))
    return tuple(found)


def _order(one: _Mine) -> tuple[int, int, str]:
    return one.place.start, -one.place.length, one.title


def _joined(
    theirs: Mapping[str, Sequence[Blocked]],
    day: date,
    extent: tuple[int, int],
    names: Directory,
) -> Iterable[_Mine]:
    zone = names.shown_in
    users: dict[tuple[Place, str, str], list[str]] = {}
    for user_id, listed in theirs.items():
        for one in listed:
            if place := _place(one, day, extent, zone):
                title = blocked.called(one, names)[:LONGEST_TITLE] or _("Blocked")
                span = writing.write_part(one.start, one.end, day, zone)
                users.setdefault((place, title, span), []).append(user_id)
    for (place, title, span), ids in users.items():
        yield _Mine(place, title, span, tuple(dict.fromkeys(ids)))


def _place(
    one: Blocked, day: date, extent: tuple[int, int], zone: ZoneInfo
) -> Place | None:
    """Return where it lies in what is shown of a day, None where it does not."""
    start, end = clock.day_bounds(day, zone)
    if one.start >= end or one.end <= start:
        return None
    whole = grid.place(one.start, one.end, day, zone)
    first, last = max(whole.start, extent[0]), min(whole.end, extent[1])
    return Place(first, last - first) if first < last else None


def _stretch(
    listed: Sequence[_Mine], at: Place, names: Directory, *, several: bool
) -> Stretch:
    users = dict.fromkeys(user_id for one in listed for user_id in one.users)
    who = [names.assignee_name(user_id) or _("Nobody") for user_id in users]
    return Stretch(
        place=at.classes,
        title=", ".join(dict.fromkeys(one.title for one in listed)),
        span=", ".join(dict.fromkeys(one.span for one in listed)),
        who=", ".join(who) if several else "",
        users=" ".join(filter(None, users)),
    )
