"""Several threads that begin a deed at the same moment, as on a server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

PATIENCE_S = 60
R = TypeVar("R")


def at_once(*deeds: Callable[[], R]) -> list[R]:
    """Do all of them, each with database connections of its own.

    Returns what they returned, in their order; raises what one of them raised.
    """
    ready = Barrier(len(deeds))

    def done(deed: Callable[[], R]) -> R:
        try:
            ready.wait(PATIENCE_S)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds, timeout=PATIENCE_S))
