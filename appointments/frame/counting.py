"""The numbers of the sidebar: all of them in one statement, none dear.

A count goes no further than what is shown of it, and a day is asked for its first
appointment only, so that a million of them cost what a hundred do.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import QuerySet, Value

from appointments.connection import base_url, location_id
from appointments.index.tables import Appointment

# What is not a count says so by a number of its own.
_ELSEWHERE, _DAYS = -1, 1000
_THERE = """SELECT %s + days.n, 1 FROM days WHERE EXISTS (
    SELECT 1 FROM appointments_appointment
    WHERE position >= days.first AND position < days.after
        AND NOT gone AND missing_since IS NULL)"""
_COUNT = "SELECT %s, COUNT(*) FROM ({}) AS those"
_FOREIGN = """SELECT %s, COUNT(*) FROM appointments_source
    WHERE location_id <> %s OR base_url <> %s"""


Part = tuple[str, tuple[Any, ...]]
"""A statement that returns a row for each that is to be counted, and its values."""


class Question(NamedTuple):
    """A statement, its values, and how many counts it returns."""

    statement: str
    values: tuple[Any, ...]
    counts: int


def question(found: Iterable[QuerySet[Appointment]], bounds: Sequence[int]) -> Question:
    """Write down how to count each of these, and how to tell which days have any.

    `bounds` are the positions at which the days begin, and the end of the last one.
    """
    days = [(n, *pair) for n, pair in enumerate(zip(bounds, bounds[1:], strict=False))]
    values: list[Any] = [value for day in days for value in day]
    parts = [_FOREIGN]
    # What is put together are statements of ours; all values stay apart from them.
    values += [_ELSEWHERE, location_id(), base_url()]
    for number, rows in enumerate(found):
        statement, given = part(rows)
        parts.append(_COUNT.format(statement))
        values += [number, *given]
    rows_of_days = ", ".join(["(%s, %s, %s)"] * len(days))
    statement = (
        f"WITH days(n, first, after) AS (VALUES {rows_of_days}) "  # noqa: S608 – only "%s"
        + " UNION ALL ".join([*parts, _THERE])
    )
    return Question(statement, (*values, _DAYS), len(parts) - 1)


def part(rows: QuerySet[Any]) -> Part:
    return rows.values(one=Value(1)).query.sql_with_params()


def with_more(asked: Question, more: Iterable[Part]) -> Question:
    """Count these besides, in the same statement."""
    statement, values, counts = asked
    for one, given in more:
        statement += f" UNION ALL {_COUNT.format(one)}"
        values += (counts, *given)
        counts += 1
    return Question(statement, values, counts)


def answer(asked: Question) -> tuple[list[int], set[int]]:
    """Return the counts, and which of the days have any.

    What was read from another account or address counts as nothing.
    """
    connection = connections[router.db_for_read(Appointment)]
    with connection.cursor() as cursor:
        cursor.execute(asked.statement, asked.values)
        told = dict(cursor.fetchall())
    if told[_ELSEWHERE]:
        return [0] * asked.counts, set()
    counts = [told[number] for number in range(asked.counts)]
    return counts, {key - _DAYS for key in told if key >= _DAYS}
