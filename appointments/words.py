"""What fields and their values are called on the screen, in the active language.

The words are those of docs/glossary.md. Rooms: views and forms ask here, so that the
form, the review, the receipt and the history say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import (
    gettext_lazy,
    npgettext_lazy,
    pgettext_lazy,
)

from appointments.leadway.calendars import Calendar
from appointments.leadway.fields import wire_name
from appointments.times import clock, rule_words, writing

STATUS = {
    "new": gettext_lazy("Unconfirmed"),
    "confirmed": gettext_lazy("Confirmed"),
    "showed": gettext_lazy("Showed"),
    "noshow": gettext_lazy("No-show"),
    "cancelled": gettext_lazy("Cancelled"),
    "invalid": gettext_lazy("Invalid"),
    "active": gettext_lazy("Active"),
    "completed": gettext_lazy("Completed"),
}
# The same as a deed, where that has a word of its own.
ACTION = {
    "confirmed": gettext_lazy("Confirm"),
    "cancelled": pgettext_lazy("outcome", "Cancel"),
}
# The same after a number, which some languages decline: "2 no-shows".
COUNTED = {
    "new": npgettext_lazy("tally", "Unconfirmed", "Unconfirmed", "n"),
    "confirmed": npgettext_lazy("tally", "Confirmed", "Confirmed", "n"),
    "showed": npgettext_lazy("tally", "Showed", "Showed", "n"),
    "noshow": npgettext_lazy("tally", "No-show", "No-shows", "n"),
    "cancelled": npgettext_lazy("tally", "Cancelled", "Cancelled", "n"),
    "invalid": npgettext_lazy("tally", "Invalid", "Invalid", "n"),
    "active": npgettext_lazy("tally", "Active", "Active", "n"),
    "completed": npgettext_lazy("tally", "Completed", "Completed", "n"),
}
# The single keys that record an outcome of the row, or of the panel, with the focus.
KEY = {"showed": "s", "noshow": "n", "cancelled": "x"}
PLACE_TYPE = {
    "address": gettext_lazy("In person"),
    "phone": gettext_lazy("Phone"),
    "zoom": "Zoom",
    "gmeet": "Google Meet",
    "ms_teams": "Teams",
    "google": "Google",
    "custom": pgettext_lazy("kind of place", "Custom"),
}
PLACE_ICON = {
    "address": "map-pin",
    "phone": "phone",
    "zoom": "video",
    "gmeet": "video",
    "ms_teams": "video",
    "google": "video",
    "custom": "link",
}
LABEL = {
    "title": gettext_lazy("Title"),
    "start_time": gettext_lazy("Start"),
    "end_time": gettext_lazy("End"),
    "appointment_status": gettext_lazy("Status"),
    "meeting_location_type": gettext_lazy("Kind of place"),
    "meeting_location_id": gettext_lazy("Place of the calendar"),
    "address": gettext_lazy("Place"),
    "assigned_user_id": gettext_lazy("Assignee"),
    "calendar_id": gettext_lazy("Calendar"),
    "contact_id": gettext_lazy("Contact"),
    "description": gettext_lazy("Description"),
    "rrule": gettext_lazy("Repeat"),
    "is_recurring": gettext_lazy("Repeats"),
    "id": gettext_lazy("Event"),
    "location_id": gettext_lazy("Account"),
    "to_notify": gettext_lazy("Run automations"),
    "ignore_date_range": gettext_lazy("Ignore notice and date limits"),
    "ignore_free_slot_validation": gettext_lazy("Skip the free-slot check"),
    "override_location_config": gettext_lazy("Override the calendar’s place"),
}
# What is read beside appointments, after "Not read:".
SUBJECT = {
    "account": gettext_lazy("account"),
    "calendars": gettext_lazy("calendars"),
    "assignees": gettext_lazy("assignees"),
    "contacts": gettext_lazy("contacts"),
}
SECTION = {
    "when": gettext_lazy("When"),
    "who": gettext_lazy("Who"),
    "where": gettext_lazy("Where"),
    "status": gettext_lazy("Status"),
    "what": gettext_lazy("What"),
    "repeat": gettext_lazy("Repeat"),
    "options": gettext_lazy("On save"),
}


class Names(Protocol):
    """What ids are called in this account; the index has one such, its directory."""

    @property
    def account_name(self) -> str: ...

    @property
    def calendars(self) -> Mapping[str, Calendar]: ...

    @property
    def assignees(self) -> Mapping[str, str]: ...

    @property
    def past(self) -> Mapping[str, str]: ...

    def calendar_name(self, calendar_id: str | None) -> str: ...

    def assignee_name(self, user_id: str | None) -> str: ...

    def hue(self, user_id: str) -> int: ...

    def team(self, calendar_id: str | None) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Words:
    """Turns values into words, with the names and the zone of this installation."""

    names: Names
    zone: ZoneInfo

    def label(self, name: str) -> str:
        return str(LABEL.get(name, name))

    def unread(self, subjects: Iterable[str], calendars: Iterable[str]) -> str:
        """Name what could not be read: kinds of names, and calendars by their ids."""
        return unread([*subjects, *map(self.names.calendar_name, calendars)])

    def labels(self, names: Iterable[str]) -> str:
        return ", ".join(self.label(name) for name in names)

    def value(self, name: str, value: object) -> str:
        """Say a value of a field; what is empty is said to be empty."""
        if value in (None, ""):
            return _("nothing")
        if isinstance(value, datetime):
            return writing.write_moment(value, self.zone)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        text = str(value)
        match name:
            case "appointment_status":
                return str(STATUS.get(text, text))
            case "meeting_location_type":
                return str(PLACE_TYPE.get(text, text))
            case "meeting_location_id":
                return self.place(text)
            case "assigned_user_id":
                return self._assignee(text)
            case "calendar_id":
                return self.names.calendar_name(text)
            case "rrule":
                return rule_words.say(text, self.zone)
            case _:
                return text

    def place(self, place_id: str) -> str:
        for calendar in self.names.calendars.values():
            for one in calendar.all_places():
                if one.meeting_location_id == place_id:
                    kind = str(PLACE_TYPE.get(one.type or "", one.kind))
                    return f"{kind}: {one.location}" if one.location else kind
        return place_id

    def _assignee(self, user_id: str) -> str:
        name = self.names.assignee_name(user_id)
        if name == user_id and user_id not in self.names.assignees:
            return _("unknown user %(id)s") % {"id": user_id}
        return name

    def span(self, start: datetime | None, end: datetime | None) -> str:
        """Tue 24 Nov, 12:00 – 12:45, or what of it is known."""
        if not start:
            return _("time not known")
        day = writing.write_short_day(clock.local(start, self.zone).date())
        if not end:
            return f"{day}, {writing.write_time(start, self.zone)}"
        return f"{day}, {writing.write_span(start, end, self.zone)}"


def no_more(name: str) -> str:
    """Say of what or whom is known by name that Leadway does not have it any more."""
    return _("%(name)s (not in Leadway any more)") % {"name": name}


def unread(names: Iterable[str]) -> str:
    """Name what could not be read: kinds of names, and calendars."""
    return ", ".join(str(SUBJECT.get(one, one)) for one in names)


def status_icon(status: str) -> str:
    """Return the shape of a status; a word that nobody knows has one as well."""
    return f"st-{status}" if status in STATUS else "circle-dot"


def place_words(place: str, kind: str) -> str:
    """Return the place, of a meeting by a link its kind: nobody reads the link."""
    link = place.startswith(("https://", "http://"))
    known = link and kind != "custom" and kind in PLACE_TYPE
    return str(PLACE_TYPE[kind]) if known else place


def initials(name: str) -> str:
    """Return what stands in a small circle for a person; "" for a number."""
    # What stands in brackets after a name is said of it.
    words = name.partition(" (")[0].split()
    letters = (next(filter(str.isalpha, word), "") for word in words)
    return "".join([letter for letter in letters if letter][:2]).upper()


def last_name(name: str) -> str:
    """Return what there is room for of a name; of a number every figure counts."""
    return name.partition(" (")[0].split()[-1] if initials(name) else name


def wire(name: str) -> str:
    return wire_name(name)
