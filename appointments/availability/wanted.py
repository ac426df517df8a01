"""The time that somebody considers for an appointment."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time that is being considered; its ends are None while they cannot be read."""

    event_id: str
    user_id: str
    calendar_id: str
    day: date
    start: datetime | None = None
    end: datetime | None = None
