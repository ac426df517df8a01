"""Once more what was asked for, where Leadway has another value."""

import uuid
from typing import Any

import pytest
from django.test import Client

from appointments.edits import insisting, saving
from appointments.edits.intending import NothingToSend
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import intent, puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def insist(edit: Edit, who: User, *names: str) -> Edit:
    return insisting.insist(edit, names, person=who, form_key=uuid.uuid4())


def test_a_value_that_leadway_kept_otherwise_is_sent_again(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    sandbox.fault("keeps_other_value", method="PUT", times=1)
    edit = saving.save(intent(booked, ana, title="Minúsculas"))
    assert sandbox.get(booked["id"])["title"] == "MINÚSCULAS"
    again = insist(edit, ana, "title")
    assert again.state == Edit.State.ACCEPTED
    assert not again.options.to_notify
    assert sandbox.get(booked["id"])["title"] == "Minúsculas"


def test_a_value_that_nobody_asked_for_is_put_back(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    sandbox.fault(
        "keeps_other_value",
        method="PUT",
        times=1,
        field="appointmentStatus",
        value="cancelled",
    )
    edit = saving.save(intent(booked, ana, title="Después"))
    assert sandbox.get(booked["id"])["appointmentStatus"] == "cancelled"
    insist(edit, ana, "appointment_status")
    after = sandbox.get(booked["id"])
    assert (after["title"], after["appointmentStatus"]) == ("Después", "confirmed")


def test_what_was_never_told_cannot_be_asked_for_again(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = saving.save(intent(book(), ana, title="Después"))
    with pytest.raises(NothingToSend):
        insist(edit, ana, "meeting_location_type")


def test_the_receipt_offers_it_and_answers_with_the_new_one(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    booked = book()
    sandbox.fault("keeps_other_value", method="PUT", times=1)
    shown = read(Editor(as_ana, booked["id"]).save(title="Minúsculas"))
    edit = Edit.objects.get()
    form = f'form[action="/edits/{edit.pk}/again/"]'
    assert "Send “Minúsculas” again" in shown.one(form)
    key = {"form_key": str(uuid.uuid4()), "field": "title"}
    url = f"/edits/{edit.pk}/again/"
    for _press in range(2):
        answer = as_ana.post(url, key, headers=HTMX)
        assert answer.status_code == 200
        assert "Saved. Leadway confirmed the change." in read(answer)
    assert len(puts(sandbox, booked["id"])) == 2


def test_without_a_script_it_leads_to_the_new_receipt(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    booked = book()
    sandbox.fault("keeps_other_value", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="Minúsculas")
    url = f"/edits/{Edit.objects.get().pk}/again/"
    answer = as_ana.post(url, {"field": "title"})
    assert answer["Location"].endswith(f"?edit={Edit.objects.latest('pk').pk}")


def test_who_only_looks_is_offered_nothing_and_refused(
    as_ana: Client, as_carlos: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    booked = book()
    sandbox.fault("keeps_other_value", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="Minúsculas")
    edit = Edit.objects.get()
    answer = as_carlos.post(f"/edits/{edit.pk}/again/", {"field": "title"})
    assert answer.status_code == 403
    page = Editor(as_carlos, booked["id"], f"?edit={edit.pk}").shown
    assert not page.has('form[action$="/again/"]')


def test_a_colleagues_change_since_is_shown_first_and_can_be_gone_over(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any, settings: Any
) -> None:
    booked = book(title="Antes")
    sandbox.fault("keeps_other_value", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="Minúsculas")
    sandbox.put(booked["id"], title="De otra persona")
    settings.LEADWAY_FRESH_S = 0
    url = f"/edits/{Edit.objects.get().pk}/again/"
    stopped = as_ana.post(url, {"field": "title"}, headers=HTMX)
    assert stopped.status_code == 409
    shown = read(stopped)
    assert "De otra persona" in shown
    # There is no form beside it whose choice this could be.
    assert not shown.has("input[type=radio]")
    seen = Edit.objects.latest("pk")
    answer = as_ana.post(f"/edits/{seen.pk}/again/", headers=HTMX)
    assert answer.status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Minúsculas"
