"""What was typed and not saved: offered, gone on with, and never lost on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from appointments.edits import baseline
from appointments.edits.drafts import KEPT_DAYS, Draft
from appointments.edits.tables import Edit
from appointments.work.duties import DUTIES
from tests.editor_page import Editor
from tests.intents import puts
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


def test_what_is_typed_beside_an_offered_draft_is_laid_over_it(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias", address="Sala 9", place="own")
    beside = Editor(as_ana, booked["id"])
    beside.review(title="Otro", description="Nuevo")
    beside.review(description="Nuevo")
    taken_up = Editor(as_ana, booked["id"], "?draft").fields
    assert taken_up["title"] == "A medias"
    assert taken_up["address"] == "Sala 9"
    assert taken_up["description"] == "Nuevo"


def test_taking_back_what_was_typed_beside_it_leaves_an_offered_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias")
    beside = Editor(as_ana, booked["id"])
    beside.review(description="Nuevo")
    beside.review()
    assert Draft.objects.get().typed == {"title": "A medias"}


def test_a_draft_that_is_gone_on_with_can_be_taken_back(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias")
    Editor(as_ana, booked["id"], "?draft").review(title=booked["title"])
    assert not Draft.objects.exists()


def test_saving_something_else_leaves_an_offered_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias", description="A medias")
    beside = Editor(as_ana, booked["id"])
    answer = beside.save(description="Guardado")
    assert answer.status_code == 200
    assert Draft.objects.get().typed == {"title": "A medias"}
    beside.follow(answer)
    beside.review(description="Guardado", appointment_status="showed")
    assert Draft.objects.get().typed["title"] == "A medias"


def test_a_colleagues_change_since_a_draft_is_a_clash(
    as_ana: Client, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).review(title="De Ana")
    Editor(as_marta, booked["id"]).save(title="De Marta")
    later = Editor(as_ana, booked["id"])
    later.review(description="Nuevo")
    taken_up = Editor(as_ana, booked["id"], "?draft")
    assert taken_up.fields["title"] == "De Ana"
    assert taken_up.save().status_code == 409
    assert sandbox.get(booked["id"])["title"] == "De Marta"


def test_a_draft_of_another_appointment_is_not_taken_for_this_ones(
    as_ana: Client, booked: dict[str, Any], book: Any
) -> None:
    other = book()
    Editor(as_ana, other["id"]).review(title="A medias")
    offered = Editor(as_ana, other["id"]).fields["offered"]
    Editor(as_ana, booked["id"]).review(description="Nuevo", offered=offered)
    here = Draft.objects.get(event_id=booked["id"])
    assert here.typed == {"description": "Nuevo"}


def test_an_undo_of_something_earlier_leaves_the_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).save(title="Después")
    edit = Edit.objects.get()
    Editor(as_ana, booked["id"]).review(description="A medias")
    undone = as_ana.post(f"/edits/{edit.pk}/undo/", headers=HTMX)
    assert undone.status_code == 200
    assert Draft.objects.get().typed == {"description": "A medias"}


@pytest.mark.parametrize("fault", ["unprocessable", "rate_burst", "drop_after"])
def test_an_undo_that_fails_leaves_the_open_form_upon_its_own_record(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, fault: str
) -> None:
    Editor(as_ana, booked["id"]).save(title="Después")
    edit = Edit.objects.get()
    sandbox.put(booked["id"], description="De fuera", appointmentStatus="confirmed")
    form = Editor(as_ana, booked["id"])
    form.post("_fresh/")
    form = Editor(as_ana, booked["id"])
    before = dict(form.fields)
    sandbox.fault(fault, method="PUT", times=1)
    url = f"/edits/{edit.pk}/undo/"
    answer = as_ana.post(url, before | {"description": "Mío"}, headers=HTMX)
    assert answer.status_code >= 202
    form.follow(answer)
    assert signed(form.fields["baseline"]) == signed(before["baseline"])
    assert form.fields["acknowledged"] == ""
    assert form.fields["form_key"] != before["form_key"]


def test_an_undo_that_clashes_decides_nothing_for_the_open_form(
    as_ana: Client, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(title="De Ana")
    edit = Edit.objects.get()
    form = Editor(as_ana, booked["id"])
    Editor(as_marta, booked["id"]).save(title="De Marta")
    url = f"/edits/{edit.pk}/undo/"
    answer = as_ana.post(url, form.fields | {"title": "Otra"}, headers=HTMX)
    assert answer.status_code == 409
    form.follow(answer)
    assert form.fields["acknowledged"] == ""
    assert form.save(title="Otra").status_code == 409
    assert sandbox.get(booked["id"])["title"] == "De Marta"


def signed(text: str) -> Any:
    return signing.loads(text, salt=baseline.SALT)


def test_only_what_the_form_has_is_kept_of_a_post(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT", times=1)
    typed = {"title": "Nuevo", "na\0me": "x", "extra": "x" * 9, "keep_title": "yours"}
    Editor(as_ana, booked["id"]).save(**typed)
    kept = Edit.objects.get().typed
    assert kept["title"] == "Nuevo"
    assert kept["keep_title"] == "yours"
    assert not {"na\0me", "extra", "form_key", "offered"} & set(kept)
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_review_that_comes_after_the_save_leaves_no_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    """A field is left when the receipt takes the focus, before the page is renewed."""
    editor = Editor(as_ana, booked["id"])
    editor.save(title="Guardado ya")
    editor.review(title="Guardado ya")
    assert not Draft.objects.exists()
    editor.review(title="Guardado ya", description="Y esto todavía no")
    assert Draft.objects.get().typed == {"description": "Y esto todavía no"}


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


@pytest.mark.parametrize("query", ["", "?edit={}"])
def test_what_was_typed_since_a_save_that_waits_is_there_on_return(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, query: str
) -> None:
    sandbox.fault("rate_burst", method="PUT", times=1)
    page = Editor(as_ana, booked["id"])
    answer = page.save(title="Espera")
    assert answer.status_code == 202
    page.follow(answer)
    page.review(title="Espera", description="Luego")
    edit = Edit.objects.get()
    again = Editor(as_ana, booked["id"], query.format(edit.pk))
    assert (again.fields["title"], again.fields["description"]) == ("Espera", "Luego")


def test_a_draft_can_be_discarded_where_it_is_offered(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    Editor(as_ana, booked["id"]).review(title="A medias")
    shown = Editor(as_ana, booked["id"]).shown
    assert shown.one("#answer button[form=discard]").text == "Discard"
    as_ana.post(f"/appointments/{booked['id']}/_discard/")
    assert "and did not save." not in Editor(as_ana, booked["id"]).shown


def test_a_worker_lets_go_of_what_nobody_came_back_to(
    as_ana: Client, as_marta: Client, booked: dict[str, Any]
) -> None:
    for client in (as_ana, as_marta):
        Editor(client, booked["id"]).review(title="A medias")
    # One is kept for as long as it is said to be, the other for a moment more.
    for who, more in (("ana", -60), ("marta", 60)):
        saved_at = timezone.now() - timedelta(days=KEPT_DAYS, seconds=more)
        Draft.objects.filter(person__username=who).update(saved_at=saved_at)
    for duty in DUTIES:
        if duty.name == "age_out":
            duty.take()
    assert Draft.objects.get().person.username == "ana"
