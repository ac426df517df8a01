"""What came of Leadway as it came: shown to who asks, and the trail is told of it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.edits import settling
from appointments.edits.tables import Edit
from audit.models import AuditEvent
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import sent
from tests.held import WAYS
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="<b>Antes</b>")


def viewed() -> list[str]:
    rows = AuditEvent.objects.filter(action="json.viewed").order_by("number")
    return [event.object for event in rows]


def test_a_page_and_a_receipt_hold_none_of_it_and_say_where_it_is(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, booked["id"])
    part = editor.shown.one("#record details")
    assert part["hx-get"] == f"/appointments/{booked['id']}/raw/"
    assert part.one(".raw a")["href"] == part["hx-get"]
    assert "&quot;locationId&quot;" not in editor.html
    answer = editor.save(title="Después")
    receipt = read(answer).one(".receipt__d")
    edit = Edit.objects.get()
    assert receipt["hx-get"] == f"/edits/{edit.pk}/raw/"
    assert receipt.one(".raw a")["href"] == receipt["hx-get"]
    assert "&quot;toNotify&quot;" not in answer.content.decode()
    assert viewed() == []


def test_the_record_is_shown_as_it_came_and_that_is_told(
    as_carlos: Client, carlos: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    address = Editor(as_carlos, booked["id"]).shown.one("#record details")["hx-get"]
    shown = read(as_carlos.get(address)).one("pre.raw")
    assert f'"locationId": "{booked["locationId"]}"' in shown
    assert "<b>Antes</b>" in shown
    as_carlos.head(address)
    [event] = AuditEvent.objects.filter(action="json.viewed")
    assert event.object == f"appointment:{booked['id']}"
    assert (event.person_id, event.source) == (carlos.pk, "web")


def test_request_and_answer_are_shown_and_that_is_told(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(title="Después")
    edit = Edit.objects.get()
    shown = read(as_ana.get(f"/edits/{edit.pk}/raw/")).one(".raw")
    assert f"PUT /calendars/events/appointments/{booked['id']}" in shown
    assert '"toNotify": false' in shown
    assert "$LEADWAY_TOKEN" in shown
    assert viewed() == [f"edit:{edit.pk} appointment:{booked['id']}"]


@pytest.mark.parametrize("address", ["/edits/999999/raw/", "/appointments/none/raw/"])
def test_of_what_there_is_not_nothing_is_shown_or_told(
    address: str, as_ana: Client
) -> None:
    assert as_ana.get(address).status_code == 404
    assert viewed() == []


def test_it_is_shown_also_where_it_cannot_be_told(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"])
    with WAYS["read only"]():  # type: ignore[attr-defined]
        answer = as_ana.get(f"/appointments/{booked['id']}/raw/")
    assert answer.status_code == 200


def test_it_costs_as_much_as_any_page(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(title="Después")
    edit = Edit.objects.get()
    for address in (f"/edits/{edit.pk}/raw/", f"/appointments/{booked['id']}/raw/"):
        as_ana.get(address)
        with CaptureQueriesContext(connection) as captured:
            as_ana.get(address)
        assert len(captured) <= 6


def test_it_tells_each_call_that_was_made(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "error_502_html", title="Después")
    long_after(edit)
    for _ in settling.REREAD_AFTER_S:
        settling.read_back(edit)
    assert sent() == 1
    page = read(as_ana.get(f"/edits/{edit.pk}/raw/"))
    first, second = page.all(".raw ol li")
    assert "no answer HTTP 502" in first
    assert "ms" in first
    assert "answered" in second


def test_each_change_of_the_history_leads_there(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    answer = Editor(as_ana, booked["id"]).save(title="Después")
    assert answer.status_code == 200
    edit = Edit.objects.get()
    page = as_ana.get("/history/")
    row = read(page).one(".hist__row")
    part = row.one("details")
    assert part["hx-get"] == f"/edits/{edit.pk}/raw/"
    assert part.one(".raw a")["href"] == part["hx-get"]
    assert "&quot;toNotify&quot;" not in page.content.decode()
