"""The menus of a row: what its status and its assignee can be set to, at one press."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from appointments.index.tables import Appointment
from appointments.leadway.statuses import SETTABLE
from appointments.words import KEY, STATUS, Names, initials, status_icon


@dataclass(frozen=True, slots=True)
class Press:
    status: str
    label: str
    icon: str
    current: bool
    key: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may take it; `hue` and `initials` are of their circle."""

    id: str
    name: str
    initials: str
    hue: int
    current: bool


class Menus:
    """Draws each menu once for a page: most rows have the same few."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._drawn: dict[tuple[str, ...], str] = {}

    def of(self, status: str) -> str:
        if (status,) not in self._drawn:
            presses = [
                Press(
                    name,
                    str(label),
                    status_icon(name),
                    name == status,
                    KEY.get(name, ""),
                )
                for name, label in STATUS.items()
                if name in SETTABLE
            ]
            self._drawn[status,] = render_to_string(
                "appointments/listing/_presses.html", {"presses": presses}
            )
        return self._drawn[status,]

    def team(self, one: Appointment) -> str:
        """Return the calendar's team, or "" where nobody else is in it."""
        key = one.calendar_id, one.assigned_user_id
        if key not in self._drawn:
            members = [
                Member(id, name, initials(name), self._names.hue(id), id == key[1])
                for id, name in sorted(
                    self._names.team(one.calendar_id).items(),
                    key=lambda item: item[1].casefold(),
                )
            ]
            others = any(not member.current for member in members)
            self._drawn[key] = (
                render_to_string(
                    "appointments/listing/_members.html", {"members": members}
                )
                if others
                else ""
            )
        return self._drawn[key]
