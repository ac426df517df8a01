"""Why somebody changes it: one line for our own history, which Leadway never gets."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from appointments.edits.tables import LONGEST_WHY, Edit
from tests.conftest import Book
from tests.editor_page import Editor, controls
from tests.history.test_csv import rows
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
WHY = "Llamó <b>su hija</b>"


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def test_it_is_told_in_the_history_and_sent_to_nobody(
    as_ana: Client, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(title="Después", why=f"  {WHY} ")
    assert Edit.objects.get().why == WHY
    assert "Llamó" not in json.dumps(puts(sandbox, booked["id"]))
    for page in (f"/appointments/{booked['id']}/", "/history/"):
        assert WHY in read(as_ana.get(page)).text
    assert [row["Why"] for row in rows(as_marta)] == [WHY]


def test_the_next_form_has_none(as_ana: Client, booked: dict[str, Any]) -> None:
    page = Editor(as_ana, booked["id"])
    renewed = page.renew(page.save(title="Después", why=WHY)).content.decode()
    [line] = BeautifulSoup(renewed, "html.parser").select("#f-why")
    assert not line["value"]
    assert not controls(as_ana.get(page.url).content.decode())["why"]


def test_it_is_kept_where_nothing_was_saved(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT", path=booked["id"])
    page = Editor(as_ana, booked["id"])
    answer = page.save(htmx=False, title="Después", why=WHY)
    sandbox.clear()
    shown = as_ana.get(answer["Location"]).content.decode()
    assert controls(shown)["why"] == WHY


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("a" * (LONGEST_WHY + 1), "200 characters at most; this has 201."),
        ("a\x00b", "invisible character"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it_and_nothing_is_sent(
    as_ana: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    why: str,
    said: str,
    htmx: bool,
) -> None:
    answer = Editor(as_ana, booked["id"]).save(htmx=htmx, title="Después", why=why)
    assert answer.status_code == 422
    [slot] = BeautifulSoup(answer.content, "html.parser").select("#slot-why")
    assert said in slot.text
    assert not puts(sandbox, booked["id"])


def test_alone_it_is_no_change(as_ana: Client, booked: dict[str, Any]) -> None:
    answer = Editor(as_ana, booked["id"]).save(why=WHY)
    assert answer.status_code == 200
    assert not Edit.objects.exists()
