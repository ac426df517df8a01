"""Workers that are killed, that work side by side, and beside people who save."""

import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import saving
from appointments.edits.saving import Unnoted
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import directory, reference
from appointments.index.sweeps import Reach, Sweep
from appointments.index.tables import Appointment
from people.models import User
from tests.at_once import at_once
from tests.intents import intent, puts
from tests.own_day import MADRID
from tests.sandboxed import Sandbox
from tests.working import until, working

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, PEOPLE = 10, 32
# So that windows are many: a calendar takes dozens of them.
WINDOW_S = 2 * 86_400


@pytest.fixture
def here(sandbox: Sandbox) -> Sandbox:
    reference.settle_source()
    return sandbox


def held(sandbox: Sandbox, sweep: Sweep) -> dict[str, str]:
    """Return id and title of what Leadway has in a calendar, over a whole sweep."""
    assert sweep.read_start
    assert sweep.read_end
    answer = sandbox.call(
        "GET",
        "/calendars/events",
        params={
            "locationId": sandbox.location_id,
            "calendarId": sweep.calendar_id,
            "startTime": str(int(sweep.read_start.timestamp() * 1000)),
            "endTime": str(int(sweep.read_end.timestamp() * 1000)),
        },
    )
    return {one["id"]: one["title"] for one in answer.json()["events"]}


def indexed(sweep: Sweep) -> dict[str, str]:
    assert sweep.read_start
    assert sweep.read_end
    rows = Appointment.between(sweep.read_start, sweep.read_end)
    rows = rows.filter(calendar_id=sweep.calendar_id)
    return {row.event_id: row.record.title or "" for row in rows if row.record}


def all_read() -> bool:
    sweeps = Sweep.objects.filter(reach=Reach.ALL)
    return sweeps.exists() and not sweeps.filter(read_at=None).exists()


def is_busy() -> bool:
    return Sweep.objects.exclude(claimed_by="").exists()


def test_ten_kills_lose_nothing(here: Sandbox, tmp_path: Path) -> None:
    """Each time in the middle of its work, at another moment."""
    here.switch(latency_ms=30, jitter_ms=60)
    with working(1, here.url, tmp_path) as (worker,):
        for number in range(ROUNDS):
            until(lambda: is_busy() or all_read())
            time.sleep(0.03 * number)
            worker.kill()
            Sweep.objects.update(window_s=WINDOW_S)
            # Half a minute passes.
            Sweep.objects.update(claimed_until=timezone.now())
            worker.start()
        here.switch(latency_ms=0, jitter_ms=0)
        until(all_read)
    for sweep in Sweep.objects.filter(reach=Reach.ALL):
        assert indexed(sweep) == held(here, sweep)


def test_two_workers_never_read_the_same_window_twice(
    here: Sandbox, tmp_path: Path
) -> None:
    here.switch(latency_ms=30, jitter_ms=60)
    try:
        with working(2, here.url, tmp_path):
            until(all_read)
            listed = here.control("GET", "journal?brief=1")
    finally:
        here.switch(latency_ms=0, jitter_ms=0)
    # The near days come round again after a minute; nothing else does so soon.
    sweep = Sweep.objects.filter(reach=Reach.NEAR).exclude(read_start=None)[0]
    assert sweep.read_start
    near = str(int(sweep.read_start.timestamp() * 1000))
    asked = Counter(
        tuple(sorted(one["query"].items()))
        for one in listed
        if one["path"] == "/calendars/events" and one["query"]["startTime"] != near
    )
    assert set(asked.values()) == {1}


def test_people_save_while_a_worker_reads(
    here: Sandbox, ana: User, tmp_path: Path
) -> None:
    """Thirty-two at once, again and again: nothing is lost, nothing sent twice."""
    day = datetime.now(MADRID).replace(minute=7) + timedelta(days=2)
    booked = [
        here.book(title="Antes", startTime=(day + timedelta(minutes=n)).isoformat())
        for n in range(PEOPLE)
    ]
    reference.refresh(even_if_recent=True)
    assert directory.current().known

    def save(one: dict[str, Any]) -> list[str]:
        noted = []
        for n in range(3):
            # On a busy machine the database may be held for too long: then it is said
            # that nothing was noted, and so nothing is sent.
            with suppress(Unnoted):
                noted.append(saving.save(intent(one, ana, title=f"Vez {n}")).state)
        return noted

    with working(1, here.url, tmp_path):
        until(is_busy)
        states = at_once(*[lambda one=one: save(one) for one in booked])
        Sweep.objects.update(due_at=timezone.now())
        until(all_read)
    for one, became in zip(booked, states, strict=True):
        edits = Edit.objects.filter(event_id=one["id"]).order_by("pk")
        # Where it was held later, it was noted and waits, and the worker sends it or
        # finds that a later one was quicker. Whatever was sent, was sent once.
        ended = list(edits.values_list("state", flat=True))
        assert len(became) == len(ended)
        # One that waited when the same person saved again was replaced by that.
        assert {*ended} <= {
            State.ACCEPTED,
            State.PENDING,
            State.CONFLICTED,
            State.WITHDRAWN,
        }
        assert len(puts(here, one["id"])) == ended.count(State.ACCEPTED)
    assert Edit.objects.filter(state=State.ACCEPTED).count() >= PEOPLE
    titles = {row.event_id: row.record.title for row in rows_of(booked) if row.record}
    told = {one["id"]: here.get(one["id"])["title"] for one in booked}
    assert titles == told


def rows_of(booked: list[dict[str, Any]]) -> list[Appointment]:
    return list(Appointment.objects.filter(pk__in=[one["id"] for one in booked]))
