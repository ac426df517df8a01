"""What is measured: the time of a save, its work, its weight, and many at once."""

import gzip
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import requests

from tests.benchmark.person import Editor, Person
from tests.benchmark.servers import Server
from tests.sandboxed import Sandbox

Calls = Iterator[Callable[[], requests.Response]]


def book(sandbox: Sandbox, count: int) -> list[str]:
    """Book appointments next week, and return their ids."""
    cast = sandbox.cast()
    start = datetime.now().astimezone().replace(microsecond=0) + timedelta(days=7)
    return [
        sandbox.book(
            calendarId=cast["calendars"]["Fisioterapia"],
            assignedUserId=cast["users"]["Marta Ruiz"],
            title=f"Cita {number}",
            startTime=(start + timedelta(hours=number)).isoformat(),
            endTime=(start + timedelta(hours=number, minutes=45)).isoformat(),
        )["id"]
        for number in range(count)
    ]


def saves(person: Person, ids: list[str]) -> Calls:
    """Yield one save after another, each from an editor that was just opened."""
    for number, event_id in enumerate(ids):
        yield person.open(event_id, f"Título {number}").save


def bare_saves(server: Server, sandbox: Sandbox, editor: Editor) -> Calls:
    """Yield the call that a save of the product makes, through the bare function."""
    editor.save()
    put = sandbox.journal("PUT")[-1]
    url, session = server.url + "/" + put["path"].rpartition("/")[2], requests.Session()
    session.trust_env = False
    while True:
        yield lambda: session.post(url, json=put["body"], timeout=30)


def in_turns(*kinds: Calls, rounds: int) -> list[list[float]]:
    """Time each kind in turn, so that whatever slows the machine slows them all."""
    seconds: list[list[float]] = [[] for _ in kinds]
    for _ in range(rounds):
        for kind, taken in zip(kinds, seconds, strict=True):
            taken.append(_timed(next(kind)))
    return seconds


def _timed(call: Callable[[], requests.Response]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def medians_ms(seconds: list[list[float]]) -> list[float]:
    return [1000 * statistics.median(taken) for taken in seconds]


def cpu_ms(server: Server, calls: Calls, *, rounds: int) -> float:
    """Return the work of one call, without that of getting ready for it."""
    worked = 0.0
    for _ in range(rounds):
        call = next(calls)
        before = server.cpu_s()
        call()
        worked += server.cpu_s() - before
    return 1000 * worked / rounds


def at_once(editors: list[Editor]) -> list[float]:
    """Save in all the editors at the same moment; return the seconds of each."""
    barrier = threading.Barrier(len(editors))
    seconds: list[float] = []

    def save(editor: Editor) -> None:
        barrier.wait()
        began = time.perf_counter()
        editor.save()
        seconds.append(time.perf_counter() - began)

    threads = [threading.Thread(target=save, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds


def most_in_flight(puts: list[dict[str, Any]]) -> int:
    """Return how many calls the sandbox had before it at once, at the most."""
    began = [datetime.fromisoformat(put["time"]).timestamp() for put in puts]
    ended = [
        start + put["duration_ms"] / 1000
        for start, put in zip(began, puts, strict=True)
    ]
    steps = sorted([(at, 1) for at in began] + [(at, -1) for at in ended])
    running: Iterator[int] = accumulate(step for _, step in steps)
    return max(running)


def gzipped_kb(answer: requests.Response) -> float:
    return len(gzip.compress(answer.content)) / 1000
