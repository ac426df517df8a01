"""From what was chosen under "Where" to a place, in the one form that Leadway takes.

A place comes from the calendar, by its id, or is only this appointment's, by its kind
and what is written. Never both, and nothing at all where it is kept.
"""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.editor import text
from appointments.editor.trouble import Trouble
from appointments.index.directory import Directory
from appointments.leadway import fields
from appointments.leadway.ids import is_event_id

FIELDS = ("place", *fields.SECTIONS["where"])
KEEP = "keep"


def unused(place: str) -> tuple[str, ...]:
    """Name the controls that the chosen source of the place makes meaningless."""
    match place:
        case "calendar":
            return ("meeting_location_type", "address")
        case "own":
            return ("meeting_location_id",)
        case _:
            return FIELDS


@dataclass(frozen=True, slots=True)
class Where:
    """The chosen place, and what it is judged by."""

    typed: Callable[[str], str]
    touched: Set[str]
    shown_address: str
    names: Directory

    def parts(self) -> Iterator[Callable[[], dict[str, str]]]:
        """Yield what reads each part of the place. They raise Trouble."""
        match self.typed("place"):
            case "calendar":
                yield self._configured
            case "own":
                yield self._kind
                yield self._address
                yield self._anything

    def _configured(self) -> dict[str, str]:
        chosen = self.typed("meeting_location_id")
        calendar = self.names.calendars.get(self.typed("calendar_id"))
        offered = (
            [p.meeting_location_id for p in calendar.all_places()] if calendar else []
        )
        if chosen in offered or (not offered and is_event_id(chosen)):
            return {"meeting_location_id": chosen}
        raise Trouble("meeting_location_id", _("Choose one of the calendar’s places."))

    def _kind(self) -> dict[str, str]:
        kind = self.typed("meeting_location_type")
        if kind and kind not in fields.LOCATION_TYPES:
            raise Trouble("meeting_location_type", _("Choose a kind from the list."))
        return {"meeting_location_type": kind} if kind else {}

    def _address(self) -> dict[str, str]:
        if "address" not in self.touched:
            return {}
        return text.read("address", self.typed("address"), self.shown_address)

    def _anything(self) -> dict[str, str]:
        """A place of its own has a kind, or is written."""
        address = self.typed("address")
        written = not text.is_same("address", address, self.shown_address)
        if written and "address" in self.touched:
            return {}
        if self.typed("meeting_location_type"):
            return {}
        raise Trouble(
            "meeting_location_type",
            _("Choose a kind of place, or write the place."),
        )
