"""The clinic's calendars: every type, several slot lengths, every kind of place."""

from datetime import date
from typing import Any

from sandbox.gate import LOCATION_ID
from sandbox.ids import id_of
from sandbox.seed.staff import DANIEL, JAMES, LUCIA, MARTA, SOFIA, TOMAS, Person

A_MONDAY = date(2026, 1, 5)
# Days as Leadway counts them, from Sunday = 0.
SUNDAY, SATURDAY = 0, 6
WEEKDAYS = [1, 2, 3, 4, 5]
MORNING_AND_AFTERNOON = [
    {"openHour": 8, "openMinute": 30, "closeHour": 14, "closeMinute": 0},
    {"openHour": 15, "openMinute": 30, "closeHour": 19, "closeMinute": 30},
]
SATURDAY_MORNING = [{"openHour": 9, "openMinute": 0, "closeHour": 13, "closeMinute": 0}]


def open_hours(today: date) -> list[dict[str, Any]]:
    """When the clinic is open, seen from a day.

    A weekend that is today is a working day: who tries the clinic on a Sunday wants to
    see a busy day, and to book in it.
    """
    weekday = today.isoweekday() % 7
    long = sorted({*WEEKDAYS, weekday})
    rules = [{"daysOfTheWeek": long, "hours": MORNING_AND_AFTERNOON}]
    if weekday != SATURDAY:
        rules.append({"daysOfTheWeek": [SATURDAY], "hours": SATURDAY_MORNING})
    return rules


def _place(meeting_id: str, kind: str, location: str = "") -> dict[str, str]:
    place = {"kind": kind, "meetingId": meeting_id}
    return place | {"location": location} if location else place


def _member(person: Person, *, primary: bool = False) -> dict[str, Any]:
    return {
        "userId": person.id,
        "priority": 0.5,
        "isPrimary": primary,
        "locationConfigurations": [
            _place(f"room_{person.id[:6]}", "physical", person.room)
        ],
    }


def _calendar(
    name: str,
    kind: str,
    *team: Person,
    color: str,
    minutes: int,
    interval: int,
    places: list[dict[str, str]],
    **others: Any,
) -> dict[str, Any]:
    members = [_member(person, primary=person is team[0]) for person in team]
    return {
        "id": id_of("calendar", name),
        "locationId": LOCATION_ID,
        "groupId": id_of("group", "Consultas" if team else "Grupos"),
        "name": name,
        "description": "",
        "isActive": True,
        "calendarType": kind,
        "eventTitle": "{{contact.name}}",
        "eventColor": color,
        "slotDuration": minutes,
        "slotDurationUnit": "mins",
        "slotInterval": interval,
        "slotIntervalUnit": "mins",
        "preBuffer": 0,
        "preBufferUnit": "mins",
        "slotBuffer": 0,
        "slotBufferUnit": "mins",
        "appoinmentPerSlot": 1,
        "appoinmentPerDay": 0,
        "allowBookingAfter": 2,
        "allowBookingAfterUnit": "hours",
        "allowBookingFor": 90,
        "allowBookingForUnit": "days",
        "openHours": open_hours(A_MONDAY),
        "enableRecurring": False,
        "autoConfirm": True,
        "teamMembers": members,
        "locationConfigurations": places,
        **others,
    }


CALENDARS = [
    _calendar(
        "Fisioterapia",
        "round_robin",
        MARTA,
        JAMES,
        color="#0F766E",
        minutes=45,
        interval=15,
        places=[
            _place("physical_0", "physical", "Calle de la Alameda 12, Madrid"),
            _place("phone_0", "outbound_call"),
            _place("custom_0", "custom", "Piscina municipal, calle 3"),
        ],
    ),
    _calendar(
        "Nutrición",
        "personal",
        DANIEL,
        color="#B45309",
        minutes=30,
        interval=30,
        places=[
            _place("gmeet_0", "google_conference"),
            _place("zoom_0", "zoom_conference"),
            _place("phone_0", "inbound_call", "+34910555010"),
        ],
    ),
    _calendar(
        "Psicología",
        "personal",
        LUCIA,
        color="#7C3AED",
        minutes=50,
        interval=60,
        slotBuffer=10,
        places=[
            _place("zoom_0", "zoom_conference"),
            _place("teams_0", "ms_teams_conference"),
            _place("physical_0", "physical", "Consulta 3"),
        ],
    ),
    _calendar(
        "Dermatología",
        "service_booking",
        SOFIA,
        color="#BE185D",
        minutes=20,
        interval=20,
        places=[
            _place("physical_0", "physical", "Consulta 2"),
            _place("booker_0", "booker"),
        ],
    ),
    _calendar(
        "Podología",
        "round_robin",
        TOMAS,
        color="#1D4ED8",
        minutes=40,
        interval=20,
        places=[_place("physical_0", "physical", "Consulta 4")],
    ),
    _calendar(
        "Estudio biomecánico",
        "collective",
        TOMAS,
        JAMES,
        color="#4D7C0F",
        minutes=60,
        interval=60,
        allowBookingAfter=1,
        allowBookingAfterUnit="days",
        places=[_place("physical_0", "physical", "Sala 1")],
    ),
    _calendar(
        "Escuela de espalda",
        "event",
        color="#A16207",
        minutes=60,
        interval=60,
        appoinmentPerSlot=8,
        enableRecurring=True,
        places=[_place("custom_0", "custom", "Sala grande, planta baja")],
    ),
]


def further(count: int) -> list[dict[str, Any]]:
    """So many calendars more, for whoever wants to see how things go with many."""
    return [
        _calendar(
            f"Consulta {number}",
            "personal",
            JAMES,
            color="#475569",
            minutes=30,
            interval=30,
            places=[_place("physical_0", "physical", f"Sala {number}")],
        )
        for number in range(1, count + 1)
    ]


GROUPS: list[dict[str, Any]] = [
    {
        "id": id_of("group", name),
        "locationId": LOCATION_ID,
        "name": name,
        "description": "",
        "slug": name.lower(),
        "isActive": True,
    }
    for name in ("Consultas", "Grupos")
]
BY_NAME = {calendar["name"]: calendar for calendar in CALENDARS}
