"""No page is slower because a worker works: it waits for no writer, and costs the same.

What could make it slower on SQLite is to write itself, because then it waits until the
worker has written; or to read more, say a long log of what was written. The first is
tried with a database that somebody holds. The second is measured by the processor, in
turns with a worker that is stopped, so that a busy machine is busy for both.
"""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index import reference
from appointments.index.sweeps import Reach, Sweep
from people.patience import patience
from tests import held
from tests.pace import seconds
from tests.sandboxed import Sandbox
from tests.working import PATIENCE_S, Worker, until, working

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "/",
    "/calendar/",
    "/calendar/?view=week",
    "/calendar/?view=month",
    "/appointments/?tab=all",
    "/appointments/?tab=all&q=fisio",
)
READS = re.compile(r"\(*(SELECT|WITH)\b")
MOST = 1.2
ROUNDS, LOOKS = 12, 5


@pytest.fixture
def here(sandbox: Sandbox) -> Sandbox:
    reference.refresh(even_if_recent=True)
    reference.settle_source()
    return sandbox


@pytest.mark.parametrize("path", PAGES)
def test_a_page_only_reads_so_that_it_waits_for_no_writer(
    here: Sandbox, as_ana: Client, path: str
) -> None:
    as_ana.get(path)
    with held.locked(), CaptureQueriesContext(connection) as captured:
        assert as_ana.get(path).status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    assert asked
    assert [sql for sql in asked if not READS.match(sql)] == []


def test_a_page_costs_the_same_while_a_worker_works(
    here: Sandbox, as_ana: Client, tmp_path: Path
) -> None:
    with working(1, here.url, tmp_path) as (worker,):
        until(near_is_read)
        slower = {
            path: times_beside(worker, partial(as_ana.get, path)) for path in PAGES
        }
    assert {path: times for path, times in slower.items() if times >= MOST} == {}


def near_is_read() -> bool:
    near = Sweep.objects.filter(reach=Reach.NEAR)
    return near.exists() and not near.filter(read_at=None).exists()


def times_beside(worker: Worker, look: Callable[[], object]) -> float:
    """Return how many times its processor time a page takes beside a worker.

    The least of each side, over rounds in turns, until they are near enough.
    """
    alone = beside = float("inf")
    for _ in range(ROUNDS):
        with stopped(worker):
            alone = min(alone, *(seconds(look, time.thread_time) for _ in range(LOOKS)))
        with patience(PATIENCE_S):
            # It has everything to read anew.
            Sweep.objects.update(due_at=timezone.now())
        beside = min(beside, *(seconds(look, time.thread_time) for _ in range(LOOKS)))
        if beside < MOST * alone:
            break
    return beside / alone


@contextmanager
def stopped(worker: Worker) -> Iterator[None]:
    """Stop it wherever it is, and let it go on."""
    worker.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        worker.signal(signal.SIGCONT)
