"""Wall-clock times: the two odd hours of a year, and every other one."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.times import clock

MADRID = ZoneInfo("Europe/Madrid")
SANTIAGO = ZoneInfo("America/Santiago")
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)
HALF_PAST_TWO = time(2, 30)
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Madrid",
        "America/Santiago",
        "America/Mexico_City",
        "America/Tijuana",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "UTC",
    )
]
moments = st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))
zones = st.sampled_from(ZONES)


def offset(hours: float) -> timedelta:
    return timedelta(hours=hours)


def test_a_time_that_does_not_exist_is_refused_with_the_one_that_does() -> None:
    with pytest.raises(clock.Gap) as caught:
        clock.resolve(FORWARD, HALF_PAST_TWO, MADRID)
    assert f"{caught.value.suggestion:%H:%M%z}" == "03:30+0200"
    assert caught.value.asked == datetime.combine(FORWARD, HALF_PAST_TWO)


def test_a_time_that_happens_twice_asks_which() -> None:
    with pytest.raises(clock.Overlap) as caught:
        clock.resolve(BACK, HALF_PAST_TWO, MADRID)
    both = caught.value.first, caught.value.second
    assert [one.utcoffset() for one in both] == [offset(2), offset(1)]
    assert both[1] - both[0] == timedelta(hours=1)


@pytest.mark.parametrize("hours", [1, 2])
def test_an_offset_answers_that(hours: int) -> None:
    chosen = clock.resolve(BACK, HALF_PAST_TWO, MADRID, offset=offset(hours))
    assert chosen.utcoffset() == offset(hours)


def test_an_offset_that_is_neither_still_asks() -> None:
    with pytest.raises(clock.Overlap):
        clock.resolve(BACK, HALF_PAST_TWO, MADRID, offset=offset(5))


@pytest.mark.parametrize("at", [time(1, 59), time(3, 0), time(12), time(0)])
def test_the_hours_around_a_clock_change_are_plain(at: time) -> None:
    for day in (FORWARD, BACK):
        resolved = clock.resolve(day, at, MADRID)
        assert resolved.replace(tzinfo=None) == datetime.combine(day, at)


def test_a_day_without_a_midnight_starts_at_one() -> None:
    start, end = clock.day_bounds(date(2027, 9, 5), SANTIAGO)
    assert start.isoformat() == "2027-09-05T01:00:00-03:00"
    assert end - start == timedelta(hours=23)


def test_a_day_whose_midnight_happens_twice_starts_at_the_first() -> None:
    """In Havana the clock goes back from 01:00 to 00:00."""
    havana = ZoneInfo("America/Havana")
    start, end = clock.day_bounds(date(2027, 11, 7), havana)
    assert start.isoformat() == "2027-11-07T00:00:00-04:00"
    assert end - start == timedelta(hours=25)


@pytest.mark.parametrize(("day", "hours"), [(FORWARD, 23), (BACK, 25)])
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    start, end = clock.day_bounds(day, MADRID)
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Europe/Madrid", "GMT+1"),
        ("Asia/Kolkata", "GMT+5:30"),
        ("America/St_Johns", "GMT-3:30"),
        ("UTC", "GMT+0"),
    ],
)
def test_an_offset_has_a_label(zone: str, label: str) -> None:
    winter = datetime(2027, 1, 15, 12, tzinfo=UTC)
    assert clock.offset_label(clock.local(winter, ZoneInfo(zone))) == label


@given(moment=moments, zone=zones)
def test_what_a_clock_shows_leads_back_to_the_moment(
    moment: datetime, zone: ZoneInfo
) -> None:
    shown = clock.local(moment, zone)
    chosen = clock.resolve(shown.date(), shown.time(), zone, offset=shown.utcoffset())
    assert chosen == shown == moment
    assert chosen.utcoffset() == shown.utcoffset()


@given(day=st.dates(date(1980, 1, 1), date(2099, 1, 1)), zone=zones)
def test_days_follow_each_other_without_a_hole(day: date, zone: ZoneInfo) -> None:
    start, end = clock.day_bounds(day, zone)
    assert start <= end  # the Pacific has skipped whole days
    assert clock.day_bounds(day + timedelta(days=1), zone)[0] == end


@given(moment=moments, zone=zones)
def test_a_moment_is_within_the_day_that_its_clock_shows(
    moment: datetime, zone: ZoneInfo
) -> None:
    start, end = clock.day_bounds(clock.local(moment, zone).date(), zone)
    assert start <= moment < end
