"""A few lines that say when a visit fits, written apart from the sandbox's own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tests.sandbox.clock import at, ms

MINUTE_MS = 60_000
FREE_AGAIN = ("cancelled", "invalid")


@dataclass(frozen=True)
class Visit:
    """What the model knows of one appointment; times are epoch milliseconds."""

    calendar: str
    user: str
    start: int
    end: int
    status: str = "confirmed"
    title: str = ""


@dataclass
class Model:
    """One day of the clinic: its calendars by name, and its visits by id."""

    day: date
    calendars: dict[str, dict[str, Any]]
    visits: dict[str, Visit] = field(default_factory=dict)

    def visit(self, name: str, member: int, minute: int) -> Visit:
        """A visit of the calendar's length; `minute` counts from midnight."""
        team = [one["userId"] for one in self.calendars[name]["teamMembers"]]
        start = self.moment(minute)
        end = start + self.calendars[name]["slotDuration"] * MINUTE_MS
        return Visit(name, team[member % len(team)], start, end)

    def moment(self, minute: int) -> int:
        return ms(at(self.day, 0)) + minute * MINUTE_MS

    def times(self, visit: Visit) -> dict[str, str]:
        """The two times as they are sent; on this day no clock changes."""
        midnight = datetime.fromisoformat(at(self.day, 0))
        spans = {"startTime": visit.start, "endTime": visit.end}
        return {
            name: (midnight + timedelta(milliseconds=end - self.moment(0))).isoformat()
            for name, end in spans.items()
        }

    def fits(self, wanted: Visit, ignoring: str = "") -> bool:
        """On the grid, within the hours, and not too near to the others."""
        return self._is_on_grid(wanted) and not any(
            self._are_too_near(wanted, visit)
            for event_id, visit in self.visits.items()
            if event_id != ignoring and visit.status not in FREE_AGAIN
        )

    def within(self, name: str, start: int, end: int) -> set[str]:
        return {
            event_id
            for event_id, visit in self.visits.items()
            if visit.calendar == name and visit.start < end and visit.end > start
        }

    def _is_on_grid(self, wanted: Visit) -> bool:
        step = self.calendars[wanted.calendar]["slotInterval"] * MINUTE_MS
        return any(
            opens <= wanted.start
            and wanted.end <= closes
            and (wanted.start - opens) % step == 0
            for opens, closes in self._hours(self.calendars[wanted.calendar])
        )

    def _are_too_near(self, wanted: Visit, other: Visit) -> bool:
        gap = self.calendars[wanted.calendar]["slotBuffer"] * MINUTE_MS
        return (
            wanted.user == other.user
            and wanted.start < other.end + gap
            and other.start < wanted.end + gap
        )

    def _hours(self, calendar: dict[str, Any]) -> Iterator[tuple[int, int]]:
        for one in calendar["openHours"]:
            if self.day.isoweekday() % 7 in one["daysOfTheWeek"]:
                for span in one["hours"]:
                    yield (
                        ms(at(self.day, span["openHour"], span["openMinute"])),
                        ms(at(self.day, span["closeHour"], span["closeMinute"])),
                    )
