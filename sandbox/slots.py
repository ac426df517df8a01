"""When a calendar can be booked: one answer for free-slots and for the slot check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from sandbox.diary import Diary
from sandbox.store import Event
from sandbox.times import MINUTE_MS, local, to_ms

UNIT_MS = {"mins": MINUTE_MS, "hours": 60 * MINUTE_MS}
# These statuses give the slot back.
FREE_AGAIN = frozenset({"cancelled", "invalid"})

Calendar = dict[str, Any]


def span_ms(calendar: Calendar, name: str) -> int:
    """A length of the calendar, slotDuration for instance, with its unit applied."""
    unit = calendar.get(f"{name}Unit", "mins")
    return int(calendar.get(name, 0)) * UNIT_MS[unit]


def slot_length_ms(calendar: Calendar) -> int:
    return span_ms(calendar, "slotDuration")


def team(calendar: Calendar) -> list[str]:
    return [member["userId"] for member in calendar.get("teamMembers", [])]


@dataclass(frozen=True)
class Opening:
    """What one calendar has to offer to the people named in `users`.

    `ignoring` is the event that is being moved: it never stands in its own way.
    """

    diary: Diary
    calendar: Calendar
    users: list[str]
    ignoring: str = ""

    def free_on(self, day: date) -> list[int]:
        """The starts that can be booked on a day of the account's zone."""
        return self.free([day])

    def free(self, days: list[date]) -> list[int]:
        """The starts that can be booked on these days; the diary is read once."""
        starts = {day: list(grid(self.calendar, day, self.diary.zone)) for day in days}
        opened = [each for each in starts.values() if each]
        if not opened:
            return []
        length, gap = slot_length_ms(self.calendar), max(self._buffers())
        busy = self._busy(opened[0][0] - gap, opened[-1][-1] + length + gap)
        free: list[int] = []
        for each in opened:
            events = _overlapping(busy, each[0] - gap, each[-1] + length + gap)
            free += self._free_of(each, events)
        return free

    def _free_of(self, starts: list[int], events: list[Event]) -> list[int]:
        """The starts of one day that are free of its events.

        A visit's own buffers keep it away from everything, and those of the calendar's
        other visits keep it away from them.
        """
        per_day = int(self.calendar.get("appoinmentPerDay", 0))
        if per_day and sum(map(self._is_ours, events)) >= per_day:
            return []
        before, after = self._buffers()
        gap, length = max(before, after), slot_length_ms(self.calendar)
        # From when on, and until when, each keeps a visit from beginning.
        kept = [
            (e.start_ms - length - gap, e.end_ms + gap, e)
            if self._is_shared(e)
            else (e.start_ms - length - after, e.end_ms + before, e)
            for e in events
        ]
        return [
            start
            for start in starts
            if self._is_free([e for first, last, e in kept if first < start < last])
        ]

    def _buffers(self) -> tuple[int, int]:
        return span_ms(self.calendar, "preBuffer"), span_ms(self.calendar, "slotBuffer")

    def _busy(self, start_ms: int, end_ms: int) -> list[Event]:
        return [
            event
            for event in self.diary.between(start_ms, end_ms)
            if event.id != self.ignoring
            and not event.deleted
            and event.fields.get("appointmentStatus") not in FREE_AGAIN
            and self._concerns(event)
        ]

    def _concerns(self, event: Event) -> bool:
        """Whether it can stand in the way: it is the calendar's, or one of theirs."""
        return self._is_ours(event) or any(_takes_part(event, u) for u in self.users)

    def _is_free(self, events: list[Event]) -> bool:
        if any(self._is_ours(event) and event.kind == "block" for event in events):
            return False
        if not team(self.calendar):
            return self._has_room(list(filter(self._is_ours, events)))
        free = [self._user_is_free(user, events) for user in self.users]
        collective = self.calendar["calendarType"] == "collective"
        return all(free) if collective else any(free)

    def _user_is_free(self, user: str, events: list[Event]) -> bool:
        theirs = [event for event in events if _takes_part(event, user)]
        return all(map(self._is_shared, theirs)) and self._has_room(theirs)

    def _is_ours(self, event: Event) -> bool:
        return bool(event.fields.get("calendarId") == self.calendar["id"])

    def _is_shared(self, event: Event) -> bool:
        return self._is_ours(event) and event.kind == "appointment"

    def _has_room(self, events: list[Event]) -> bool:
        return len(events) < int(self.calendar.get("appoinmentPerSlot", 1))


def grid(calendar: Calendar, day: date, zone: ZoneInfo) -> Iterator[int]:
    """Every start that the calendar's opening hours offer on a day, taken or not."""
    length, step = slot_length_ms(calendar), span_ms(calendar, "slotInterval")
    for opens, closes in _hours(calendar, day, zone):
        yield from range(opens, closes - length + 1, step)


def bounds(calendar: Calendar, now_ms: int, zone: ZoneInfo) -> tuple[int, int]:
    """From the minimum notice to the end of the date range."""
    now = local(now_ms, zone)
    return (
        to_ms(now + _ahead(calendar, "allowBookingAfter", "hours")),
        to_ms(now + _ahead(calendar, "allowBookingFor", "days")),
    )


def _ahead(calendar: Calendar, name: str, unit: str) -> relativedelta:
    count = int(calendar.get(name, 0))
    spans = {
        "hours": relativedelta(hours=count),
        "days": relativedelta(days=count),
        "weeks": relativedelta(weeks=count),
        "months": relativedelta(months=count),
    }
    return spans[calendar.get(f"{name}Unit", unit)]


def _hours(calendar: Calendar, day: date, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    # Days count from Sunday = 0.
    weekday = day.isoweekday() % 7
    for rule in calendar.get("openHours", []):
        if weekday in rule["daysOfTheWeek"]:
            for hours in rule["hours"]:
                yield (
                    _wall(day, hours["openHour"], hours["openMinute"], zone),
                    _wall(day, hours["closeHour"], hours["closeMinute"], zone),
                )


def _wall(day: date, hour: int, minute: int, zone: ZoneInfo) -> int:
    days, hour = divmod(hour, 24)
    wall = datetime.combine(day, time(hour, minute), zone)
    return to_ms(wall + timedelta(days=days))


def _takes_part(event: Event, user: str) -> bool:
    fields = event.fields
    return fields.get("assignedUserId") == user or user in fields.get("users", [])


def _overlapping(events: list[Event], start_ms: int, end_ms: int) -> list[Event]:
    return [e for e in events if e.start_ms < end_ms and e.end_ms > start_ms]
