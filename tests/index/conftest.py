"""What the tests of days, of sweeps, of taken and of free times share."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from appointments.index import sweeping
from appointments.index.directory import Directory
from appointments.index.ration import Ration
from appointments.index.sweeps import Reach
from appointments.index.taken import Wanted
from tests import pace
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

DEADLINE_S = 2.0


@pytest.fixture
def wanted(names: Any, sandbox: Sandbox, own: OwnDay) -> Any:
    """Make a time of the test's own day and person, at noon if it says nothing else."""
    cast = sandbox.cast()
    usual = {
        "event_id": "someOther",
        "user_id": cast["users"][own.person],
        "calendar_id": cast["calendars"]["Fisioterapia"],
    }

    def make(start: datetime | None = None, **fields: Any) -> Wanted:
        start = start or own.at(12)
        span = {"start": start, "end": start + timedelta(minutes=45)}
        return Wanted(**{**usual, "day": start.date(), **span, **fields})

    return make


def asked(sandbox: Sandbox) -> int:
    return sum("free-slots" in entry["path"] for entry in sandbox.journal("GET"))


@pytest.fixture
def chosen_scopes(sandbox: Sandbox) -> Iterator[Sandbox]:
    yield sandbox
    sandbox.switch(scopes=None, timezone=None)


def one_deadline_s() -> float:
    """How long somebody sleeps on this machine who sleeps until a deadline."""
    return pace.seconds(lambda: time.sleep(DEADLINE_S))


@pytest.fixture
def silent(sandbox: Sandbox, settings: Any) -> Sandbox:
    """A sandbox that keeps every call waiting for longer than the deadline."""
    settings.LEADWAY_DEADLINE_S = settings.LEADWAY_READ_DEADLINE_S = DEADLINE_S
    sandbox.fault("slow", seconds=4 * DEADLINE_S)
    return sandbox


@pytest.fixture
def swept(
    names: Directory, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """Read on until nothing is due, or so many windows; return how many it were.

    The limit has tests of its own; here it is as large as it needs to be.
    """
    Ration.current()
    Ration.objects.update(burst_limit=100_000, daily_limit=100_000_000)
    monkeypatch.setattr(Ration, "hear", lambda rates: None)
    sweeping.provide()

    def read(reach: Reach = Reach.NEAR, *, most: int = 1000) -> int:
        take = {Reach.NEAR: sweeping.next_near, Reach.ALL: sweeping.next_of_all}[reach]
        count = 0
        while count < most and (sweep := take()):
            sweeping.read_on(sweep)
            count += 1
        return count

    return read
