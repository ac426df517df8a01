"""What was typed is listed as it was called on the page, never by words of the wire."""

from typing import Any

import pytest
from django.test import Client

from appointments.editor.form import AppointmentForm
from leadway_admin.kept import LABELS, UNSEEN_FIELDS
from tests.conftest import signed_in
from tests.editor_page import Editor
from tests.pages import Part, read
from tests.troubled import OURS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
STALE = {"appointment_status": "noshow", "csrfmiddlewaretoken": "x"}


def listed(page: Part) -> dict[str, str]:
    kept = page.one(".kept dl")
    return dict(zip(kept.texts("dt"), kept.texts("dd"), strict=True))


def test_labels_and_names(as_ana: Client, booked: dict[str, Any], ana: Any) -> None:
    editor = Editor(as_ana, booked["id"])
    as_ana.handler.enforce_csrf_checks = True
    typed = editor.fields | STALE | {"title": "A medias"}
    answer = as_ana.post(editor.url, typed | {"to_notify": "on"}, headers=OURS)
    assert answer.status_code == 403
    said = listed(read(answer))
    assert said["Title"] == "A medias"
    assert said["Status"] == "No-show"
    assert said["Run automations"] == "Yes"
    assert said["Calendar"] == "Fisioterapia"
    assert "Another field" not in said
    for value in said.values():
        assert value not in typed.get("assigned_user_id", "")


def test_who_is_signed_out_is_told_no_names(
    booked: dict[str, Any], as_ana: Client
) -> None:
    typed = Editor(as_ana, booked["id"]).fields
    client = Client(headers={"accept-language": "en"})
    said = listed(
        read(client.post(f"/appointments/{booked['id']}/", typed, headers=OURS))
    )
    assert said["Calendar"] == typed["calendar_id"]
    assert said["Status"] == "Confirmed"


def test_every_control_of_the_editor_has_a_label() -> None:
    assert {*AppointmentForm.base_fields} - UNSEEN_FIELDS <= LABELS.keys()


def test_what_is_sent_again_is_as_it_was_posted(
    as_ana: Client, booked: dict[str, Any], ana: Any
) -> None:
    editor = Editor(as_ana, booked["id"])
    as_ana.handler.enforce_csrf_checks = True
    typed = editor.fields | STALE
    page = read(as_ana.post(editor.url, typed, headers=OURS))
    again = {one["name"]: one["value"] for one in page.all(".kept form [name]")}
    again.pop("csrfmiddlewaretoken")
    assert again == {k: v for k, v in typed.items() if k != "csrfmiddlewaretoken"}
    assert signed_in(ana).post(editor.url, again).status_code == 302
