"""From what was chosen under "Where" to a place, in the one form that Leadway takes.

A place comes from the calendar, by its id, or is only this appointment's, by its kind
and what is written. Never both, and nothing at all where it is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.forms import text
from appointments.forms.trouble import Trouble
from appointments.leadway import rules
from appointments.leadway.records import LOCATION_TYPES
from appointments.reference import Directory

FIELDS = ("place", "meeting_location_id", "meeting_location_type", "address")
KEEP, FROM_CALENDAR, OWN = "keep", "calendar", "own"


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
    typed: Callable[[str], str]
    touched: frozenset[str]
    shown_address: str
    names: Directory

    def read(self) -> dict[str, str]:
        """Return what changes. Raises Trouble."""
        match self.typed("place"):
            case "calendar":
                return {"meeting_location_id": self._configured()}
            case "own":
                return self._own()
            case _:
                return {}

    def _configured(self) -> str:
        chosen = self.typed("meeting_location_id")
        calendar = self.names.calendars.get(self.typed("calendar_id"))
        offered = (
            [p.meeting_location_id for p in calendar.all_places()] if calendar else []
        )
        if chosen in offered or (not offered and rules.is_event_id(chosen)):
            return chosen
        raise Trouble("meeting_location_id", _("Choose one of the calendar’s places."))

    def _own(self) -> dict[str, str]:
        kind = self.typed("meeting_location_type")
        if kind and kind not in LOCATION_TYPES:
            raise Trouble("meeting_location_type", _("Choose a kind from the list."))
        asked = {"meeting_location_type": kind} if kind else {}
        if "address" in self.touched:
            asked |= text.read("address", self.typed("address"), self.shown_address)
        if not asked:
            raise Trouble(
                "meeting_location_type",
                _("Choose a kind of place, or write the place."),
            )
        return asked
