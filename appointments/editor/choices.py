"""What the editor's controls offer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.translation import gettext as _

from appointments.index.directory import Directory
from appointments.leadway.calendars import Place
from appointments.leadway.fields import LOCATION_TYPES
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.statuses import SETTABLE
from appointments.times import writing
from appointments.words import PLACE_ICON, PLACE_TYPE, STATUS, no_more

BEFORE = ("confirmed", "new", "cancelled", "showed", "noshow", "invalid")
DURING = ("showed", "noshow", "confirmed", "cancelled", "new", "invalid")
AFTER = SETTABLE
USUAL_LENGTHS = (15, 20, 30, 40, 45, 50, 60, 75, 90, 120)
PLACE_ORDER = ("address", "phone", "zoom", "gmeet", "ms_teams", "google", "custom")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a control offers. `own` is what the record has, `chosen` what is set now."""

    value: str
    label: str
    hint: str = ""
    icon: str = ""
    chosen: bool = False
    own: bool = False

    def marked(self, chosen: object, own: object) -> Self:
        value = self.value
        told = (value, self.label, self.hint, self.icon)
        return type(self)(*told, value == chosen, value == own)


def statuses(record: AppointmentRecord, *, now: datetime) -> list[Choice]:
    """Return what makes sense at this hour first; every status stays reachable.

    The record's own is always there, also when it is one that cannot be set.
    """
    order: tuple[str, ...] = BEFORE
    if record.start_time and record.end_time:
        if record.end_time <= now:
            order = AFTER
        elif record.start_time <= now:
            order = DURING
    own = record.appointment_status
    if own and own not in SETTABLE:
        order = (own, *order)
    return [Choice(one, str(STATUS.get(one, one)), icon=f"st-{one}") for one in order]


def sources() -> list[Choice]:
    """Return where a place may come from."""
    return [
        Choice("keep", _("Keep as it is")),
        Choice("calendar", _("From the calendar")),
        Choice("own", _("Just for this one")),
    ]


def place_types() -> list[Choice]:
    order = sorted(LOCATION_TYPES, key=PLACE_ORDER.index)
    return [Choice(one, str(PLACE_TYPE[one]), icon=PLACE_ICON[one]) for one in order]


def places(names: Directory, calendar_id: str) -> list[Choice]:
    """Return the configured places of a calendar, then those of its team by name."""
    calendar = names.calendars.get(calendar_id)
    if not calendar:
        return []
    found = {p.meeting_location_id: _place(p) for p in calendar.places}
    for member in calendar.team:
        whose = names.assignee_name(member.user_id)
        for place in member.places:
            found.setdefault(place.meeting_location_id, _place(place, whose))
    return [choice for id, choice in found.items() if id]


def _place(place: Place, whose: str = "") -> Choice:
    kind = str(PLACE_TYPE.get(place.type or "", _("Chosen by who books")))
    label = place.location or kind
    hints = [kind if place.location else "", whose]
    icon = PLACE_ICON.get(place.type or "", "map-pin")
    hint = " · ".join(filter(None, hints))
    return Choice(place.meeting_location_id, label, hint, icon)


def team(names: Directory, calendar_id: str, own: str) -> list[Choice]:
    """Return the calendar's team; somebody unknown who is set stays selectable.

    Nothing when the team is not known: then the id is typed.
    """
    members = names.team(calendar_id)
    if not members:
        return []
    found = [Choice(id, name) for id, name in sorted(members.items(), key=_by_name)]
    if own and own not in members:
        found.insert(0, Choice(own, _stranger(names, own)))
    return found


def _stranger(names: Directory, user_id: str) -> str:
    """Say who somebody is that a team has not."""
    if name := names.past.get(user_id):
        return no_more(name)
    known = names.assignees.get(user_id)
    hint = _("not in this team") if known else _("unknown user")
    return f"{known or user_id} ({hint})"


def _by_name(item: tuple[str, str]) -> str:
    return item[1].casefold()


def calendars(names: Directory, own: str) -> list[Choice]:
    """Return all calendars, or nothing when none can be read: then the id is typed."""
    if not names.calendars:
        return []
    found = [Choice(id, one.name or id) for id, one in names.calendars.items()]
    if own and own not in names.calendars:
        name, unknown = names.past.get(own), _("unknown calendar")
        found.insert(0, Choice(own, no_more(name) if name else f"{own} ({unknown})"))
    return found


def lengths(
    record: AppointmentRecord, names: Directory, *present: object
) -> list[Choice]:
    """Return the lengths to choose from, with those that are `present` in any case.

    A browser posts the first one of a list that does not have what it shows.
    """
    calendar = names.calendars.get(record.calendar_id or "")
    usual = calendar.slot_duration_minutes if calendar else None
    return [
        Choice(str(minutes), writing.write_length(minutes))
        for minutes in length_choices(usual, *map(_figures, present))
    ]


def _figures(shown: object) -> int | None:
    text = str(shown or "")
    return int(text) if text.isdecimal() and len(text) <= 5 else None


def length_choices(*others: int | None) -> list[int]:
    """Return the lengths to offer: the usual ones, the calendar's, and the present."""
    return sorted({*USUAL_LENGTHS, *filter(None, others)})
