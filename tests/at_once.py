"""Several threads that begin a deed at the same moment, as on a server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

PATIENCE_S = 60
R = TypeVar("R")


def at_once(*deeds: Callable[[], R]) -> list[R]:
    """Do all of them, each with database connections of its own.

    Returns what they returned, in their order; raises what one of them raised. Each
    waits for a lock for as long as a busy machine lets the others have it.
    """
    ready = Barrier(len(deeds))

    def done(deed: Callable[[], R]) -> R:
        try:
            ready.wait(PATIENCE_S)
            return deed()
        finally:
            _wait_as_ever()
            connections.close_all()

    connection_created.connect(_wait_patiently)
    try:
        with ThreadPoolExecutor(len(deeds)) as pool:
            return list(pool.map(done, deeds, timeout=PATIENCE_S))
    finally:
        connection_created.disconnect(_wait_patiently)


def _wait_as_ever() -> None:
    """A pool gives the same connection to others afterwards."""
    for one in connections.all(initialized_only=True):
        if one.vendor == "postgresql" and one.connection is not None:
            with one.cursor() as cursor:
                cursor.execute("RESET lock_timeout")


def _wait_patiently(connection: BaseDatabaseWrapper, **_: object) -> None:
    waiting = {"sqlite": "PRAGMA busy_timeout =", "postgresql": "SET lock_timeout ="}
    with connection.cursor() as cursor:
        cursor.execute(f"{waiting[connection.vendor]} {PATIENCE_S * 1000}")
