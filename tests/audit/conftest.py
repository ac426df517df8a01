"""A trail of a few rows, with its guards up, and hands that get past them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from audit import guards, trail

TABLE = guards.EVENT


@pytest.fixture
def guarded(db: None) -> Iterator[None]:
    guards.put_up(connection)
    yield
    guards.take_down(connection)


@pytest.fixture
def ten(db: None) -> None:
    for number in range(1, 11):
        trail.note("page.refused", f"page:{number}", after={"é": number})


def done_to_it(statement: str, *values: Any) -> None:
    """Do what no program of ours does: change the rows themselves."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(events=TABLE), values)
