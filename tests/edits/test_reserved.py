"""An installation may leave it to managers whether automations run."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from appointments.edits import saving, settling, undoing
from appointments.index import reading
from people.models import User
from tests.conftest import Book, signed_in
from tests.editor_page import Editor
from tests.edits.pressing import press
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import sent, waits
from tests.intents import intent, puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def reserved(settings: Any) -> None:
    settings.RESERVE_AUTOMATIONS = True


def notified(sandbox: Sandbox, booked: dict[str, Any]) -> list[bool]:
    return [body["toNotify"] for body in puts(sandbox, booked["id"])]


@pytest.mark.parametrize("theirs", [False, True])
def test_what_staff_posts_of_it_does_not_count(
    book: Book,
    as_ana: Client,
    sandbox: Sandbox,
    reserved: None,
    settings: Any,
    theirs: bool,
) -> None:
    settings.LEADWAY_TO_NOTIFY = theirs
    booked = book()
    editor = Editor(as_ana, booked["id"])
    editor.save(title="Otra", **{} if theirs else {"to_notify": "on"})
    assert notified(sandbox, booked) == [theirs]


def test_a_manager_decides(
    book: Book, marta: User, sandbox: Sandbox, reserved: None
) -> None:
    booked = book()
    Editor(signed_in(marta), booked["id"]).save(title="Otra", to_notify="on")
    assert notified(sandbox, booked) == [True]


def test_undo_and_rows_take_the_same_path(
    book: Book,
    names: Any,
    ana: User,
    as_ana: Client,
    sandbox: Sandbox,
    reserved: None,
    settings: Any,
) -> None:
    settings.LEADWAY_TO_NOTIFY = True
    booked = book()
    reading.load(booked["id"])
    as_ana.post(
        f"/appointments/{booked['id']}/press/",
        {
            "form_key": str(uuid.uuid4()),
            "was_appointment_status": "confirmed",
            "appointment_status": "showed",
        },
    )
    edit = saving.save(intent(booked, ana, title="Otra"))
    undoing.undo(edit, person=ana, form_key=uuid.uuid4())
    assert notified(sandbox, booked) == [True] * 3


def test_what_waits_goes_out_as_the_installation_says_by_then(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    booked = book()
    waits(booked, ana, sandbox, title="Otra", to_notify=True)
    settings.RESERVE_AUTOMATIONS = True
    assert sent() == 1
    assert notified(sandbox, booked) == [False]


def test_nobody_is_offered_what_they_may_not(
    book: Book, as_ana: Client, reserved: None
) -> None:
    page = read(as_ana.get(f"/appointments/{book()['id']}/"))
    assert not page.all("#f-to_notify")
    assert "for a manager to decide" in page.text
    assert not read(as_ana.get(reverse("preferences"))).all("#automations")
    pinned = as_ana.post(reverse("set_automations"), {"automations": "on"})
    assert pinned.status_code == 403


def test_a_pin_of_before_counts_no_more(
    book: Book, ana: User, as_ana: Client, sandbox: Sandbox, reserved: None
) -> None:
    ana.automations_pinned = True
    ana.save()
    booked = book()
    Editor(as_ana, booked["id"]).save(title="Otra")
    assert notified(sandbox, booked) == [False]


def test_nobody_sends_without_what_is_not_theirs_to_leave_out(
    book: Book, ana: User, as_ana: Client, sandbox: Sandbox, settings: Any
) -> None:
    booked = book()
    edit = unknown(booked, ana, sandbox, "drop_before", title="Otra", to_notify=True)
    long_after(edit)
    sandbox.put(booked["id"], appointmentStatus="showed", title="Tercera")
    for _ in settling.REREAD_AFTER_S:
        settling.read_back(edit)
    quietly = f"[action='/edits/{edit.pk}/send-quietly/']"
    shown = f"/appointments/{booked['id']}/?edit={edit.pk}"
    assert read(as_ana.get(shown)).has(quietly)
    settings.RESERVE_AUTOMATIONS = True
    assert not read(as_ana.get(shown)).has(quietly)
    assert press(as_ana, edit, "send-quietly").status_code == 403
