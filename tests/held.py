"""A database that takes no changes: held by somebody else, only read, or full."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection


@contextmanager
def locked() -> Iterator[None]:
    """Another connection writes, and takes its time. Reading goes on."""
    if connection.vendor == "sqlite":
        with sqlite3.connect(
            str(connection.settings_dict["NAME"]), isolation_level=None
        ) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        other.close()
        return
    parameters = connection.get_connection_params()
    who = ("dbname", "user", "password", "host", "port")
    # A server of the tests' own asks for no password.
    with psycopg.connect(**{n: parameters[n] for n in who if n in parameters}) as other:
        for table in connection.introspection.table_names():
            other.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        yield
        other.rollback()


@contextmanager
def read_only() -> Iterator[None]:
    on, off = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": (
            "SET default_transaction_read_only = on",
            "SET default_transaction_read_only = off",
        ),
    }[connection.vendor]
    with _switched(on, off):
        yield


@contextmanager
def full() -> Iterator[None]:
    """No page of the file is free, and none may be added."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA max_page_count = 1")  # as few as there are
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def _switched(on: str, off: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


WAYS: dict[str, Callable[[], object]] = {"locked": locked, "read only": read_only}
