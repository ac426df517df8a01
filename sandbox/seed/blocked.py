"""When the people of the clinic are not there: lunch, meetings, and days off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.gate import LOCATION_ID
from sandbox.ids import id_of
from sandbox.seed.days import AROUND
from sandbox.seed.staff import DANIEL, JAMES, LUCIA, MARTA, SOFIA, TOMAS, Person
from sandbox.store import Event
from sandbox.times import DAY_MS, to_ms

# Of Lucía's holidays: how many days ahead they begin, and how many days they are.
HOLIDAYS = (8, 3)


@dataclass(frozen=True)
class Absence:
    """Somebody is not there from one time to another, on one day or over several."""

    person: Person
    title: str
    day: date
    start: time
    last: date
    end: time

    def event(self, now: datetime) -> Event:
        start = datetime.combine(self.day, self.start, now.tzinfo)
        end = datetime.combine(self.last, self.end, now.tzinfo)
        added_ms = min(to_ms(start), to_ms(now)) - DAY_MS
        fields: dict[str, Any] = {
            **dict.fromkeys(("calendarId", "contactId", "groupId"), ""),
            "title": self.title,
            "locationId": LOCATION_ID,
            "assignedUserId": self.person.id,
            "users": [],
            "appointmentStatus": "",
            "startTime": to_ms(start),
            "endTime": to_ms(end),
            "dateAdded": added_ms,
            "dateUpdated": added_ms,
        }
        key = (self.day.isoformat(), self.start.isoformat(), self.person.name)
        return Event(id_of("block", *key), fields, kind="block")


def planned(now: datetime, after: date = date.min) -> Iterator[Event]:
    """Those of the filled days, as far as they begin after the given day."""
    days = [now.date() + timedelta(days=n) for n in range(-AROUND, AROUND + 1)]
    lunches = (one for day in days if day.weekday() < 5 for one in _lunch(day))
    for absence in (*lunches, *_today(now.date()), _holidays(now.date())):
        if absence.day > after:
            yield absence.event(now)


def _lunch(day: date) -> Iterator[Absence]:
    for person, hour in ((MARTA, 14), (JAMES, 14), (DANIEL, 15)):
        yield Absence(person, "Comida", day, time(hour, 15), day, time(hour + 1, 15))


def _today(day: date) -> Iterator[Absence]:
    """Around the appointments that stand on today's page."""
    yield Absence(SOFIA, "Quirófano", day, time(15, 30), day, time(19, 30))
    yield Absence(TOMAS, "Visitas a domicilio", day, time(8, 30), day, time(10))
    yield Absence(JAMES, "Formación", day, time(18), day, time(19, 30))


def _holidays(today: date) -> Absence:
    first = today + timedelta(days=HOLIDAYS[0])
    after = first + timedelta(days=HOLIDAYS[1])
    return Absence(LUCIA, "Vacaciones", first, time(0), after, time(0))
