"""When somebody can be booked, from what their calendars tell of their hours."""

from datetime import date
from typing import Any

import pytest

from appointments.calendar.hours import Hours, hours_of
from appointments.index.directory import Directory
from appointments.leadway.calendars import Calendar
from appointments.times.steps import DAY, HOUR

SUNDAY, MONDAY, TUESDAY = (date(2026, 11, n) for n in (22, 23, 24))


def calendar(name: str, *hours: dict[str, int], days: Any = (1,)) -> Calendar:
    rules = [{"daysOfTheWeek": list(days), "hours": list(hours)}] if hours else []
    return Calendar.from_wire(
        {"id": name, "openHours": rules, "teamMembers": [{"userId": "ana"}]}
    )


def opened(start: int, end: int) -> dict[str, int]:
    return {"openHour": start, "openMinute": 0, "closeHour": end, "closeMinute": 0}


def hours(*calendars: Calendar) -> Hours:
    names = Directory("", None, True, {one.id: one for one in calendars}, {})
    return hours_of(names, ["ana"])


def closed(found: Hours, day: date) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found.closed(day, 0, DAY)]


def test_what_lies_outside_of_the_hours_is_closed() -> None:
    found = hours(calendar("a", opened(9, 14), opened(16, 20)))
    assert closed(found, MONDAY) == [
        (0, 9 * HOUR),
        (14 * HOUR, 16 * HOUR),
        (20 * HOUR, DAY),
    ]
    assert found.is_closed(TUESDAY)


def test_the_hours_of_several_calendars_add_up() -> None:
    found = hours(calendar("a", opened(9, 12)), calendar("b", opened(11, 15)))
    assert closed(found, MONDAY) == [(0, 9 * HOUR), (15 * HOUR, DAY)]


def test_of_somebody_in_a_calendar_without_hours_nothing_is_known() -> None:
    found = hours(calendar("a", opened(9, 12)), calendar("b"))
    assert closed(found, MONDAY) == []
    assert not found.is_closed(SUNDAY)


@pytest.mark.parametrize("midnight", [0, 24])
def test_a_calendar_may_be_open_until_midnight(midnight: int) -> None:
    found = hours(calendar("a", opened(18, midnight)))
    assert closed(found, MONDAY) == [(0, 18 * HOUR)]
    assert found.is_closed(TUESDAY)


def test_what_closes_after_midnight_is_open_on_both_days() -> None:
    found = hours(calendar("a", opened(22, 6), days=(0, 1)))
    assert closed(found, SUNDAY) == [(0, 22 * HOUR)]
    assert closed(found, MONDAY) == [(6 * HOUR, 22 * HOUR)]
    assert closed(found, TUESDAY) == [(6 * HOUR, DAY)]


def test_a_calendar_may_be_open_all_day_and_night() -> None:
    assert closed(hours(calendar("a", opened(0, 24))), MONDAY) == []
    assert closed(hours(calendar("a", opened(0, 0))), MONDAY) == []


def test_hours_that_cannot_be_read_are_as_if_nobody_told_any() -> None:
    assert closed(hours(calendar("a", opened(9, 99), days="all")), MONDAY) == []
