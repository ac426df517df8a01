"""A time is held against the opening hours of a calendar, over midnight as well."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appointments.editor.hours import is_outside
from appointments.leadway.calendars import Calendar, Opening

ZONE = ZoneInfo("Europe/Madrid")
MONDAY = datetime(2027, 3, 1, tzinfo=ZONE)


def outside(openings: list[Opening], hour: float, hours: float = 1) -> bool:
    calendar = Calendar.from_wire({"id": "a"})
    object.__setattr__(calendar, "openings", tuple(openings))
    start = MONDAY + timedelta(hours=hour)
    return is_outside(calendar, start, start + timedelta(hours=hours), ZONE)


@pytest.mark.parametrize(
    ("hour", "is_out"), [(9, False), (8.5, True), (13, False), (13.5, True), (20, True)]
)
def test_within_one_opening(hour: float, is_out: bool) -> None:
    assert outside([Opening(1, 9 * 60, 14 * 60)], hour) is is_out


def test_two_openings_that_touch_are_one() -> None:
    day = [Opening(1, 9 * 60, 12 * 60), Opening(1, 12 * 60, 14 * 60)]
    assert not outside(day, 11.5)
    assert outside([Opening(1, 9 * 60, 12 * 60), Opening(1, 13 * 60, 15 * 60)], 11.5, 2)


def test_what_closes_after_midnight_is_of_two_days() -> None:
    night = [Opening(0, 22 * 60, 4 * 60)]
    assert not outside(night, 2)
    assert outside(night, 3.5)
    assert not outside([Opening(1, 22 * 60, 4 * 60)], 23, 2)


def test_a_calendar_without_hours_says_nothing() -> None:
    assert not outside([], 3)
    assert not is_outside(None, MONDAY, MONDAY, ZONE)
