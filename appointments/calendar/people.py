"""Whose appointments there are to see, and of which calendars: the filters' choices."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.calendar.asked import NOBODY, Asked
from appointments.index.directory import Directory
from appointments.words import initials

# With more people than these, those who have nothing on that day are left out.
FEW = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes appointments, or nobody: then `user_id` is "".

    `toggled` is the address with them let in or left out, `only` that of them alone.
    """

    user_id: str
    key: str
    name: str
    initials: str
    hue: int
    note: str
    count: int
    on: bool
    toggled: str
    only: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A calendar to choose."""

    name: str
    on: bool
    url: str


def people(
    asked: Asked,
    names: Directory,
    counted: Mapping[str, int],
    blocked: Collection[str] = (),
) -> list[Person]:
    """Return everybody there is to see, by name; what is nobody's comes last.

    `counted` is how many appointments each has, as far as that is known; `blocked` are
    those who cannot be booked at some time, "" among them for a calendar of nobody's.
    """
    team = _team(asked, names)
    busy = {user_id for user_id, count in counted.items() if count}
    busy |= {""} & set(blocked)
    chosen = set(map(_user_id, asked.who))
    ids = team | busy if len(team | busy) <= FEW else busy
    # Whoever is chosen stays in the list, so that the choice can be taken back.
    ids |= chosen & ({""} | names.assignees.keys() | busy)
    keys = [_key(user_id) for user_id in _by_name(ids, names)]
    return [_person(key, keys, counted, asked, names) for key in keys]


def _team(asked: Asked, names: Directory) -> set[str]:
    wanted = asked.calendars or names.calendars
    return {user_id for one in wanted for user_id in names.team(one)}


def _by_name(ids: Iterable[str], names: Directory) -> list[str]:
    """Sort by name; ids without one come after those, and nobody last."""

    def place(id: str) -> tuple[bool, bool, str]:
        name = names.assignee_name(id)
        return not id, name == id, name

    return sorted(ids, key=place)


def _key(user_id: str) -> str:
    return user_id or NOBODY


def _user_id(key: str) -> str:
    return "" if key == NOBODY else key


def _person(
    key: str,
    keys: Sequence[str],
    counted: Mapping[str, int],
    asked: Asked,
    names: Directory,
) -> Person:
    user_id = _user_id(key)
    on = not asked.who or key in asked.who
    shown = [one for one in keys if not asked.who or one in asked.who]
    others = [one for one in keys if (one in shown) != (one == key)]
    whole = others in ([], list(keys))
    name = names.assignee_name(user_id) or _("Nobody")
    return Person(
        user_id=user_id,
        key=key,
        name=name,
        initials=initials(name) if user_id else "–",
        hue=names.hue(user_id),
        note=_note(user_id, names),
        count=counted.get(user_id, 0),
        on=on,
        toggled=asked.address(who=() if whole else tuple(others)),
        only=asked.address(who=(key,)),
    )


def _note(user_id: str, names: Directory) -> str:
    """Return the calendars that somebody takes appointments of."""
    mine = [
        names.calendar_name(id)
        for id, one in names.calendars.items()
        if user_id and any(member.user_id == user_id for member in one.team)
    ]
    return ", ".join(mine)


def calendars(asked: Asked, names: Directory) -> list[Choice]:
    """Return the calendars of the account; none chosen are all of them."""
    return [_choice(id, asked, names) for id in names.calendars]


def _choice(id: str, asked: Asked, names: Directory) -> Choice:
    on = id in asked.calendars
    rest = tuple(one for one in asked.calendars if one != id)
    url = asked.address(calendars=rest if on else (*rest, id))
    return Choice(names.calendar_name(id), on, url)
