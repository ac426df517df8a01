"""What a person presses on an edit, and edits to press on."""

from typing import Any

from django.test import Client

from appointments.edits.tables import Edit
from tests.editor_page import Editor
from tests.sandboxed import Sandbox

HTMX = {"HX-Request": "true"}


def waiting(client: Client, booked: dict[str, Any], sandbox: Sandbox) -> Edit:
    sandbox.fault("rate_burst", method="PUT", times=1)
    Editor(client, booked["id"]).save(title="Después")
    edit = Edit.objects.latest("made_at")
    assert edit.waiting
    return edit


def unknown(
    client: Client, booked: dict[str, Any], sandbox: Sandbox, fault: str
) -> Edit:
    sandbox.fault(fault, method="PUT", times=1)
    Editor(client, booked["id"]).save(title="Después")
    edit = Edit.objects.latest("made_at")
    assert edit.state == Edit.State.UNKNOWN
    return edit


def press(client: Client, edit: Edit, deed: str, *, htmx: bool = True) -> Any:
    headers = HTMX if htmx else {}
    return client.post(f"/edits/{edit.pk}/{deed}/", headers=headers)
