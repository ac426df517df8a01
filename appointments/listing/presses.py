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
    """Draws the menu of statuses once for a page: most rows have the same few."""

    def __init__(self) -> None:
        self._drawn: dict[str, str] = {}

    def of(self, status: str) -> str:
        if status not in self._drawn:
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
            self._drawn[status] = render_to_string(
                "appointments/listing/_presses.html", {"presses": presses}
            )
        return self._drawn[status]


def has_others(one: Appointment, names: Names) -> bool:
    """Whether anybody else of the calendar's team could take it."""
    team = names.team(one.calendar_id)
    return len(team) > (one.assigned_user_id in team)


def members(one: Appointment, names: Names) -> list[Member]:
    """Return the team of its calendar by name, whoever has it among them."""
    return [
        Member(id, name, initials(name), names.hue(id), id == one.assigned_user_id)
        for id, name in sorted(
            names.team(one.calendar_id).items(), key=lambda item: item[1].casefold()
        )
    ]
