"""Makes the events of the seed, and decides what has become of each by now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sandbox.gate import LOCATION_ID
from sandbox.ids import id_of
from sandbox.seed.calendars import BY_NAME
from sandbox.seed.chance import chance
from sandbox.seed.staff import Person
from sandbox.store import Event
from sandbox.times import DAY_MS, to_ms

LINKS = {
    "gmeet": "https://meet.google.com/yqp-gogr-wve",
    "zoom": "https://zoom.us/j/91234567890",
    "ms_teams": "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
}
OVER = ("showed", "noshow")
STANDING = ("cancelled", "invalid")


@dataclass(frozen=True)
class Visit:
    """One appointment to be; `status` is what was planned for it."""

    person: Person
    day: date
    start: time
    minutes: int
    contact: str
    title: str
    status: str = "confirmed"
    place: str = "address"
    address: str = ""
    calendar: str = ""

    def event(self, now: datetime, **more: Any) -> Event:
        """The appointment as of `now`, whose zone is the clinic's."""
        start = datetime.combine(self.day, self.start, now.tzinfo)
        calendar = BY_NAME[self.calendar or self.person.calendar]
        added_ms = min(to_ms(start) - 9 * DAY_MS, to_ms(now) - DAY_MS)
        key = (self.day.isoformat(), self.start.isoformat(), self.person.name)
        fields = {
            "title": self.title,
            "calendarId": calendar["id"],
            "groupId": calendar["groupId"],
            "locationId": LOCATION_ID,
            "contactId": id_of("contact", self.contact),
            "contactName": self.contact,
            "assignedUserId": self.person.id,
            "users": [],
            "appointmentStatus": self._status_by(now, start),
            "meetingLocationType": self.place,
            "address": self.address or LINKS.get(self.place, self.person.room),
            "startTime": to_ms(start),
            "endTime": to_ms(start + timedelta(minutes=self.minutes)),
            "createdBy": {"source": "calendar_page", "userId": self.person.id},
            "dateAdded": added_ms,
            "dateUpdated": added_ms,
        }
        return Event(id_of("appointment", *key, self.title), {**fields, **more})

    def _status_by(self, now: datetime, start: datetime) -> str:
        """Nobody can have come to what has not begun; most have come to what is over.

        What is over and still `confirmed` is what waits for its outcome.
        """
        if self.status in STANDING:
            return self.status
        if start > now or start + timedelta(minutes=self.minutes) > now:
            return "confirmed" if self.status in OVER else self.status
        if self.status in OVER:
            return self.status
        return became(self.status, self.title, start, now)


def became(status: str, title: str, start: datetime, now: datetime) -> str:
    """The outcome of a visit that is over; some, mostly today's, still wait for it."""
    open_share = 0.25 if start.date() == now.date() else 0.04
    return status if chance(start, title).random() < open_share else "showed"
