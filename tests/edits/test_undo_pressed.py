"""Undo as a person presses it: from a receipt, over a conflict, more than once."""

import re
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from tests.conftest import Book
from tests.editor_page import Editor
from tests.edits.pressing import HTMX, press, waiting
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def test_the_last_change_can_be_undone_from_its_receipt_and_the_history(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, booked["id"])
    answer = editor.save(title="Después")
    edit = Edit.objects.get()
    for page in (read(answer), read(editor.renew(answer))):
        assert page.has(f'form[action="/edits/{edit.pk}/undo/"]')
    assert press(as_ana, edit, "undo").status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Antes"


def test_an_undo_that_clashes_asks_and_can_go_on(
    as_ana: Client, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(title="De Ana")
    edit = Edit.objects.get()
    Editor(as_marta, booked["id"]).save(title="De Marta")
    stopped = press(as_ana, edit, "undo")
    assert stopped.status_code == 409
    assert "Undo all the same" in read(stopped)
    seen = Edit.objects.get(undoes=edit)
    url = f"/edits/{edit.pk}/undo/"
    assert as_ana.post(url, {"anyway": seen.pk}, headers=HTMX).status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Antes"


@pytest.mark.parametrize("anyway", ["1", "x", "999999", "9" * 30, "²", ""])
def test_an_undo_goes_on_only_for_the_conflict_that_was_seen(
    as_ana: Client,
    as_marta: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    anyway: str,
) -> None:
    Editor(as_ana, booked["id"]).save(title="De Ana")
    edit = Edit.objects.get()
    Editor(as_marta, booked["id"]).save(title="De Marta")
    url = f"/edits/{edit.pk}/undo/"
    assert as_ana.post(url, {"anyway": anyway}, headers=HTMX).status_code == 409
    assert sandbox.get(booked["id"])["title"] == "De Marta"


@pytest.mark.parametrize("htmx", [True, False])
def test_what_cannot_be_undone_says_so_and_sends_nothing(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, htmx: bool
) -> None:
    Editor(as_ana, booked["id"]).save(place="own", meeting_location_type="zoom")
    sandbox.clear()
    answer = press(as_ana, Edit.objects.get(), "undo", htmx=htmx)
    assert answer.status_code == (422 if htmx else 302)
    assert puts(sandbox, booked["id"]) == []


def test_only_an_accepted_edit_can_be_undone(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    assert press(as_ana, waiting(as_ana, booked, sandbox), "undo").status_code == 404


def test_four_presses_of_one_undo_put_back_once(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """Without a script nothing else stops the second press."""
    editor = Editor(as_ana, booked["id"])
    answer = editor.save(htmx=False, title="Un error")
    page = as_ana.get(answer["Location"]).content.decode()
    form = re.search(
        r'action="(/edits/\d+/undo/)".*?name="form_key" value="([^"]+)"', page, re.S
    )
    assert form
    for _press in range(4):
        as_ana.post(form[1], {"form_key": form[2]})
    assert len(puts(sandbox, booked["id"])) == 2
    assert Edit.objects.count() == 2
