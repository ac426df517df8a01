"""Calendars: who takes their appointments, where, and when they are free."""

from collections.abc import Iterator, Mapping
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
DAY_MIN = 24 * 60
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
    places: tuple[Place, ...]

    @classmethod
    def from_wire(cls, obj: Mapping[str, Any]) -> Self:
        return cls(
            user_id=readers.text(obj.get("userId")) or "",
            places=_places(obj),
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """When a calendar can be booked on a weekday: minutes from midnight by the clock.

    `weekday` counts as Leadway does: nought is Sunday.
    """

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: what is read of it here. All of it is in `raw`."""

    id: str
    name: str = ""
    slot_duration_minutes: int | None = None
    team: tuple[TeamMember, ...] = ()
    places: tuple[Place, ...] = ()
    openings: tuple[Opening, ...] = ()
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
            name=readers.visible(raw.get("name")),
            slot_duration_minutes=readers.minutes(
                raw.get("slotDuration"), raw.get("slotDurationUnit")
            ),
            team=_team(raw),
            places=_places(raw),
            openings=tuple(_openings(raw)),
            raw=raw,
        )


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


def _team(raw: Mapping[str, Any]) -> tuple[TeamMember, ...]:
    members = map(TeamMember.from_wire, readers.objects(raw.get("teamMembers")))
    return tuple(member for member in members if member.user_id)


def _openings(raw: Mapping[str, Any]) -> Iterator[Opening]:
    """Yield what can be read as hours; a calendar without any follows its people's."""
    for rule in readers.objects(raw.get("openHours")):
        days = rule.get("daysOfTheWeek")
        for hours in readers.objects(rule.get("hours")):
            start, end = _minute(hours, "open"), _minute(hours, "close")
            for day in days if isinstance(days, list) else ():
                weekday = readers.number(day)
                if weekday is not None and start is not None and end is not None:
                    yield Opening(int(weekday), start, end)


def _minute(hours: Mapping[str, Any], which: str) -> int | None:
    hour = readers.number(hours.get(f"{which}Hour"))
    minute = readers.number(hours.get(f"{which}Minute")) or 0
    at = None if hour is None else round(hour * 60 + minute)
    return at if at is not None and 0 <= at <= DAY_MIN else None


def _places(raw: Mapping[str, Any]) -> tuple[Place, ...]:
    places = map(Place.from_wire, readers.objects(raw.get("locationConfigurations")))
    return tuple(place for place in places if place.kind or place.meeting_location_id)
