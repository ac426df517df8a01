"""The keys in a form: its baseline, and what makes a second post harmless."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.mark.parametrize("baseline", ["", "forged", None])
def test_a_form_without_its_baseline_is_refused_and_keeps_everything(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, baseline: str | None
) -> None:
    editor = Editor(as_ana, booked["id"])
    sandbox.clear()
    answer = editor.save(htmx=False, baseline=baseline, title="Lo que escribí")
    assert answer.status_code == 400
    assert read(answer).has('[value="Lo que escribí"]')
    assert sandbox.journal() == []


@pytest.mark.parametrize("key", ["baseline", "acknowledged"])
def test_the_keys_of_another_appointment_are_refused(
    as_ana: Client, booked: dict[str, Any], book: Book, sandbox: Sandbox, key: str
) -> None:
    other = Editor(as_ana, book()["id"]).fields["baseline"]
    editor = Editor(as_ana, booked["id"])
    answer = editor.save(title="Lo que escribí", **{key: other})
    assert answer.status_code == 400
    assert puts(sandbox, booked["id"]) == []


def test_a_refused_form_can_be_saved_with_the_keys_that_come_back(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    editor.follow(editor.save(baseline="forged", title="Nuevo"))
    assert editor.save(title="Nuevo").status_code == 200


@pytest.mark.parametrize("key", ["", "x", "0" * 32, None])
def test_a_form_key_that_is_none_stops_nothing(
    as_ana: Client, booked: dict[str, Any], key: str | None
) -> None:
    assert Editor(as_ana, booked["id"]).save(form_key=key, title="N").status_code == 200
