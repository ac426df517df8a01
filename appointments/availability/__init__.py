"""The use case: when could it be? What somebody has then, and when they are free."""

from appointments.availability.free import (
    FreeTimes,
    forget_free_times,
    free_times,
    kept_free_times,
    nearest,
    offers,
)
from appointments.availability.reading import fresh_day
from appointments.availability.refusal import refused_edit
from appointments.availability.taken import Day, Taken, day_of, taking
from appointments.availability.wanted import Wanted

__all__ = [
    "Day",
    "FreeTimes",
    "Taken",
    "Wanted",
    "day_of",
    "forget_free_times",
    "free_times",
    "fresh_day",
    "kept_free_times",
    "nearest",
    "offers",
    "refused_edit",
    "taking",
]
