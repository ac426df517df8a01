"""The editor's page: who sees it, and what a plain browser posts of it."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from appointments.edits.drafts import Draft
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


# --- fragments while somebody edits ---


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


def test_the_review_keeps_a_draft_that_is_offered_and_taken_up(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias", start="nonsense")
    opened = Editor(as_ana, booked["id"])
    assert "You were changing this (" in opened.shown
    assert opened.fields["title"] != "A medias"
    taken_up = Editor(as_ana, booked["id"], "?draft")
    assert taken_up.fields["title"] == "A medias"
    assert taken_up.fields["start"] == "nonsense"


def test_a_draft_brings_back_no_value_that_nobody_typed(
    as_ana: Client, as_marta: Client, booked: dict[str, Any]
) -> None:
    """The status of that hour was on the page, and is another one by now."""
    Editor(as_ana, booked["id"]).review(title="A medias")
    Editor(as_marta, booked["id"]).save(appointment_status="showed")
    taken_up = Editor(as_ana, booked["id"], "?draft")
    assert taken_up.fields["title"] == "A medias"
    assert taken_up.fields["appointment_status"] == "showed"


def test_a_draft_is_the_persons_own(
    as_ana: Client, as_marta: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias")
    assert "You were changing this (" not in Editor(as_marta, booked["id"]).shown


def test_taking_everything_back_ends_the_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    editor.review(title="A medias")
    editor.review()
    assert not Draft.objects.exists()


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
    editor = Editor(as_ana, booked["id"])
    sandbox.fault("scope", path="/contacts/")
    card = read(as_ana.get(editor.url + "_contact/"))
    assert "The token lacks the permission to read this" in card


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


def test_a_page_leads_with_what_is_still_open(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="En espera")
    again = Editor(as_ana, booked["id"])
    assert "Nothing was saved yet. Your changes are safe." in again.shown
    assert again.fields["title"] == "En espera"


def test_a_draft_is_offered_beside_a_receipt_too(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    page = Editor(as_ana, booked["id"])
    page.save(title="Guardado")
    edit = Edit.objects.latest("pk")
    Editor(as_ana, booked["id"]).review(description="a medias")
    shown = Editor(as_ana, booked["id"], f"?edit={edit.pk}").shown
    assert "Saved. Leadway confirmed the change." in shown
    assert "and did not save." in shown
