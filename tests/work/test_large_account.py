"""An account of 120 calendars with a small limit: all of it is read, none refused."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index import reference
from appointments.index.sweeps import Reach, Sweep
from people.models import User
from tests.intents import intent
from tests.sandboxed import Sandbox
from tests.working import PATIENCE_S, working

pytestmark = pytest.mark.django_db(transaction=True)
CALENDARS, USUAL, LIMIT = 120, 7, 25


@pytest.fixture
def large(settings: Any) -> Iterator[Sandbox]:
    """Its limit starts anew five times as often as Leadway's, so that a test ends."""
    with Sandbox(rate=LIMIT, calendars=CALENDARS - USUAL) as sandbox:
        sandbox.switch(rate_interval_s=2)
        settings.LEADWAY_BASE_URL = sandbox.url
        reference.settle_source()
        yield sandbox


def journal(sandbox: Sandbox) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = sandbox.control("GET", "journal?brief=1")
    return entries


def near_read() -> int:
    return Sweep.objects.filter(reach=Reach.NEAR).exclude(read_at=None).count()


@pytest.mark.parametrize("workers", [1, 2])
def test_every_calendar_has_its_turn_and_no_save_is_refused_because_of_us(
    large: Sandbox, ana: User, tmp_path: Path, workers: int
) -> None:
    booked = large.book(title="Antes")
    edits: list[Edit] = []
    deadline = time.monotonic() + 3 * PATIENCE_S
    with working(workers, large.url, tmp_path):
        while near_read() < CALENDARS:
            assert time.monotonic() < deadline, f"{near_read()} were read"
            edits.append(saving.save(intent(booked, ana, title=f"Vez {len(edits)}")))
            time.sleep(0.3)
    assert {edit.state for edit in edits} == {Edit.State.ACCEPTED}
    entries = journal(large)
    assert [entry for entry in entries if entry["status"] == 429] == []
    listed = [e["query"] for e in entries if e["path"] == "/calendars/events"]
    days = [int(one["endTime"]) - int(one["startTime"]) for one in listed]
    near = [
        one["calendarId"] for one, ms in zip(listed, days, strict=True) if ms == days[0]
    ]
    counted = Counter(near)
    assert len(counted) == CALENDARS
    # Nobody had a second turn before everybody had the first one.
    assert set(near[:CALENDARS]) == set(counted)
