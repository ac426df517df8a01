"""A press in a row that Leadway took, and that nothing came of."""

import uuid
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import reading
from tests.conftest import Book
from tests.edits.pressing import HTMX
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
STATUS = {"was_appointment_status": "confirmed", "appointment_status": "showed"}


@pytest.mark.parametrize("echo", ["asked", "stored"])
def test_a_press_that_nothing_came_of_says_so_in_its_line(
    as_ana: Client, book: Book, names: Any, sandbox: Sandbox, echo: str
) -> None:
    """At once where the answer tells it, else as soon as it was read again."""
    booked = book()
    reading.load(booked["id"])
    sandbox.fault("ignore_write", method="PUT", echo=echo)
    url = f"/appointments/{booked['id']}/press/"
    posted = STATUS | {"form_key": str(uuid.uuid4())}
    line = read(as_ana.post(url, posted, headers=HTMX)).one(".said")
    if echo == "asked":
        edit = Edit.objects.get()
        url = f"/edits/{edit.pk}/_receipt/?in_line=1"
        line = read(as_ana.get(url, headers=HTMX)).one(".said")
    assert "Not saved: Leadway took it, but still has the old values." in line
    assert line["data-tone"] == "warn"
    assert "Undo" not in line
