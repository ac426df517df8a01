"""One process at a time, on this machine and on this database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Any number will do, as long as nothing else in the database uses it.
KEY = 0x1EAD_0A75


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait for the others, in this folder by the lock file, elsewhere by PostgreSQL.

    Both locks end with the process that holds them, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with _one_in_the_database():
            yield


@contextmanager
def _one_in_the_database() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        # The others may take longer than a page may, and so may a migration.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [KEY])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
