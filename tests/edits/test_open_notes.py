"""Everybody who opens an appointment sees the edits of it that are not at their end."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits import settling
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import waits
from tests.intents import puts
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
NOTE = "[data-open-edit]"


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def notes(client: Client, event_id: str) -> list[Part]:
    return read(client.get(f"/appointments/{event_id}/")).all(NOTE)


def test_who_waits_is_told_to_everybody(
    booked: dict[str, Any], ana: User, as_carlos: Client, sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    (note,) = notes(as_carlos, booked["id"])
    assert "A change by Ana Beltrán is waiting to be sent" in note
    assert "Antes" in note
    assert "Después" in note
    assert "Since " in note
    assert not note.has("form")
    assert not note.has("a")


def test_who_may_settle_it_finds_that_there(
    booked: dict[str, Any], ana: User, as_marta: Client, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    (note,) = notes(as_marta, booked["id"])
    assert note.has("button", "Send again")
    assert note.has("button", "Take back")
    assert note.one("a", "Show in Outbox")["href"] == "/outbox/"
    # Without a script, too: it leads to the receipt, which takes its place.
    answer = as_marta.post(note.one("form", "Send again")["action"], follow=True)
    assert answer.status_code == 200
    edit.refresh_from_db()
    assert edit.state == Edit.State.ACCEPTED
    assert notes(as_marta, booked["id"]) == []


def test_one_s_own_is_the_receipt(
    booked: dict[str, Any], ana: User, as_ana: Client, sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Después")
    page = read(as_ana.get(f"/appointments/{booked['id']}/"))
    assert page.has(".receipt", "Nothing was saved yet")
    assert not page.has(NOTE)


def test_of_what_is_not_known_it_says_when_it_was_sent(
    booked: dict[str, Any], ana: User, as_carlos: Client, sandbox: Sandbox
) -> None:
    unknown(booked, ana, sandbox, "drop_before", title="Después")
    (note,) = notes(as_carlos, booked["id"])
    assert "Not known yet whether Leadway saved a change by Ana Beltrán" in note
    assert "Sent at " in note
    assert "It is looked up by itself." in note


def test_of_what_was_looked_up_for_long_it_says_no_more_than_that(
    booked: dict[str, Any], ana: User, as_carlos: Client, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.put(booked["id"], title="Otra cosa", appointmentStatus="confirmed")
    long_after(edit)
    for _look in range(3):
        settling.read_back(edit)
    assert settling.undecided(edit)
    (note,) = notes(as_carlos, booked["id"])
    assert "Sent at " in note
    assert "by itself" not in note


def test_how_a_settled_one_was_sent_is_not_rewritten(
    booked: dict[str, Any], ana: User, as_ana: Client, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después", to_notify=True)
    settling.read_back(edit)
    assert edit.state == Edit.State.ACCEPTED
    as_ana.post(f"/edits/{edit.pk}/send-quietly/")
    edit.refresh_from_db()
    assert edit.options.to_notify


def test_where_automations_may_have_run_they_may_be_left_out(
    booked: dict[str, Any], ana: User, as_marta: Client, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después", to_notify=True)
    long_after(edit)
    sandbox.put(booked["id"], appointmentStatus="showed", title="Otra")
    for _ in settling.REREAD_AFTER_S:
        settling.read_back(edit)
    (note,) = notes(as_marta, booked["id"])
    for words in ("Look now", "Send again (automations may run twice)", "Leave it"):
        assert note.has("button", words)
    form = note.one("form", "Send again without automations")
    sandbox.clear()
    as_marta.post(form["action"])
    edit.refresh_from_db()
    assert edit.options.to_notify is False
    assert all(body["toNotify"] is False for body in puts(sandbox, booked["id"]))
