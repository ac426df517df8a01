"""Another language or theme of an open editor: what is typed comes back with it."""

from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def switched(editor: Editor, *, next: str | None = None, **typed: str) -> Any:
    more = {"next": next} if next else {}
    return editor.post("_look/", htmx=False, language="es", **typed, **more)


def test_what_is_typed_is_there_in_the_other_language(
    as_ana: Client, ana: User, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    answer = switched(editor, title="A medias", start="25:99")
    assert answer["Location"] == f"{editor.url}?draft="
    again = Editor(as_ana, booked["id"], "?draft=")
    assert (again.fields["title"], again.fields["start"]) == ("A medias", "25:99")
    assert again.shown.one("html")["lang"] == "es"
    ana.refresh_from_db()
    assert ana.language == "es"


def test_where_nothing_is_typed_nothing_is_kept(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    assert switched(editor)["Location"] == editor.url
    assert "You were changing this" not in Editor(as_ana, booked["id"]).shown


def test_a_refusal_stays_with_what_was_typed_since(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault("unprocessable", method="PUT", times=1, message="title is too odd")
    refused = editor.save(htmx=False, title="Rechazada")["Location"]
    after = Editor(as_ana, editor.url.split("/")[2], f"?{refused.partition('?')[2]}")
    assert after.fields["title"] == "Rechazada"
    answer = switched(after, next=refused, description="Y esto")
    assert answer["Location"] == f"{refused}&draft="
    page = as_ana.get(answer["Location"])
    shown = read(page)
    assert shown.one("#f-title")["value"] == "Rechazada"
    assert "Y esto" in shown.one("#f-description")
    assert "title is too odd" in shown.one("#slot-title")


def test_a_panel_goes_on_with_the_draft_of_its_own_appointment(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    id = booked["id"]
    editor = Editor(as_ana, id)
    answer = switched(editor, next=f"/?date=2027-01-04&open={id}", title="A medias")
    assert answer["Location"] == f"/?date=2027-01-04&open={id}&draft={id}"
    page = read(as_ana.get(answer["Location"]))
    assert page.one("#panel #f-title")["value"] == "A medias"
    other = read(as_ana.get(f"/?date=2027-01-04&open={id}&draft=other"))
    assert other.one("#panel #f-title")["value"] != "A medias"


def test_it_leads_nowhere_else(as_ana: Client, booked: dict[str, Any]) -> None:
    editor = Editor(as_ana, booked["id"])
    assert switched(editor, next="https://evil.example/")["Location"] == editor.url
    assert editor.post("_look/", htmx=False, language="fr").status_code == 400


def test_enter_still_presses_save(as_ana: Client, booked: dict[str, Any]) -> None:
    """Of all buttons of the form the first one in the page is what Enter presses."""
    page = Editor(as_ana, booked["id"]).shown
    buttons = page.all("button[form=editor], #editor button")
    first = next(one for one in buttons if one.get("type") == "submit")
    assert first.get("name") is None
    assert first.get("formaction") is None
