"""The worker that `script/start` runs beside the web server: the pages outlive it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.started import (
    PATIENCE_S,
    Start,
    assert_all_end,
    children_of,
    command_of,
    status_of,
)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    run = Start(tmp_path)
    run.until("Ctrl-C stops it")
    yield run
    run.kill()


def worker_of(run: Start, *, but: int = 0) -> int:
    """Wait for a worker to run; return its process id."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for pid in children_of(run.process.pid):
            if pid != but and "manage.py work" in command_of(pid):
                return pid
        time.sleep(0.1)
    raise AssertionError("no worker was begun")


def test_a_killed_worker_is_begun_again_and_the_pages_go_on(start: Start) -> None:
    worker = worker_of(start)
    for _ in range(2):
        os.kill(worker, signal.SIGKILL)
        assert status_of(f"{start.url}/readyz") == 200
        start.until("worker ended by itself (killed by SIGKILL)")
        worker = worker_of(start, but=worker)
    assert start.process.poll() is None


def test_it_ends_with_the_others(start: Start) -> None:
    worker_of(start)
    children = start.descendants()
    start.process.send_signal(signal.SIGTERM)
    assert start.ended() == 0
    assert "worker ended by itself" not in start.output
    assert_all_end(children)


def test_it_ends_with_the_death_of_the_others(start: Start) -> None:
    worker_of(start)
    children = start.descendants()
    start.process.kill()
    assert_all_end(children)
