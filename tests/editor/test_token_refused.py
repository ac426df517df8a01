"""A token that Leadway refuses: what is true then, and the way on for admins."""

from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.conftest import Book, signed_in
from tests.editor_page import Editor
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
REFUSED = "Leadway no longer accepts the token."
NOTHING = "Nothing can be read or saved until an administrator puts that right."
WAY_ON = "put it into LEADWAY_TOKEN or its file, and restart this server."


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book()


def test_no_empty_editor_opens(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("revoked")
    answer = as_ana.get(f"/appointments/{booked['id']}/")
    page = read(answer)
    assert answer.status_code == 422
    assert REFUSED in page
    assert NOTHING in page
    assert "You can still change it" not in page
    assert 'id="editor"' not in page
    assert WAY_ON not in page


def test_admins_are_told_what_to_do(
    olga: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("revoked")
    page = read(signed_in(olga).get(f"/appointments/{booked['id']}/"))
    assert WAY_ON in page


def test_an_editor_that_is_open_says_that_saving_waits_too(
    olga: User, booked: dict[str, Any], sandbox: Sandbox, settings: Any
) -> None:
    editor = Editor(signed_in(olga), booked["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.fault("revoked")
    page = read(editor.post("_fresh/"))
    assert REFUSED in page
    assert NOTHING in page
    assert WAY_ON in page
    # What was just found out holds for everybody: the save waits, and is not tried.
    answer = editor.save(title="Otro")
    assert answer.status_code == 202
    assert "Leadway does not accept our token, so it was not sent." in read(answer)
    assert puts(sandbox, booked["id"]) == []


def test_a_day_says_it_as_well(olga: User, sandbox: Sandbox) -> None:
    sandbox.fault("revoked")
    answer = signed_in(olga).post("/_refresh/", headers={"HX-Request": "true"})
    page = read(answer)
    assert REFUSED in page
    assert WAY_ON in page


def test_without_the_right_to_read_only_reading_is_off(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("scope", method="GET")
    editor = Editor(as_ana, booked["id"])
    assert editor.page.status_code == 200
    assert "You can still change it" in editor.html
    assert editor.save(title="Otro", appointment_status="confirmed").status_code == 200
    assert len(puts(sandbox, booked["id"])) == 1
