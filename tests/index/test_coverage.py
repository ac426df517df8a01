"""What is known of when a span was read, from days that people read and from sweeps."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from appointments.connection import location_id
from appointments.index import coverage
from appointments.index.coverage import Seen
from appointments.index.spans import Span
from appointments.index.sweeps import Reach, Sweep
from appointments.leadway.errors import Trouble

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
MIDNIGHT = NOW.replace(hour=0, minute=0, second=0)
TROUBLE = Trouble("unanswered")


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def day(number: int) -> tuple[datetime, datetime]:
    start = MIDNIGHT + timedelta(days=number)
    return start, start + timedelta(days=1)


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@pytest.fixture
def sweep() -> Callable[..., Sweep]:
    def make(calendar_id: str, first: int, last: int, **columns: Any) -> Sweep:
        start, end = day(first)[0], day(last)[1]
        columns = {"start": start, "end": end, "window_s": 86_400} | columns
        if columns.get("read_at"):
            columns |= {"read_start": start, "read_end": end}
        account, reach = location_id(), columns.pop("reach", Reach.NEAR)
        return Sweep.objects.create(
            account=account, calendar_id=calendar_id, reach=reach, **columns
        )

    return make


def read(calendar_id: str, number: int, at: datetime, **columns: Any) -> Span:
    start, end = day(number)
    columns = {"read_at": at, "asked_at": at} | columns
    return Span.objects.create(
        account=location_id(), calendar_id=calendar_id, start=start, end=end, **columns
    )


def seen(*numbers: int, calendars: tuple[str, ...] = ("a", "b")) -> Seen:
    return coverage.seen([day(number) for number in numbers], calendars)


def test_what_nobody_read_was_never_seen() -> None:
    assert seen(0) == Seen(None, (), stale=True, coming=("a", "b"))
    assert seen(0, calendars=()) == Seen(None, (), stale=True)


def test_a_sweep_counts_for_each_of_its_days(sweep: Callable[..., Sweep]) -> None:
    sweep("a", -1, 8, read_at=ago(1), asked_at=ago(1))
    sweep("b", -1, 8, read_at=ago(2), asked_at=ago(2))
    assert seen(0, 3) == Seen(ago(2), (), stale=False)
    assert seen(9).at is None


def test_a_calendar_that_was_not_read_is_missing(sweep: Callable[..., Sweep]) -> None:
    sweep("a", -1, 8, read_at=ago(1))
    assert seen(0) == Seen(ago(1), ("b",), stale=True, coming=("b",))
    assert seen(0).failed == ()


def test_a_calendar_whose_first_reading_failed_is_not_to_come(
    sweep: Callable[..., Sweep],
) -> None:
    sweep("a", -1, 8, read_at=ago(1))
    sweep("b", -1, 8, asked_at=ago(1), trouble=TROUBLE, at=day(-1)[0])
    assert seen(0).failed == ("b",)
    assert seen(0).coming == ()


def test_the_newest_reading_of_a_day_counts(sweep: Callable[..., Sweep]) -> None:
    for calendar in "ab":
        sweep(calendar, -1, 8, read_at=ago(5))
        sweep(calendar, -30, 90, read_at=ago(20), reach=Reach.ALL)
        read(calendar, 1, ago(0.5))
    assert seen(1).at == ago(0.5)
    assert seen(0).at == ago(5)
    assert seen(20).at == ago(20)
    assert [seen(n).stale for n in (1, 0, 20)] == [False, True, True]


def test_a_sweep_under_way_counts_as_far_as_it_got(
    sweep: Callable[..., Sweep],
) -> None:
    on_its_way = {"began_at": ago(1), "at": day(4)[0]}
    sweep("a", -1, 8, read_at=ago(9), **on_its_way)
    assert seen(3, calendars=("a",)).at == ago(1)
    assert seen(4, calendars=("a",)).at == ago(9)


def test_a_calendar_that_fails_is_missing_until_it_is_read_again(
    sweep: Callable[..., Sweep],
) -> None:
    failing = sweep(
        "a", -1, 8, read_at=ago(9), asked_at=ago(1), trouble=TROUBLE, at=day(2)[0]
    )
    sweep("b", -1, 8, read_at=ago(1))
    assert seen(3) == Seen(ago(9), ("a",), stale=True)
    # Before the place where it failed, and where somebody has read since, it is not.
    read("a", 3, ago(0.5))
    assert seen(3).missing == ()
    failing.trouble = None
    failing.save()
    assert seen(4).missing == ()


def test_a_day_that_somebody_could_not_read_is_missing(
    sweep: Callable[..., Sweep],
) -> None:
    for calendar in "ab":
        sweep(calendar, -1, 8, read_at=ago(9))
    read("a", 0, ago(20), asked_at=ago(1), trouble=TROUBLE)
    assert seen(0).missing == ("a",)
    assert seen(1).missing == ()


def test_where_no_calendar_is_known_nothing_was_read() -> None:
    noon = timezone.now()
    assert coverage.known([(noon, noon + timedelta(hours=1))], []) == [False]
