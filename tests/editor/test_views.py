"""The editor's page: who sees it, and what a plain browser posts of it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from people.models import User
from tests import pace
from tests.conftest import Book, signed_in
from tests.editor_page import Editor
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(description="Trae\nel informe", address="Sala 2")


@pytest.fixture
def write_only(sandbox: Sandbox) -> Iterator[None]:
    sandbox.switch(scopes=["calendars/events.write"])
    yield
    sandbox.switch(scopes=None)


def test_an_untouched_form_has_nothing_to_save_and_asks_nobody(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, booked["id"])
    sandbox.clear()
    answer = editor.save()
    assert answer.status_code == 200
    assert "There is nothing to save" in read(answer)
    assert sandbox.journal() == []
    assert not Edit.objects.exists()


def test_who_may_only_look_has_no_control_and_no_button(
    as_carlos: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_carlos, booked["id"])
    assert set(editor.fields) <= {
        "baseline",
        "acknowledged",
        "form_key",
        "csrfmiddlewaretoken",
    }
    assert not editor.shown.has("#save")
    assert "You can look, not change." in editor.shown


def test_only_managers_see_the_switches_of_leadways_checks(
    as_ana: Client, as_marta: Client, booked: dict[str, Any]
) -> None:
    switches = ("ignore_date_range", "override_location_config", "rrule_consent")
    staff, manager = (Editor(one, booked["id"]).shown for one in (as_ana, as_marta))
    for name in switches:
        assert not staff.has(f"[name={name}]")
        assert manager.has(f"[name={name}]")


@pytest.mark.parametrize("reason", ["not_found_empty", "none"])
def test_an_unknown_id_is_a_page_of_its_own(
    as_ana: Client, sandbox: Sandbox, reason: str
) -> None:
    if reason != "none":
        sandbox.fault(reason, method="GET")
    answer = as_ana.get("/appointments/doesNotExistAnywhere/")
    assert answer.status_code == 404
    assert "There is no appointment at this address" in read(answer)


@pytest.mark.parametrize(
    ("status", "message"), [(400, "The event id is invalid."), (422, "Event not found")]
)
def test_it_is_the_same_page_in_leadways_other_words(
    as_ana: Client, sandbox: Sandbox, status: int, message: str
) -> None:
    sandbox.fault("unprocessable", method="GET", status=status, message=message)
    answer = as_ana.get("/appointments/doesNotExistAnywhere/")
    assert answer.status_code == 404
    assert "There is no appointment at this address" in read(answer)


def test_what_is_too_large_is_not_to_be_tried_again(
    as_ana: Client, sandbox: Sandbox, book: Book
) -> None:
    event_id = book()["id"]
    sandbox.fault("huge", method="GET")
    page = read(as_ana.get(f"/appointments/{event_id}/"))
    assert "It is more than this program reads." in page
    assert not page.has("a", "Try again")


@pytest.mark.parametrize(
    "path", ["a%20b", "a.b", "..", "a%2Fb", "%00", "é", "a" * 129, "a%0A", "-%27"]
)
def test_what_cannot_be_an_id_is_not_found_before_anybody_is_asked(
    as_ana: Client, sandbox: Sandbox, path: str
) -> None:
    sandbox.clear()
    assert as_ana.get(f"/appointments/{path}/").status_code in (301, 404)
    assert sandbox.journal() == []


def test_an_occurrence_opens_and_names_the_series(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    master = sandbox.cast()["series"]["weekly"]
    booked = book(id=f"{master}_1920000000000_2700")
    page = Editor(as_ana, booked["id"]).shown
    assert "Only this one" in page
    assert page.has(f'a[href^="/appointments/{master}/"]')


def test_an_old_link_leads_to_where_the_occurrence_lives_now(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    master = sandbox.cast()["series"]["weekly"]
    old, new = f"{master}_1930000000000_2700", f"{master}_1930003600000_2700"
    booked = book(id=old)
    sandbox.fault("other_id", method="PUT", id=new)
    Editor(as_ana, booked["id"]).save(title="Movida")
    sandbox.fault("not_found_empty", method="GET", path=old)
    answer = as_ana.get(f"/appointments/{old}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/appointments/{new}/")


def test_it_opens_and_saves_without_the_right_to_read(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, write_only: None
) -> None:
    editor = Editor(as_ana, booked["id"])
    assert "Reading appointments is not allowed for this token" in editor.shown
    assert editor.save(title="Nuevo").status_code == 422
    answer = editor.save(title="Nuevo", appointment_status="showed")
    assert answer.status_code == 200
    assert puts(sandbox, booked["id"])[-1]["title"] == "Nuevo"


def test_trouble_with_leadway_is_a_page_with_what_to_do(
    as_ana: Client, sandbox: Sandbox
) -> None:
    sandbox.fault("error_502_html", method="GET")
    answer = as_ana.get("/appointments/neverSeenBefore1/")
    assert answer.status_code == 504
    assert "Leadway did not answer in time." in read(answer)


# --- the receipt has an address ---


def test_the_address_of_a_receipt_shows_it_again(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    answer = Editor(as_ana, booked["id"]).save(htmx=False, title="Nuevo")
    assert answer.status_code == 302
    page = read(as_ana.get(answer["Location"]))
    assert "Saved. Leadway confirmed the change." in page
    edit = Edit.objects.get()
    assert edit.reread is not None


def test_the_address_of_what_failed_brings_back_what_was_typed(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT")
    Editor(as_ana, booked["id"]).save(title="Lo mío", description="Y\nesto")
    again = Editor(as_ana, booked["id"], f"?edit={Edit.objects.get().pk}")
    assert again.fields["title"] == "Lo mío"
    assert again.fields["description"] == "Y\nesto"
    assert "Not saved" in again.shown


def test_the_receipt_of_another_appointment_is_not_shown_here(
    as_ana: Client, booked: dict[str, Any], book: Book
) -> None:
    Editor(as_ana, booked["id"]).save(title="Nuevo")
    other = Editor(as_ana, book()["id"], f"?edit={Edit.objects.get().pk}")
    assert other.page.status_code == 200
    assert not other.shown.has("#answer > [tabindex]")


@pytest.mark.parametrize(
    "query",
    [
        "?edit=",
        "?edit=x",
        "?edit=-1",
        "?edit=1.5",
        "?edit=%00",
        "?edit=²",
        "?edit=" + "9" * 30,
        "?edit=٣",
        "?edit=999999",
        "?draft",
        "?draft=1&edit=",
        "?%FF=%FF",
    ],
)
def test_no_query_breaks_the_page(
    as_ana: Client, booked: dict[str, Any], query: str
) -> None:
    assert Editor(as_ana, booked["id"], query).page.status_code in (200, 404)


def test_the_first_page_waits_for_one_silent_call_only(
    ana: User, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_DEADLINE_S = settings.LEADWAY_READ_DEADLINE_S = 2.0
    sandbox.fault("slow", seconds=9)
    client = signed_in(ana)
    waited_s = pace.seconds(lambda: client.get("/appointments/neverSeen1/"))
    assert waited_s < 2 * pace.seconds(lambda: time.sleep(2.0))


def test_a_copy_of_what_is_gone_is_for_reading(
    as_ana: Client, booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"])
    Appointment.mark_gone(booked["id"])
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})
    page = Editor(signed_in(ana), booked["id"])
    assert "This appointment is no longer in Leadway." in page.shown
    assert "title" not in page.fields


def test_a_page_leads_with_what_is_still_open(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="En espera")
    again = Editor(as_ana, booked["id"])
    assert "Nothing was saved yet. Your changes are safe." in again.shown
    assert again.fields["title"] == "En espera"
