"""The menu of a row: the statuses that it can be set to, at one press each."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from appointments.leadway.statuses import SETTABLE
from appointments.words import KEY, STATUS, status_icon


@dataclass(frozen=True, slots=True)
class Press:
    status: str
    label: str
    icon: str
    current: bool
    key: str


class Menus:
    """Draws the menu of each status once for a page: most rows have the same few."""

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
