"""Calendars: who takes their appointments, where, and when they are free."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Self

from appointments.leadway import readers, wire

FreeSlots = Mapping[date, tuple[tuple[datetime, str], ...]]
"""Start of each free slot by day, with the text that Leadway wrote for it: a slot must
be sent back as it came, because the same instant in UTC was seen to be refused."""

# A booker chooses the place, so that kind has no type of its own.
TYPE_OF_KIND = MappingProxyType(
    {
        "custom": "custom",
        "zoom_conference": "zoom",
        "google_conference": "google",
        "ms_teams_conference": "ms_teams",
        "inbound_call": "phone",
        "outbound_call": "phone",
        "physical": "address",
    }
)
_DATE_LENGTH = len("2024-10-28")


@dataclass(frozen=True, slots=True)
class Place:
    """A configured location. `type` is the meeting_location_type it stands for."""

    meeting_location_id: str
    kind: str
    type: str | None
    location: str

    @classmethod
    def from_wire(cls, obj: Mapping[str, Any]) -> Self:
        kind = readers.text(obj.get("kind")) or ""
        return cls(
            meeting_location_id=readers.text(obj.get("meetingId")) or "",
            kind=kind,
            type=TYPE_OF_KIND.get(kind),
            location=readers.text(obj.get("location")) or "",
        )


@dataclass(frozen=True, slots=True)
class TeamMember:
    user_id: str
    is_primary: bool
    places: tuple[Place, ...]

    @classmethod
    def from_wire(cls, obj: Mapping[str, Any]) -> Self:
        return cls(
            user_id=readers.text(obj.get("userId")) or "",
            is_primary=bool(readers.flag(obj.get("isPrimary"))),
            places=_places(obj),
        )


@dataclass(frozen=True, slots=True)
class OpenHours:
    """One span in which bookings may start. `days` count from Sunday = 0.

    `opens_minute` and `closes_minute` are minutes after local midnight.
    """

    days: tuple[int, ...]
    opens_minute: int
    closes_minute: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar. `open_hours` is empty when its team's own hours count."""

    id: str
    name: str = ""
    calendar_type: str = ""
    is_active: bool = True
    slot_duration_minutes: int | None = None
    slot_interval_minutes: int | None = None
    team: tuple[TeamMember, ...] = ()
    places: tuple[Place, ...] = ()
    enable_recurring: bool = False
    open_hours: tuple[OpenHours, ...] = ()
    group_id: str | None = None
    event_color: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    raw: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def all_places(self) -> tuple[Place, ...]:
        """Return the calendar's places and those of its team, each once."""
        every = [*self.places, *(p for one in self.team for p in one.places)]
        by_id = {place.meeting_location_id: place for place in reversed(every)}
        return tuple(place for id, place in reversed(by_id.items()) if id)

    @classmethod
    def from_wire(cls, obj: Any) -> Self:
        """Read a calendar, bare or under `calendar`; ValueError without an id."""
        raw = readers.mapping(wire.clean(obj))
        raw = readers.mapping(raw.get("calendar")) or raw
        return cls(
            id=readers.required_id(raw),
            name=readers.text(raw.get("name")) or "",
            calendar_type=readers.text(raw.get("calendarType")) or "",
            is_active=readers.flag(raw.get("isActive")) is not False,
            slot_duration_minutes=_minutes(raw, "slotDuration"),
            slot_interval_minutes=_minutes(raw, "slotInterval"),
            team=_team(raw),
            places=_places(raw),
            enable_recurring=bool(readers.flag(raw.get("enableRecurring"))),
            open_hours=_open_hours(raw),
            group_id=readers.text(raw.get("groupId")),
            event_color=readers.text(raw.get("eventColor")),
            extra={key: raw[key] for key in raw if key not in _KNOWN_KEYS},
            raw=raw,
        )


_KNOWN_KEYS = {
    "id",
    "name",
    "calendarType",
    "isActive",
    "slotDuration",
    "slotDurationUnit",
    "slotInterval",
    "slotIntervalUnit",
    "teamMembers",
    "locationConfigurations",
    "enableRecurring",
    "openHours",
    "groupId",
    "eventColor",
    "traceId",
}


def free_slots_from_wire(obj: Any) -> FreeSlots:
    """Read the days of a free-slots answer; keys that are no dates are left out."""
    found: dict[date, tuple[tuple[datetime, str], ...]] = {}
    for key, value in readers.mapping(wire.clean(obj)).items():
        day = _day(key)
        if day is not None and isinstance(value, dict):
            slots = readers.texts(value.get("slots")) or ()
            read = ((readers.instant(slot), slot) for slot in slots)
            found[day] = tuple((at, slot) for at, slot in read if at is not None)
    return dict(sorted(found.items()))


def _day(key: str) -> date | None:
    if len(key) != _DATE_LENGTH:
        return None
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def _minutes(raw: Mapping[str, Any], key: str) -> int | None:
    return readers.minutes(raw.get(key), raw.get(f"{key}Unit"))


def _team(raw: Mapping[str, Any]) -> tuple[TeamMember, ...]:
    members = map(TeamMember.from_wire, readers.objects(raw.get("teamMembers")))
    return tuple(member for member in members if member.user_id)


def _places(raw: Mapping[str, Any]) -> tuple[Place, ...]:
    places = map(Place.from_wire, readers.objects(raw.get("locationConfigurations")))
    return tuple(place for place in places if place.kind or place.meeting_location_id)


def _open_hours(raw: Mapping[str, Any]) -> tuple[OpenHours, ...]:
    return tuple(
        OpenHours(
            days=_days(entry),
            opens_minute=_clock(span, "open"),
            closes_minute=_clock(span, "close"),
        )
        for entry in readers.objects(raw.get("openHours"))
        for span in readers.objects(entry.get("hours"))
    )


def _days(entry: Mapping[str, Any]) -> tuple[int, ...]:
    days = entry.get("daysOfTheWeek")
    listed = days if isinstance(days, list) else []
    return tuple(day for day in listed if type(day) is int and 0 <= day <= 6)


def _clock(span: Mapping[str, Any], edge: str) -> int:
    hours = readers.number(span.get(f"{edge}Hour")) or 0
    return int(hours * 60 + (readers.number(span.get(f"{edge}Minute")) or 0))
