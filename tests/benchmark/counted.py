"""The product, telling in each answer how often it asked its database."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from leadway_admin.wsgi import application as product
from tests.benchmark.measures import COMMITS, STATEMENTS

BRACKETS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
READS = ("SELECT", "EXPLAIN")


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Count from the first statement to the moment the answer is whole."""
    connection.force_debug_cursor = True

    def counted(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        asked = [query["sql"] or "" for query in connection.queries_log]
        told = [
            (STATEMENTS, str(sum(not sql.startswith(BRACKETS) for sql in asked))),
            (COMMITS, str(commits(asked))),
        ]
        return start_response(status, [*headers, *told], *more)

    return product(environ, counted)


def commits(asked: Iterable[str]) -> int:
    """Count transactions, and each write outside of one, which commits by itself."""
    found, inside = 0, False
    for sql in asked:
        if sql.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            inside = sql.startswith("BEGIN")
            found += sql.startswith("COMMIT")
        elif not inside and not sql.startswith(READS + BRACKETS):
            found += 1
    return found
