"""A day and a person for each test, so that no booking of another is in its way.

All tests of a process share one sandbox, and what they booked stays there. So each gets
a pair that nobody had before it, away from the days that the sandbox is delivered with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

MADRID = ZoneInfo("Europe/Madrid")
# The calendar Fisioterapia, of which tests book, is of these two.
PEOPLE = ("Marta Ruiz", "James Whitfield")
# The sandbox fills two weeks, and lets its calendars be booked 90 days ahead.
FILLED, BOOKABLE = timedelta(days=16), timedelta(days=88)
# One person has a series on the weekday of the day that it was delivered on.
SERIES_ENDS = timedelta(weeks=6, days=1)
MONDAY, FRIDAY = 0, 4


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A weekday of one test's own: the clinic is open, and no clock changes."""

    day: date
    person: str

    def at(self, hour: int, minute: int = 0) -> datetime:
        """Return a time of it in Madrid."""
        return datetime.combine(self.day, time(hour, minute), MADRID)

    @property
    def sunday(self) -> date:
        """The Sunday before it, on which the clinic is closed."""
        return self.day - timedelta(days=self.day.isoweekday())

    @property
    def colleague(self) -> str:
        """The other one, who is not booked."""
        return next(name for name in PEOPLE if name != self.person)

    def __str__(self) -> str:
        return self.day.isoformat()


def _far() -> Iterator[OwnDay]:
    """Every other weekday, without end: what is on overnight meets nobody."""
    today = datetime.now(MADRID).date()
    first = today + BOOKABLE + timedelta(weeks=1)
    for days in count():
        day = first + timedelta(days=days)
        if day.weekday() in range(MONDAY, FRIDAY + 1, 2):
            yield OwnDay(day, PEOPLE[0])


def _bookable() -> Iterator[OwnDay]:
    """The days on which Leadway has free times to tell, first of one person's."""
    today = datetime.now(MADRID).date()
    # It is delivered anew after midnight, and on a weekend as of the Friday before.
    both = (today, today + timedelta(days=1))
    weekdays = {min(day.weekday(), FRIDAY) for day in both}
    for person in PEOPLE:
        series = weekdays if person == PEOPLE[0] else set()
        for days in range(FILLED.days, BOOKABLE.days):
            day = today + timedelta(days=days)
            over = timedelta(days=days) > SERIES_ENDS
            if day.weekday() <= FRIDAY and (over or day.weekday() not in series):
                yield OwnDay(day, person)


far = _far()
bookable = _bookable()
