"""A day that is open shows what changed, and costs nothing while nothing does."""

from typing import Any

import pytest
from django.test import Client

from appointments.index import reading
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def booked(as_ana: Client, book: Book, own: OwnDay) -> dict[str, Any]:
    one = book(start=own.at(12))
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    return one


def asked(page: Part) -> dict[str, str]:
    """What the open page asks with."""
    return {one["name"]: one["value"] for one in page.all("#looked-at input")}


def test_the_same_again_is_no_answer(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    query = asked(read(as_ana.get(f"/?date={own}")))
    sandbox.clear()
    answer = as_ana.get("/_day/", query, headers=HTMX)
    assert (answer.status_code, answer.content) == (204, b"")
    assert sandbox.journal() == []


def test_what_a_colleague_changed_comes_with_its_row(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    before = read(as_ana.get(f"/?date={own}"))
    sandbox.put(booked["id"], appointmentStatus="cancelled")
    reading.current(booked["id"], within_s=0)
    answer = as_ana.get("/_day/", asked(before), headers=HTMX)
    assert answer.status_code == 200
    after = read(answer)
    assert after.one("#day")
    row = f"#run-{booked['id']}"
    assert after.one(row)["data-status"] == "cancelled"
    assert after.one(row)["data-version"] != before.one(row)["data-version"]
    same = as_ana.get("/_day/", asked(after), headers=HTMX)
    assert same.status_code == 204


def test_it_asks_for_what_was_chosen(
    as_ana: Client, booked: dict[str, Any], own: OwnDay
) -> None:
    page = read(as_ana.get(f"/?date={own}&status=noshow&by=person"))
    query = asked(page) | {"have": "another"}
    answer = read(as_ana.get("/_day/", query, headers=HTMX))
    assert not answer.has(".run")
    assert answer.one("[name=status]")["value"] == "noshow"
