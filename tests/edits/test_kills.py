"""Web server, worker and both are killed in the middle of saves: nothing is lost.

Each edit is accounted for and settled by a worker, without anybody looking at it.
`KILL_ROUNDS=200 pytest tests/edits/test_kills.py` goes on for longer, and lets the
time pass that the worker waits, instead of moving the clock of what it waits for.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from appointments.edits.standing import OPEN
from appointments.edits.standing import EditState as State
from appointments.edits.tables import Edit
from appointments.index import reference
from people.models import User
from tests.conftest import Book
from tests.editor_page import controls
from tests.edits.lost import pass_by
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox
from tests.served import Served, served
from tests.working import Worker, until, working

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("KILL_ROUNDS", "6"))
WAITS_IN_EARNEST = "KILL_ROUNDS" in os.environ
AT_ONCE, SETTLED_WITHIN_S = 4, 90
# The first is slow before it applies the change, the second before it says so.
SLOW = ({"fault": "slow"}, {"fault": "slow_after"})
BEFORE, AFTER = "Antes", "Después"


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("KILL_SEED", time.time_ns() % 10_000))
    print(f"KILL_SEED={chosen}")
    return chosen


@pytest.fixture
def processes(
    sandbox: Sandbox, ana: User, tmp_path: Path
) -> Iterator[tuple[Served, Worker]]:
    reference.settle_source()
    with (
        working(1, sandbox.url, tmp_path) as (worker,),
        served(1, sandbox.url, tmp_path) as (web,),
    ):
        web.sign_in(ana)
        yield web, worker


def test_whatever_is_killed_every_edit_is_accounted_for(
    book: Book,
    sandbox: Sandbox,
    own: OwnDay,
    processes: tuple[Served, Worker],
    seed: int,
) -> None:
    web, worker = processes
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    saved: list[str] = []
    for number in range(ROUNDS):
        events = [book(title=BEFORE)["id"] for _ in range(AT_ONCE)]
        forms = {id: controls(web.page(f"/appointments/{id}/")) for id in events}
        sandbox.clear()
        sandbox.fault(SLOW[number % 2]["fault"], method="PUT", seconds=0.4)
        killed_while(web, worker, forms, which=number % 3, after_s=chance.random())
        # What was sent is counted, and the sandbox forgets it with the next round.
        saved += events
        held(sandbox, events)
    sandbox.control("DELETE", "faults")
    settled()
    for event_id in saved:
        accounted(sandbox, event_id)


def killed_while(
    web: Served,
    worker: Worker,
    forms: dict[str, dict[str, str]],
    *,
    which: int,
    after_s: float,
) -> None:
    """Save all of them at once, and kill the server, the worker or both meanwhile."""
    again: list[Callable[[], Any]] = []
    with ThreadPoolExecutor(len(forms)) as pool, ExitStack() as ending:
        for event_id, form in forms.items():
            pool.submit(save, web, event_id, form)
        time.sleep(after_s)
        if which != 0:
            worker.kill()
            again.append(worker.start)
        if which != 1:
            web.kill()
            again.append(lambda: (web.start(), web.wait()))
        for one in again:
            ending.callback(one)


def save(web: Served, event_id: str, form: dict[str, str]) -> None:
    typed = form | {"title": AFTER}
    try:
        web.press(f"/appointments/{event_id}/", **typed)
    except requests.RequestException:
        # Whoever pressed Save sees that the server does not answer.
        return


def held(sandbox: Sandbox, events: list[str]) -> None:
    """What was never noted was never sent, and nothing is sent twice at a press."""
    noted = set(
        Edit.objects.filter(event_id__in=events).values_list("event_id", flat=True)
    )
    for event_id in events:
        assert len(puts(sandbox, event_id)) <= (1 if event_id in noted else 0)


def settled() -> None:
    """Wait until a worker has found out about each edit that somebody may wait for."""
    deadline = time.monotonic() + SETTLED_WITHIN_S

    def all_are() -> bool:
        if not WAITS_IN_EARNEST:
            pass_by()
        return not Edit.objects.filter(state__in=OPEN).exists()

    until(all_are, deadline - time.monotonic())


def accounted(sandbox: Sandbox, event_id: str) -> None:
    edits = list(Edit.objects.filter(event_id=event_id))
    title = sandbox.get(event_id)["title"]
    if not edits:
        assert title == BEFORE
        return
    assert [(one.state, title) for one in edits] == [(State.ACCEPTED, AFTER)]
