"""What nobody waits for leaves people their share of Leadway's limit, always."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from appointments.index import budget
from appointments.index.ration import Ration, Urgency
from appointments.leadway.client import Call, Rate
from tests.at_once import at_once

pytestmark = pytest.mark.django_db


def rate(limit: int, daily: int, *, remaining: int | None = None) -> Rate:
    left = limit if remaining is None else remaining
    return Rate(limit, left, 10_000, daily, daily, 86_400_000)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def taken(
    clock: Any, urgency: Urgency, *, seconds: float, step_s: float
) -> list[float]:
    """Take whatever may be taken for so long; return when that was."""
    found, at = [], 0.0
    while at < seconds:
        while Ration.take(urgency):
            found.append(at)
        clock.shift(timedelta(seconds=step_s))
        at += step_s
    return found


@pytest.mark.parametrize("limit", [10, 25, 100])
@pytest.mark.parametrize("urgency", Urgency)
def test_in_no_interval_more_than_six_tenths_of_the_limit(
    clock: Any, limit: int, urgency: Urgency
) -> None:
    Ration.hear([rate(limit, 10_000_000)])
    found = taken(clock, urgency, seconds=40, step_s=0.1)
    most = max(sum(at <= one < at + 10 for one in found) for at in found)
    assert most <= 0.6 * limit + 1e-9
    # And of that hardly anything is left unused.
    assert len(found) >= 0.4 * limit * 4


def test_in_no_day_more_than_a_third_of_the_daily_limit(clock: Any) -> None:
    Ration.hear([rate(100, 3000)])
    found = taken(clock, Urgency.LOOKED_AT, seconds=2 * 86_400, step_s=60)
    most = max(sum(at <= one < at + 86_400 for one in found) for at in found[::25])
    assert 0.7 * 1000 <= most <= 1000


def test_the_less_urgent_leave_something_in_the_bucket(clock: Any) -> None:
    Ration.hear([rate(100, 10_000_000)])
    far = len(taken(clock, Urgency.FAR, seconds=0.1, step_s=1))
    clock.shift(timedelta(minutes=1))
    near = len(taken(clock, Urgency.NEAR, seconds=0.1, step_s=1))
    clock.shift(timedelta(minutes=1))
    looked_at = len(taken(clock, Urgency.LOOKED_AT, seconds=0.1, step_s=1))
    assert 0 < far < near < looked_at


def test_before_anything_was_heard_it_takes_the_least_that_was_ever_seen(
    clock: Any,
) -> None:
    assert len(taken(clock, Urgency.LOOKED_AT, seconds=10, step_s=0.5)) <= 15


def test_while_people_use_the_limit_up_nothing_is_taken(clock: Any) -> None:
    Ration.hear([rate(25, 10_000)])
    budget.note(Call("PUT", "/", 200, 1.0, "", None, rate(25, 10_000, remaining=9), 1))
    assert not Ration.take(Urgency.NEAR)
    assert Ration.take(Urgency.LOOKED_AT)
    clock.shift(timedelta(seconds=11))
    assert Ration.take(Urgency.NEAR)


def test_after_a_refusal_all_wait_as_long_as_leadway_said(clock: Any) -> None:
    Ration.pause(30)
    assert not Ration.take(Urgency.LOOKED_AT)
    clock.shift(timedelta(seconds=29))
    assert not Ration.take(Urgency.LOOKED_AT)
    clock.shift(timedelta(seconds=3))
    assert Ration.take(Urgency.LOOKED_AT)


def test_each_account_has_its_own(clock: Any, settings: Any) -> None:
    Ration.pause(30)
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    assert Ration.take(Urgency.FAR)


@pytest.mark.django_db(transaction=True)
def test_workers_together_take_no_more_than_one_would() -> None:
    Ration.hear([rate(100, 10_000_000)])

    def take() -> int:
        return sum(Ration.take(Urgency.LOOKED_AT) for _ in range(30))

    began = timezone.now()
    together = sum(at_once(take, take, take, take))
    passed_s = (timezone.now() - began).total_seconds()
    assert 0 < together <= 15 + 4.5 * passed_s + 1
