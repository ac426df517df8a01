"""Where blocks lie: by the clock on the wall, and side by side where they overlap."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appointments.calendar import grid
from appointments.calendar.grid import Place
from appointments.calendar.hours import Hours
from appointments.leadway.calendars import Calendar, Opening
from appointments.times import clock

MADRID = ZoneInfo("Europe/Madrid")
MONDAY = date(2026, 11, 23)
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = MADRID) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def lies(start: datetime, end: datetime, day: date) -> tuple[int, int]:
    place = grid.place(start, end, day, MADRID)
    return place.start, place.length


def test_a_block_lies_at_its_time_and_is_as_long_as_it_takes() -> None:
    assert lies(at(MONDAY, 12), at(MONDAY, 12, 45), MONDAY) == (144, 9)


def test_what_is_too_short_to_be_read_is_drawn_a_quarter_long() -> None:
    assert lies(at(MONDAY, 12), at(MONDAY, 12, 5), MONDAY) == (144, 3)
    assert lies(at(MONDAY, 23, 55), at(MONDAY, 23, 59), MONDAY) == (285, 3)


def test_what_goes_past_midnight_is_cut_on_both_days() -> None:
    tuesday = MONDAY + timedelta(days=1)
    start, end = at(MONDAY, 23), at(tuesday, 1)
    assert lies(start, end, MONDAY) == (276, 12)
    assert lies(start, end, tuesday) == (0, 12)


def test_an_hour_that_does_not_exist_is_jumped_over_like_on_the_wall() -> None:
    start = at(SPRING, 1, 30).astimezone(UTC)
    assert lies(start, start + timedelta(hours=1), SPRING) == (18, 24)
    assert grid.unreal(SPRING, MADRID) == [Place(24, 12)]
    assert grid.twice(SPRING, MADRID) == []


def test_where_the_clock_goes_back_a_block_is_as_long_as_it_takes() -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert lies(start, start + timedelta(minutes=45), AUTUMN) == (30, 9)
    assert grid.twice(AUTUMN, MADRID) == [Place(24, 12)]
    assert grid.unreal(AUTUMN, MADRID) == []


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Santiago", date(2027, 9, 5)),
        ("Asia/Beirut", date(2027, 3, 28)),
        ("America/Asuncion", date(2023, 10, 1)),
    ],
)
def test_a_day_without_a_midnight_begins_at_one(zone: str, day: date) -> None:
    here = ZoneInfo(zone)
    assert grid.unreal(day, here) == [Place(0, 12)]
    first, _end = clock.day_bounds(day, here)
    place = grid.place(first, first + timedelta(hours=1), day, here)
    assert (place.start, place.length) == (12, 12)


def test_a_usual_day_has_nothing_odd() -> None:
    assert grid.unreal(MONDAY, MADRID) == grid.twice(MONDAY, MADRID) == []


def test_what_overlaps_shares_the_width_and_nothing_else_does() -> None:
    places = [Place(0, 9), Place(3, 9), Place(9, 3), Place(20, 3)]
    laid, rest = grid.side_by_side(places, most=3)
    assert [one and (one.lane, one.lanes) for one in laid] == [
        (0, 2),
        (1, 2),
        (0, 2),
        (0, 1),
    ]
    assert rest == []


def test_what_does_not_fit_is_counted_in_the_last_lane() -> None:
    laid, rest = grid.side_by_side([Place(0, 9)] * 5, most=3)
    assert [one and one.lane for one in laid] == [0, 1, None, None, None]
    assert rest == [Place(0, 9, 2, 3)]


def test_what_does_not_fit_is_counted_where_it_is_and_one_alone_is_shown() -> None:
    day_long = [Place(0, 100), Place(0, 100)]
    crowd = [Place(10, 9), Place(12, 9), Place(40, 9), Place(60, 9), Place(61, 9)]
    laid, rest = grid.side_by_side([*day_long, *crowd], most=3)
    assert [one and one.lane for one in laid] == [0, 1, None, None, 2, None, None]
    assert rest == [Place(10, 11, 2, 3), Place(60, 10, 2, 3)]


def test_what_is_outside_of_the_hours_is_closed() -> None:
    hours = Hours((Opening(1, 9 * 60, 14 * 60), Opening(1, 15 * 60, 18 * 60)))
    assert hours.closed(MONDAY, 96, 240) == [
        Place(96, 12),
        Place(168, 12),
        Place(216, 24),
    ]
    assert hours.is_closed(MONDAY - timedelta(days=1))
    assert not hours.is_closed(MONDAY)


def test_nothing_is_closed_where_nobody_told_any_hours() -> None:
    assert Hours(None).closed(MONDAY, 0, 288) == []
    assert not Hours(None).is_closed(MONDAY)


def test_hours_that_make_no_sense_are_left_out() -> None:
    hours = [
        {"openHour": 9, "closeHour": 14, "openMinute": 30},
        {"openHour": "x", "closeHour": 99},
        "odd",
    ]
    rules = [{"daysOfTheWeek": [1, "x"], "hours": hours}, {"daysOfTheWeek": 3}, 7]
    read = Calendar.from_wire({"id": "c", "openHours": rules})
    assert read.openings == (Opening(1, 570, 840),)
