"""Days and times that stay in the future, whenever the tests are run."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

MADRID = ZoneInfo("Europe/Madrid")
# The seed's days end before the first, its calendars' date range after the last.
FIRST, LAST = 20, 85
SUNDAY = 7
_ahead = count(FIRST)


def start_over() -> None:
    """Hand out the quiet days again: everything that was booked on them is gone."""
    global _ahead
    _ahead = count(FIRST)


def quiet_day() -> date:
    """A weekday on which nothing is booked; each call gives another one."""
    while (distance := next(_ahead)) <= LAST:
        day = datetime.now(MADRID).date() + timedelta(days=distance)
        if day.weekday() < 5:
            return day
    raise RuntimeError("There are no quiet days left: share one, or book in the past.")


def closed_day() -> date:
    """A Sunday to come. On a Sunday the clinic is open on all of them."""
    if datetime.now(MADRID).isoweekday() == SUNDAY:
        pytest.skip("on a Sunday the clinic is closed on no day")
    day = quiet_day()
    return day + timedelta(days=SUNDAY - day.isoweekday())


def last_day() -> date:
    """A weekday after the quiet ones, when the seed's series are over too."""
    today = datetime.now(MADRID).date()
    days = (today + timedelta(days=LAST + n) for n in range(1, 5))
    return next(day for day in days if day.weekday() < 5)


def at(day: date, hour: int, minute: int = 0) -> str:
    return datetime(
        day.year, day.month, day.day, hour, minute, tzinfo=MADRID
    ).isoformat()


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)
