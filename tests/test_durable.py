"""How the database is opened, read back from it."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_what_is_noted_is_on_the_disk_before_a_call_leaves() -> None:
    """And no statement runs for ever."""
    found = []
    asked = {
        "sqlite": ("PRAGMA journal_mode", "PRAGMA synchronous"),
        "postgresql": ("SHOW synchronous_commit", "SHOW statement_timeout"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        for statement in asked:
            cursor.execute(statement)
            found.append(cursor.fetchone()[0])
    # FULL is 2. https://www.sqlite.org/pragma.html#pragma_synchronous
    assert (
        found == {"sqlite": ["wal", 2], "postgresql": ["on", "10s"]}[connection.vendor]
    )
