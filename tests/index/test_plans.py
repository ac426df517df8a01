"""No page reads what lies far from the days that it shows, however much that is."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
PAGES = (
    "/?date=2027-03-01",
    "/?date=2027-03-01&by=person",
    "/calendar/?day=2027-03-01",
    "/calendar/?day=2027-03-01&view=week",
    "/calendar/?day=2027-03-01&view=week&who=user1",
    "/calendar/?day=2027-03-01&view=month",
)
TABLE = "appointments_appointment"
# From one end of the table to a day, or from a day to the other end.
ONE_END = re.compile(r"\((start_time|position)[<>]\?\)")


def steps(client: Client, path: str) -> Iterator[str]:
    """Yield how the database goes through the appointments for a page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    asked = [query["sql"] for query in captured.captured_queries]
    for sql in (sql for sql in asked if sql.startswith("SELECT") and TABLE in sql):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
            yield from (step[-1] for step in cursor.fetchall() if TABLE in step[-1])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_its_days_only(as_ana: Client, path: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    as_ana.get(path)
    found = list(steps(as_ana, path))
    assert found
    for step in found:
        assert not step.startswith("SCAN"), step
        assert not ONE_END.search(step), step
