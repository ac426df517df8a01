"""What a person sees of an outcome: beside what was asked, and at its field."""

from typing import Any

import pytest
from django.test import Client

from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", ["unprocessable", "rate_burst", "drop_after"])
def test_a_plain_browser_gets_the_whole_page_with_what_was_typed(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any, fault: str
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault(fault, method="PUT")
    answer = editor.save(htmx=False, title="Sigue aquí", description="Y esto\ntambién")
    page = read(as_ana.get(answer["Location"]))
    assert page.has("html")
    assert page.one("[name=title]")["value"] == "Sigue aquí"
    assert page.one("[name=description]").text == "Y esto también"


def test_a_refusal_stands_at_its_field_in_leadways_own_words(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    words = ["title must be shorter than or equal to 10 characters"]
    sandbox.fault("unprocessable", method="PUT", message=words)
    answer = editor.save(title="Un título")
    assert words[0] in read(answer)
    assert words[0] in read(editor.renew(answer)).one("#slot-title")


def test_a_different_value_is_shown_beside_what_was_asked(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault("keeps_other_value", method="PUT")
    page = read(editor.save(title="Minúsculas"))
    assert "Saved, with 1 difference: Title." in page
    row = page.one("[data-verdict=differs]")
    assert "Minúsculas" in row
    assert "MINÚSCULAS" in row


@pytest.mark.parametrize("how", ["PUT", "GET"])
def test_an_appointment_that_is_gone_says_so_and_can_only_be_looked_at(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any, settings: Any, how: str
) -> None:
    event_id = book()["id"]
    editor = Editor(as_ana, event_id)
    settings.LEADWAY_FRESH_S = 0
    sandbox.fault("not_found_empty", method=how)
    answer = editor.save(title="Tarde")
    assert answer.status_code == 422
    assert "Leadway says it does not have this appointment" in read(answer)
    assert Appointment.objects.get(event_id=event_id).gone
    sandbox.fault("not_found_empty", method="GET")
    gone = Editor(as_ana, event_id)
    assert gone.shown.has("fieldset")
    assert "title" not in gone.fields
