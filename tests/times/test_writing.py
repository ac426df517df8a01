"""Moments in words: an hour that the clock shows twice says which of the two it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appointments.times import writing

MADRID = ZoneInfo("Europe/Madrid")
# The clocks go back at 01:00 UTC: 02:30 comes twice.
FIRST = datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
DAY = timedelta(days=1)
Written = Callable[[datetime, datetime], str]


def next_said(moment: datetime, now: datetime) -> str:
    return writing.write_next(moment, now=now, zone=MADRID)


def stamp(moment: datetime, now: datetime) -> str:
    return writing.write_stamp(moment, now=now, zone=MADRID)


def since(moment: datetime, now: datetime) -> str:
    return writing.write_since(moment, now=now, zone=MADRID)


def ago(moment: datetime, now: datetime) -> str:
    return writing.write_ago(moment, now=now, zone=MADRID)


@pytest.mark.parametrize("written", [next_said, stamp, ago, since])
@pytest.mark.parametrize("later", [0 * DAY, DAY, 5 * DAY])
def test_each_of_two_like_hours_has_its_offset(
    written: Written, later: timedelta
) -> None:
    assert "(GMT+2)" in written(FIRST, FIRST + later)
    assert "(GMT+1)" in written(SECOND, SECOND + later)


@pytest.mark.parametrize("written", [next_said, stamp, ago, since])
def test_any_other_hour_has_none(written: Written) -> None:
    noon = FIRST + timedelta(hours=12)
    assert "GMT" not in written(noon, noon + DAY)


def test_a_stamp_of_today_tells_the_second() -> None:
    assert stamp(FIRST, FIRST) == "02:30:05 (GMT+2)"
    assert stamp(FIRST, FIRST + 2 * DAY) == "Sun 25 Oct, 02:30 (GMT+2)"


def test_a_next_date_tells_its_year_where_it_is_another() -> None:
    assert next_said(FIRST, FIRST) == "Sun 25 Oct, 02:30 (GMT+2)"
    assert next_said(FIRST, FIRST - 365 * DAY) == "Sun 25 Oct 2026, 02:30 (GMT+2)"
