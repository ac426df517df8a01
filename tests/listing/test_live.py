"""A list that is open shows what changed, and costs little while nothing does."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.index import reading
from appointments.index.tables import Appointment
from appointments.listing.page import COUNTED
from tests.conftest import Book
from tests.listing.test_views import keep
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}
# The session, the person, the page, and what has no time.
STATEMENTS = 4


@pytest.fixture
def booked(as_ana: Client, book: Book, own: OwnDay) -> dict[str, Any]:
    one = book(start=own.at(12))
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    return one


@pytest.fixture
def opened(as_ana: Client, booked: dict[str, Any], own: OwnDay) -> Part:
    return read(as_ana.get(f"/appointments/?from={own}&to={own}"))


def looked(client: Client, page: Part, have: Part | None = None) -> Any:
    """Look again as the page does, knowing what `have` shows."""
    known = (have or page).one("#looked-at input[name=have]")["value"]
    address = page.one("live-part")["hx-get"]
    return client.get(f"{address}&have={known}", headers=HTMX)


def test_the_same_again_is_no_answer(
    as_ana: Client, opened: Part, sandbox: Sandbox
) -> None:
    sandbox.clear()
    with CaptureQueriesContext(connection) as captured:
        answer = looked(as_ana, opened)
    assert (answer.status_code, answer.content) == (204, b"")
    assert sandbox.journal() == []
    assert len(captured) <= STATEMENTS


def test_what_was_changed_elsewhere_comes_with_its_row(
    as_ana: Client, opened: Part, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.put(booked["id"], title="Otra sesión")
    reading.current(booked["id"], within_s=0)
    answer = looked(as_ana, opened)
    assert answer.status_code == 200
    part = read(answer)
    row = f"#row-{booked['id']}"
    assert "Otra sesión" in part.one("#list").one(row)
    assert part.one(row)["data-version"] != opened.one(row)["data-version"]
    assert part.one(f"{row} .c-st [name=back]")["value"].startswith("/appointments/?")
    assert looked(as_ana, opened, have=part).status_code == 204


def test_what_is_gone_leaves_the_list(
    as_ana: Client, opened: Part, booked: dict[str, Any]
) -> None:
    Appointment.mark_gone(booked["id"])
    part = read(looked(as_ana, opened))
    assert not part.has("tr.apt")
    assert "No appointments match" in part


def test_a_page_further_behind_asks_for_itself(as_ana: Client, opened: Part) -> None:
    page: Any = as_ana.get("/appointments/?tab=all&after=5&q=hombro")
    address = read(page).one("live-part")["hx-get"]
    assert address == "/_list/?q=hombro&tab=all&after=5"


def test_the_number_above_the_list_comes_with_the_rows(
    as_ana: Client, opened: Part, book: Book, own: OwnDay
) -> None:
    assert opened.one("#count").text == "1 appointment"
    book(start=own.at(13))
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    part = read(looked(as_ana, opened))
    assert part.one("#count").text == "2 appointments"
    assert part.one("#count")["hx-swap-oob"] == "outerMorph"
    Appointment.objects.update(gone=True)
    assert read(looked(as_ana, opened)).one("#count").text == ""


def test_a_page_is_renewed_when_only_others_have_more(as_ana: Client) -> None:
    """What it says of all of them is a part of it."""
    Appointment.objects.all().delete()
    for number in range(60):
        keep(f"id{number:02}", 2 + number)
    page: Any = read(as_ana.get("/appointments/?tab=all"))
    assert page.one("#count").text == "60 appointments"
    assert looked(as_ana, page).status_code == 204
    keep("last", 500)
    assert read(looked(as_ana, page)).one("#count").text == "61 appointments"


def test_so_many_are_counted_that_it_costs_nothing(as_ana: Client) -> None:
    for number in range(COUNTED + 20):
        keep(f"id{number:03}", 2 + number)
    with CaptureQueriesContext(connection) as captured:
        page = read(as_ana.get("/appointments/?tab=all"))
    assert page.one("#count").text == f"{COUNTED}+ appointments"
    (counts,) = [
        q["sql"] for q in captured if "SELECT COUNT(*) FROM (SELECT" in q["sql"]
    ]
    assert f"LIMIT {COUNTED + 1}" in counts
