"""What the editor's page asks for by itself: review, fresh reading, contact."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from tests.conftest import Book
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(description="Trae\nel informe", address="Sala 2")


def test_the_review_shows_changes_and_the_exact_request_and_asks_nobody(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, booked["id"])
    sandbox.clear()
    said = read(editor.review(title="Nuevo", description=""))
    assert said.one("#review")["data-count"] == "2"
    assert '"title": "Nuevo"' in said
    assert "cleared" in said
    assert sandbox.journal() == []
    assert not Edit.objects.exists()


@pytest.mark.parametrize("fragment", ["_review/", "_availability/", "_slots_free/"])
def test_a_fragment_of_a_form_that_is_not_ours_says_nothing(
    as_ana: Client, booked: dict[str, Any], fragment: str
) -> None:
    answer = Editor(as_ana, booked["id"]).post(fragment, baseline="forged")
    assert answer.status_code == 204


def test_a_fresh_reading_tells_what_moved_and_renews_an_untouched_form(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, settings: Any
) -> None:
    editor = Editor(as_ana, booked["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    said = read(editor.post("_fresh/"))
    assert "Changed in Leadway while this page was open:" in said
    assert said.one("[name=title]")["value"] == "De fuera"


def test_a_fresh_reading_never_replaces_what_somebody_types(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, settings: Any
) -> None:
    editor = Editor(as_ana, booked["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    said = read(editor.post("_fresh/", description="Escribo"))
    assert "Changed in Leadway while this page was open:" in said
    assert not said.has("#editor")


@pytest.mark.parametrize("fault", ["revoked", "error_502_html", "rate_burst"])
def test_a_fresh_reading_that_fails_says_what_one_sees(
    as_ana: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    settings: Any,
    fault: str,
) -> None:
    editor = Editor(as_ana, booked["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.fault(fault, method="GET")
    answer = editor.post("_fresh/")
    assert answer.status_code == 200
    assert "You see what we read at" in read(answer)


def test_the_contacts_card_is_read_when_it_is_not_known(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    card = read(as_ana.get(editor.url + "_contact/"))
    assert "@example.com" in card.one('a[href^="mailto:"]')


def test_a_contact_that_may_not_be_read_is_an_id_with_a_reason(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    booked = book(contactId="someContactOfTheirs")
    sandbox.fault("scope", path="/contacts/")
    editor = Editor(as_ana, booked["id"])
    card = read(as_ana.get(editor.url + "_contact/"))
    assert "The token lacks the permission to read this" in card


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("length", "000060999999999"),
        ("rrule", "FREQ=DAILY;UNTIL=99991231T235959Z"),
        ("rrule", "FREQ=DAILY;COUNT=3\nEXDATE:99991231T235959Z"),
        ("date", "31/12/9999"),
        ("date", "1/1/1"),
        ("date", "0001-01-01"),
        ("start_offset", "-9999"),
    ],
)
def test_no_plain_input_breaks_the_review_or_the_save(
    as_marta: Client, booked: dict[str, Any], control: str, value: str
) -> None:
    editor = Editor(as_marta, booked["id"])
    typed: dict[str, Any] = {control: value, "end_next_day": "on", "rrule_consent": "1"}
    assert editor.review(**typed).status_code == 200
    assert editor.post("_availability/", **typed).status_code < 500
    assert editor.save(**typed).status_code < 500
