"""A row of the day says what is open about it; a look that finds the same is cheap."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.listing.test_marks import edit
from tests.own_day import OwnDay
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}
# The session, the person, the day, and when it was read.
STATEMENTS = 4


@pytest.mark.parametrize(
    ("state", "said"),
    [(Edit.State.PENDING, "Waiting"), (Edit.State.UNKNOWN, "Not known yet")],
)
def test_an_open_edit_is_marked_beside_the_name(
    as_ana: Client, ana: User, book: Book, own: OwnDay, state: str, said: str
) -> None:
    id = book()["id"]
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    before = read(as_ana.get(f"/?date={own}"))
    assert not before.has(f"#run-{id} .mark")
    edit(ana, id, state)
    after = read(as_ana.get(f"/?date={own}"))
    row = after.one(f"#run-{id}")
    assert row.one(".mark").text == said
    assert row["data-version"] != before.one(f"#run-{id}")["data-version"]


def test_a_look_that_finds_the_same_reads_the_day_and_nothing_else(
    as_ana: Client, own: OwnDay
) -> None:
    """On an empty day the page says which day comes next; the look does not ask."""
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    page = read(as_ana.get(f"/?date={own}"))
    query = {one["name"]: one["value"] for one in page.all("#looked-at input")}
    with CaptureQueriesContext(connection) as captured:
        answer: Any = as_ana.get("/_day/", query, headers=HTMX)
    assert answer.status_code == 204
    assert len(captured) <= STATEMENTS
