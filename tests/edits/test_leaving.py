"""The two ways on where Leadway has another value: take its own, or send ours again."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.editor.filling import RECORD
from tests.edits.test_telling import shown
from tests.intents import intent, puts
from tests.pages import read
from tests.sandboxed import Sandbox

NEW = replace(RECORD, title="Nuevo")
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("of", "ways", "why"),
    [
        (
            {"returned": replace(RECORD, title="NUEVO")},
            ("Accept “NUEVO”", "Send “Nuevo” again"),
            "kept another value",
        ),
        (
            {
                "changes": {"meeting_location_type": "phone", "address": "+34 600"},
                "returned": replace(
                    RECORD, meeting_location_type="custom", address="+34 600"
                ),
            },
            ("Accept “Custom”", "Send “Phone” again"),
            "switches to Custom",
        ),
    ],
)
def test_a_difference_has_two_ways_on(
    of: dict[str, Any], ways: tuple[str, str], why: str
) -> None:
    line = shown(**of).lines[0]
    assert (line.leave, line.again) == ways
    assert why in line.why


def test_what_nobody_can_set_can_only_be_left() -> None:
    known = replace(RECORD, contact_id="one")
    said = shown(before=known, returned=replace(known, title="Nuevo", contact_id="x"))
    [line] = said.unasked
    assert (line.again, line.leave) == ("", "Leave it")


def test_what_was_left_is_no_warning_any_more() -> None:
    said = shown(returned=replace(RECORD, title="NUEVO"), left=["title"])
    assert (said.tone, said.title) == ("ok", "Saved. Left as Leadway has it: Title.")
    assert said.lines[0].verdict == "left"
    answer = replace(NEW, appointment_status="new")
    said = shown(returned=answer, left=["appointment_status"])
    assert (said.tone, said.title) == ("ok", "Saved. Leadway confirmed the change.")
    assert [line.verdict for line in said.unasked] == ["left"]


@pytest.mark.django_db
def test_a_press_leaves_what_leadway_has(
    as_ana: Client, ana: User, book: Book, sandbox: Sandbox
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="New")
    sandbox.fault("keeps_other_value", field="title", value="Other")
    saved = saving.save(wanted)
    part = read(as_ana.get(f"/edits/{saved.pk}/_receipt/", headers=HTMX))
    form = part.one('form[action$="/leave/"]')
    assert "Accept “Other”" in form
    answer = as_ana.post(form["action"], {"field": "title"}, headers=HTMX)
    assert read(answer).one("h2").text == "Saved. Left as Leadway has it: Title."
    assert len(puts(sandbox, booked["id"])) == 1
    assert Edit.objects.get().left == ["title"]


@pytest.mark.django_db
def test_who_may_only_look_leaves_nothing(
    as_carlos: Client, ana: User, book: Book
) -> None:
    saved = saving.save(intent(book(), ana, title="New"))
    answer = as_carlos.post(f"/edits/{saved.pk}/leave/", {"field": "title"})
    assert answer.status_code == 403
