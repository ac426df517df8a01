"""What a person does with an edit that exists, and whose edits those are."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from appointments.edits import settling
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.edits.pressing import HTMX, press, unknown, waiting
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def test_a_waiting_edit_offers_to_be_sent_again_and_is(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waiting(as_ana, booked, sandbox)
    page = Editor(as_ana, booked["id"], f"?edit={edit.pk}").shown
    assert page.has(f'form[action="/edits/{edit.pk}/send/"]')
    answer = press(as_ana, edit, "send")
    assert answer.status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Después"


def test_only_a_form_that_works_without_scripts_carries_a_token(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    """Every request of htmx brings it as a header, which the page's body says once."""
    editor = Editor(as_ana, booked["id"])
    assert editor.shown.has("body[hx-headers\\:inherited*=X-CSRFToken]")
    answer = read(editor.save(title="Después"))
    token = "form[action$='/undo/'] input[name=csrfmiddlewaretoken]"
    assert not answer.has(token)
    saved = Edit.about(booked["id"])[0]
    assert Editor(as_ana, booked["id"], f"?edit={saved.pk}").shown.has(token)


def test_pressing_twice_sends_once(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waiting(as_ana, booked, sandbox)
    sandbox.clear()
    assert [press(as_ana, edit, "send").status_code for _ in "ab"] == [200, 200]
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_waiting_edit_can_be_taken_back(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waiting(as_ana, booked, sandbox)
    sandbox.clear()
    answer = press(as_ana, edit, "withdraw")
    assert "Taken back. Leadway still has the old values." in read(answer)
    press(as_ana, edit, "send")
    assert sandbox.journal("PUT") == []


def test_a_plain_browser_gets_a_page_for_each_deed(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = waiting(as_ana, booked, sandbox)
    answer = press(as_ana, edit, "send", htmx=False)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?edit={edit.pk}")


def test_a_look_tells_what_became_of_a_lost_answer(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(as_ana, booked, sandbox, "drop_after")
    answer = press(as_ana, edit, "check")
    assert answer.status_code == 200
    assert "It was saved: Leadway holds what you asked for." in read(answer)


def test_after_three_looks_it_was_not_saved_and_can_be_sent_again(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(as_ana, booked, sandbox, "drop_before")
    said = [press(as_ana, edit, "check") for _ in range(2)]
    long_ago = timezone.now() - timedelta(seconds=settling.REREAD_AFTER_S[-1])
    Edit.objects.update(sent_at=long_ago)
    said.append(press(as_ana, edit, "check"))
    assert [one.status_code for one in said] == [504, 504, 202]
    assert "It was not saved" in read(said[-1])
    assert press(as_ana, edit, "send").status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Después"


def test_what_no_reading_settles_is_left_to_a_person(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(as_ana, booked, sandbox, "drop_before")
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    long_ago = timezone.now() - timedelta(seconds=settling.REREAD_AFTER_S[-1])
    Edit.objects.update(sent_at=long_ago)
    assert "Leave it" not in read(press(as_ana, edit, "check"))
    press(as_ana, edit, "check")
    assert "Leave it" in read(press(as_ana, edit, "check"))
    assert "Left as it is" in read(press(as_ana, edit, "withdraw"))


def test_what_waits_goes_out_with_no_more_than_one_may_by_then(
    marta: User, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """Marta switched a check off, and is no manager any more when she sends it."""
    sandbox.fault("rate_burst", method="PUT", times=1)
    Editor(as_marta, booked["id"]).save(title="Después", ignore_date_range="on")
    marta.groups.set([Group.objects.get(name="staff")])
    press(as_marta, Edit.objects.get(), "send")
    sent = [body["ignoreDateRange"] for body in puts(sandbox, booked["id"])]
    assert sent == [True, False]
    assert Edit.objects.get().options.ignore_date_range is False


@pytest.mark.parametrize("deed", ["send", "check", "withdraw"])
def test_an_edit_belongs_to_who_made_it_and_to_managers(
    as_ana: Client,
    as_marta: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    deed: str,
) -> None:
    edit = waiting(as_marta, booked, sandbox)
    assert press(as_ana, edit, deed).status_code == 403
    edit.refresh_from_db()
    assert edit.waiting
    edit.person = User.objects.get(username="ana")
    edit.save()
    assert press(as_marta, edit, deed).status_code in (200, 202)


@pytest.mark.parametrize("deed", ["send", "check", "withdraw", "undo"])
def test_who_may_only_look_does_nothing(
    as_ana: Client,
    as_carlos: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    deed: str,
) -> None:
    edit = waiting(as_ana, booked, sandbox)
    sandbox.clear()
    assert press(as_carlos, edit, deed).status_code == 403
    assert sandbox.journal() == []


@pytest.mark.parametrize("deed", ["_receipt", "send", "check", "withdraw", "undo"])
@pytest.mark.parametrize("number", ["0", "999999", "9" * 25])
def test_an_edit_that_there_is_not_is_not_found(
    as_ana: Client, deed: str, number: str
) -> None:
    call = as_ana.get if deed == "_receipt" else as_ana.post
    assert call(f"/edits/{number}/{deed}/").status_code == 404


def test_the_receipt_brings_the_reread_and_leaves_the_form_alone(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(description="Con informe")
    edit = Edit.objects.get()
    said = read(as_ana.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX))
    assert said.has("[data-verdict=confirmed]")
    assert not said.has("#editor")
    assert not said.has(".receipt[hx-trigger]")


def test_who_may_only_look_sees_a_receipt_and_settles_nothing(
    as_ana: Client, as_carlos: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = unknown(as_ana, booked, sandbox, "drop_after")
    answer = as_carlos.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
    assert answer.status_code == 504
    edit.refresh_from_db()
    assert edit.state == Edit.State.UNKNOWN
    assert not read(answer).has('[action$="/check/"], [hx-post$="/check/"]')


@pytest.mark.parametrize("fault", ["drop_after", "rate_burst"])
def test_a_colleagues_open_edit_is_shown_to_staff_and_left_alone(
    as_ana: Client,
    as_marta: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    fault: str,
) -> None:
    sandbox.fault(fault, method="PUT", times=1)
    Editor(as_marta, booked["id"]).save(title="Después")
    number = Edit.objects.get().pk
    deeds, query = f'[action^="/edits/{number}/"]', f"?edit={number}"
    assert not Editor(as_ana, booked["id"], query).shown.has(deeds)
    assert Editor(as_marta, booked["id"], query).shown.has(deeds)


def test_every_deed_of_a_receipt_carries_a_key(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", method="PUT", times=1)
    answer = Editor(as_ana, booked["id"]).save(title="Espera")
    forms = answer.content.decode().split("<form")[1:]
    assert len(forms) == 2
    assert all('name="form_key"' in form for form in forms)


def test_a_later_save_takes_the_editor_back_from_an_unknown_one(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    old = unknown(as_ana, booked, sandbox, "drop_before")
    Edit.objects.filter(pk=old.pk).update(typed={"title": "Perdida"})
    fresh = Editor(as_ana, booked["id"], "?draft")
    fresh.save(description="Después")
    page = Editor(as_ana, booked["id"])
    assert "Not known yet whether Leadway saved this" not in page.html
    assert page.fields["description"] == "Después"
    assert page.save(title="Otra vez").status_code == 200
    old.refresh_from_db()
    # Of what the newer ones did not write over nothing is known yet: it stays a mark.
    assert old.state in (Edit.State.UNKNOWN, Edit.State.WITHDRAWN)


def test_what_a_later_save_wrote_over_is_settled(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    old = unknown(as_ana, booked, sandbox, "drop_before")
    name = next(iter(old.changes.asked()))
    Editor(as_ana, booked["id"], "?draft").save(**{name: "Lo último"})
    old.refresh_from_db()
    assert old.state == Edit.State.WITHDRAWN
    said = as_ana.get(f"/edits/{old.pk}/_receipt/", headers=HTMX).content.decode()
    assert "A later save wrote over all of it." in said


def test_what_leadway_changed_and_nobody_asked_for_is_named(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """The status is only sent along, because leaving it out resets it."""
    editor = Editor(as_ana, booked["id"])
    other = {"field": "appointmentStatus", "value": "cancelled"}
    sandbox.fault("keeps_other_value", method="PUT", **other)
    page = editor.save(title="Solo el título").content.decode()
    assert "Leadway also changed 1 field nobody asked for: Status." in page
    assert "Changed by Leadway, asked for by nobody" in page
    assert "confirmed the change" not in page
