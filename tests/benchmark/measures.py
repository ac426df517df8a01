"""What is measured: the time of a call, its work, its weight, and many at once."""

import gzip
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Any

import requests

from tests.benchmark.person import Editor
from tests.benchmark.servers import Server

Calls = Iterator[Callable[[], requests.Response]]
# An answer is there a moment before the server has put everything away again.
AFTERWARDS_S = 0.003
# The headers in which counted.py tells how often the database was asked.
STATEMENTS, COMMITS = "X-Statements", "X-Commits"


@dataclass(slots=True)
class Side:
    """One of those who do the same: its server, and the next calls to it."""

    name: str
    server: Server
    calls: Calls
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    kb: float = 0

    def take_turn(self) -> None:
        call = next(self.calls)
        worked, began = self.server.cpu_ms(), time.perf_counter()
        answer = call()
        self.wall_ms.append(1000 * (time.perf_counter() - began))
        time.sleep(AFTERWARDS_S)
        self.cpu_ms.append(self.server.cpu_ms() - worked)
        self.kb = len(gzip.compress(answer.content)) / 1000

    def forget(self) -> None:
        self.wall_ms.clear()
        self.cpu_ms.clear()


def in_turns(sides: list[Side], rounds: int) -> None:
    """Let each take its turn, so that whatever slows the machine slows them all."""
    for side in sides:
        side.take_turn()  # the first call of each makes connections and reads files
        side.forget()
    for _ in range(rounds):
        for side in sides:
            side.take_turn()


@dataclass(frozen=True, slots=True)
class Crowd:
    """What became of people who saved at the same moment."""

    seconds: list[float]
    in_flight: int
    waiting: int
    errors: int
    lost: int

    @property
    def median_ms(self) -> float:
        return 1000 * statistics.median(self.seconds)

    @property
    def most_ms(self) -> float:
        return 1000 * max(self.seconds)


def at_once(
    editors: dict[str, Editor],
    journal: Callable[[], list[dict[str, Any]]],
    title_of: Callable[[str], str],
) -> Crowd:
    """Save in all the editors, by event id, at the same moment.

    Waiting is what was noted and not sent; lost what was called saved and is not in
    Leadway.
    """
    barrier = threading.Barrier(len(editors))

    def save(editor: Editor) -> tuple[int, float]:
        barrier.wait()
        began = time.perf_counter()
        try:
            status = editor.save().status_code
        except requests.RequestException:
            status = 0
        return status, time.perf_counter() - began

    with ThreadPoolExecutor(len(editors)) as pool:
        taken = list(pool.map(save, editors.values()))
    statuses = [status for status, _ in taken]
    return Crowd(
        seconds=[seconds for _, seconds in taken],
        in_flight=most_in_flight(journal()),
        waiting=statuses.count(202),
        errors=statuses.count(0),
        lost=sum(
            status == 200 and title_of(event_id) != editor.posted["title"]
            for (event_id, editor), status in zip(
                editors.items(), statuses, strict=True
            )
        ),
    )


def most_in_flight(puts: list[dict[str, Any]]) -> int:
    """Return how many calls the sandbox had before it at once, at the most."""
    began = [datetime.fromisoformat(put["time"]).timestamp() for put in puts]
    ended = [
        start + put["duration_ms"] / 1000
        for start, put in zip(began, puts, strict=True)
    ]
    steps = sorted([(at, 1) for at in began] + [(at, -1) for at in ended])
    running: Iterator[int] = accumulate(step for _, step in steps)
    return max(running, default=0)
