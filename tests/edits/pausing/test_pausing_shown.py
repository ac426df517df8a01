"""What is shown of a save that is held back: when it goes out, and both ways on."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from appointments.edits import settling, telling
from appointments.edits.drafts import Draft
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from people.models import User
from tests.editor_page import Editor
from tests.edits.paused import deed, held
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(as_ana: Client, booked: dict[str, Any], sandbox: Sandbox) -> Editor:
    return Editor(as_ana, booked["id"])


def test_the_receipt_says_when_it_leaves_and_asks_by_itself(
    page: Editor, sandbox: Sandbox, booked: dict[str, Any]
) -> None:
    answer = page.save(title="Después", to_notify="on")
    assert answer.status_code == 202
    receipt = read(answer).one(".receipt")
    edit = Edit.objects.get()
    assert "Not sent yet" in receipt.one("h2")
    assert "It goes out at " in receipt
    assert receipt["hx-post"] == f"/edits/{edit.pk}/send/"
    assert receipt["hx-trigger"].startswith("load delay:3")
    assert receipt.one("count-down")["data-seconds"].startswith("3")
    assert [button.text.strip() for button in receipt.all("button")] == [
        "Undo",
        "Run now",
    ]
    assert "Saved" not in receipt
    assert puts(sandbox, booked["id"]) == []


def test_without_scripts_its_page_says_when_and_both_are_forms(
    as_ana: Client, page: Editor, sandbox: Sandbox, booked: dict[str, Any]
) -> None:
    answer = page.save(title="Después", to_notify="on", htmx=False)
    shown = read(as_ana.get(answer["Location"]))
    receipt = shown.one(".receipt")
    assert "It goes out at " in receipt
    edit = Edit.objects.get()
    assert [form["action"] for form in receipt.all("form")] == [
        f"/edits/{edit.pk}/withdraw/",
        f"/edits/{edit.pk}/send/",
    ]
    as_ana.post(receipt.all("form")[0]["action"])
    shown = read(as_ana.get(f"/appointments/{booked['id']}/?edit={edit.pk}"))
    assert "Undone. Nothing was sent." in shown
    assert "Después" in shown.one("[name=title]")["value"]


def test_what_was_typed_is_kept_until_it_is_saved(
    as_ana: Client, page: Editor, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    page.save(title="Después", to_notify="on")
    assert "Después" in Editor(as_ana, booked["id"]).fields["title"]
    deed(as_ana, Edit.objects.get(), "send")
    assert not Draft.objects.exists()


def test_somebody_else_sees_it_and_sends_nothing_by_looking(
    as_carlos: Client, as_marta: Client, ana: User, booked: dict[str, Any]
) -> None:
    edit = held(booked, ana)
    receipt = read(as_carlos.get(f"/appointments/{booked['id']}/?edit={edit.pk}"))
    shown = receipt.one(".receipt")
    assert shown["hx-trigger"] == "every 5s, again"
    assert not receipt.has(".receipt[hx-post]")
    assert not shown.has("form")
    assert "waiting to be sent" in read(as_marta.get(f"/appointments/{booked['id']}/"))


def test_the_outbox_and_the_history_show_it_as_what_it_is(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    outbox = read(as_ana.get("/outbox/"))
    line = outbox.one(f"#line-{edit.pk}")
    assert "It goes out at " in line
    assert line.has(f'form[action="/edits/{edit.pk}/withdraw/"]')
    assert "Waiting" in read(as_ana.get("/history/")).one(".hist__row .tag")


def test_it_is_said_in_spanish(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    with translation.override("es"):
        told = telling.receipt(edit, words())
        assert "Aún no se ha enviado" in told.title
        assert "Sale a las " in told.body
        settling.take_back(edit)
        undone = telling.receipt(edit, words())
        assert undone.title == "Deshecho. No se ha enviado nada."
