"""Days and times that stay in the future, whenever the tests are run."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

MADRID = ZoneInfo("Europe/Madrid")
_days = count()


def quiet_day() -> date:
    """A weekday beyond the seed, within the range of bookings, new with each call."""
    while True:
        # Within the ninety days that the calendars of the seed can be booked for.
        day = datetime.now(MADRID).date() + timedelta(days=20 + next(_days) % 68)
        if day.weekday() < 5:
            return day


def at(day: date, hour: int, minute: int = 0) -> str:
    return datetime(
        day.year, day.month, day.day, hour, minute, tzinfo=MADRID
    ).isoformat()


def ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)
