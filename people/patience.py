"""How long a write waits for somebody else's, and what is left out when it cannot be.

SQLite has one writer at a time. Who presses Save hears within a second or two that the
database is held by another; the settings say how long. Some writes deserve less than
that, and the outcome of a call that was made deserves more.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from django.db import Error, connection

logger = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

LITTLE_S = 0.3
TURN_S = 5.0
REST_S = 0.1
_turns = threading.Lock()


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait this long for other writers in here; PostgreSQL locks rows only.

    Raises django.db.Error where the database cannot be reached.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    _wait_for(seconds)
    try:
        yield
    finally:
        _wait_for(connection.settings_dict["OPTIONS"].get("timeout", 5))


@contextmanager
def in_turn() -> Iterator[None]:
    """Let the threads of this process write one after the other.

    SQLite's own waiting is not fair: who waits sleeps between tries, is overtaken, and
    gives up in the end although nobody holds the database. With a queue of our own that
    waiting is left for the writers of other processes.
    """
    ours = connection.vendor == "sqlite" and _turns.acquire(timeout=TURN_S)
    try:
        yield
    finally:
        if ours:
            _turns.release()


def by_turns(portions: Iterable[T]) -> Iterator[T]:
    """Yield portions of a long write; between two of them others come to write.

    Each is to be a transaction of its own. SQLite's waiters only try now and then, and
    whoever writes without a pause is always there before them: so it rests for as long
    as it wrote. PostgreSQL locks rows only.
    """
    wrote_s = 0.0
    for portion in portions:
        if wrote_s:
            rest(wrote_s)
        began = time.monotonic()
        yield portion
        wrote_s = time.monotonic() - began


def rest(wrote_s: float) -> None:
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(min(wrote_s, REST_S))


def _wait_for(seconds: float) -> None:
    # Not through a cursor of Django's: this asks nothing of the database.
    connection.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def tried(write: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> bool:
    """Write what may be left out; tell whether it was written. Never raises.

    Not for use inside a transaction, which a failure would spoil.
    """
    try:
        with patience(LITTLE_S):
            write(*args, **kwargs)
    except Error:
        logger.warning("%s could not be written", write.__qualname__, exc_info=True)
        return False
    return True
