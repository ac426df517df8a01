"""What was changed last comes first, page by page at the same cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.index import listing
from appointments.index.tables import Appointment
from tests.listing.test_views import NOW, ids, keep, nothing_yet, page
from tests.pages import read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """As they were changed, the last one first; their starts are the other way."""
    for number in range(9):
        keep(f"id{number}", 30 - number, date_updated=NOW - timedelta(hours=number))
    return [f"id{number}" for number in range(9)]


def test_the_heading_sorts_by_the_last_change_and_back(
    as_carlos: Client, kept: list[str]
) -> None:
    before = page(as_carlos)
    assert ids(before) == kept[::-1]
    link = before.one("thead .c-up a")
    after = read(as_carlos.get(link["href"]))
    assert ids(after) == kept
    assert after.one("thead .c-up")["aria-sort"] == "descending"
    assert after.one("thead .c-when").get("aria-sort") is None
    back = read(as_carlos.get(after.one("thead .c-up a")["href"]))
    assert ids(back) == kept[::-1]


def test_search_keeps_its_own_order(as_carlos: Client, kept: list[str]) -> None:
    said = page(as_carlos, q="id", order="updated")
    assert ids(said) == kept[::-1]
    assert not said.has("thead .c-up a")


def test_it_is_read_along_its_index(as_carlos: Client, kept: list[str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("With so few rows PostgreSQL reads them all.")
    with CaptureQueriesContext(connection) as captured:
        page(as_carlos, order="updated", status="new")
        (sql,) = [q["sql"] for q in captured if '"updated" DESC' in q["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        said = "\n".join(step[-1] for step in cursor.fetchall())
    assert "USING INDEX appointment_updated" in said
    # The mark of each row sorts its own few edits.
    assert "USE TEMP B-TREE" not in said.split("CORRELATED")[0]


def test_the_pages_go_on_in_that_order(kept: list[str]) -> None:
    walked: list[str] = []
    after = None
    while True:
        part = listing.page(
            Appointment.objects.all(),
            after=after,
            latest_first=True,
            by=listing.BY_UPDATE,
            size=4,
        )
        walked += [one.event_id for one in part.rows]
        after = part.after
        if after is None:
            break
    assert walked == kept
