"""The first sentence of a receipt: true when it is said, whatever came back."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import saving, settling, telling, undoing
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.conftest import Book
from tests.editor.filling import NOON, RECORD
from tests.edits.test_telling import edit, shown
from tests.intents import intent
from tests.sandboxed import Sandbox

NEW = replace(RECORD, title="Nuevo")
LATER = {
    "start_time": NOON + timedelta(hours=2),
    "end_time": NOON + timedelta(hours=2, minutes=45),
}
PLACE = {"meeting_location_id": "sala-1"}
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("of", "tone", "title"),
    [
        ({"returned": NEW}, "ok", "Saved. Leadway confirmed the change."),
        (
            {
                "changes": {"title": "Nuevo", **LATER},
                "returned": replace(NEW, **LATER),
            },
            "ok",
            "Saved. Leadway confirmed both fields.",
        ),
        (
            {"returned": replace(RECORD, title="NUEVO")},
            "warn",
            "Saved, with 1 difference: Title.",
        ),
        (
            {"returned": RECORD},
            "warn",
            "Not saved: Leadway took it, but still has the old values.",
        ),
        (
            {"returned": NEW, "reread": RECORD},
            "warn",
            "Not saved: Leadway took it, but still has the old values.",
        ),
        (
            {"changes": {"title": "Nuevo", "address": "Sala 9"}, "returned": NEW},
            "warn",
            "Saved, with 1 difference: Place.",
        ),
        (
            {"returned": replace(NEW, appointment_status="new")},
            "warn",
            "Saved. Leadway also changed 1 field nobody asked for: Status.",
        ),
        (
            {"changes": PLACE, "returned": replace(RECORD, appointment_status="new")},
            "warn",
            "Sent. Leadway also changed 1 field nobody asked for: Status.",
        ),
        (
            {"changes": PLACE, "returned": RECORD},
            "mute",
            "Sent. Leadway accepted it, but does not tell this field back.",
        ),
        (
            {"changes": {"title": "Nuevo", **PLACE}, "returned": NEW},
            "ok",
            "Saved. Leadway confirmed 1 of 2 fields.",
        ),
        ({"reread": NEW}, "ok", "It was saved: Leadway holds what you asked for."),
        (
            {"changes": {"title": "Nuevo", **PLACE}, "reread": NEW},
            "ok",
            "It was saved, as far as Leadway tells it back.",
        ),
    ],
)
def test_it_claims_what_was_compared_and_no_more(
    of: dict[str, Any], tone: str, title: str
) -> None:
    said = shown(**of)
    assert (said.tone, said.title) == (tone, title)
    assert "0 of" not in said.title


@pytest.mark.parametrize(
    ("of", "title"),
    [
        ({"returned": NEW}, "Undone. Leadway has the earlier values again."),
        (
            {"returned": replace(RECORD, title="NUEVO")},
            "Undone, with 1 difference: Title.",
        ),
        (
            {"returned": RECORD},
            "Not undone: Leadway took it, but still has the later values.",
        ),
        (
            {"returned": replace(NEW, appointment_status="new")},
            "Undone. Leadway also changed 1 field nobody asked for: Status.",
        ),
        (
            {"changes": PLACE, "returned": RECORD},
            "Undo sent. Leadway accepted it, but does not tell this field back.",
        ),
        (
            {"changes": {"title": "Nuevo", **PLACE}, "returned": NEW},
            "Undone. Leadway confirmed 1 of 2 fields.",
        ),
        ({"reread": NEW}, "Undone: Leadway holds the earlier values again."),
    ],
)
def test_an_undo_says_undone(of: dict[str, Any], title: str) -> None:
    said = shown(undoes=edit(), **of)
    assert said.title == title


def test_what_was_undone_and_is_back_says_so() -> None:
    redone = edit(undoes=edit())
    said = shown(undoes=redone, returned=NEW)
    assert said.title == "Done again. Leadway has the later values again."


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ({"changes": PLACE, "returned": RECORD}, "Nothing could be compared"),
        (
            {"changes": {"title": "Nuevo", "address": "Sala 9"}, "returned": NEW},
            "The other fields are as you asked.",
        ),
        (
            {"returned": replace(NEW, appointment_status="new")},
            "Your own change is as you asked.",
        ),
        (
            {
                "returned": replace(
                    RECORD, title="NUEVO", appointment_status="new", address="X"
                )
            },
            "Leadway also changed, asked by nobody: Status, Place.",
        ),
        ({"returned": NEW, "undoes": edit()}, "a change of its own"),
        ({"returned": NEW, "to_notify": True}, "Automations were allowed to run."),
    ],
)
def test_the_second_sentence_says_what_of_the_rest(
    of: dict[str, Any], words: str
) -> None:
    assert words in shown(**of).body


@pytest.mark.parametrize(
    ("of", "picture"),
    [
        ({"returned": replace(NEW, appointment_status="new")}, True),
        ({"returned": replace(RECORD, title="X", appointment_status="new")}, False),
        ({"returned": NEW}, False),
    ],
)
def test_what_leadway_did_has_a_picture_of_its_own(
    of: dict[str, Any], picture: bool
) -> None:
    assert shown(**of).by_leadway is picture


# --- through the sandbox ---


@pytest.mark.django_db
@pytest.mark.parametrize("echo", ["asked", "stored"])
def test_a_version_without_effect_is_not_called_saved(
    book: Book, ana: User, sandbox: Sandbox, echo: str
) -> None:
    wanted = intent(book(), ana, title="New")
    sandbox.fault("ignore_write", method="PUT", echo=echo)
    saved = saving.save(wanted)
    settling.verify(saved)
    said = telling.receipt(saved, words())
    assert said.title == "Not saved: Leadway took it, but still has the old values."
    assert said.tone == "warn"


@pytest.mark.django_db
def test_an_undo_and_what_undoes_it_say_what_they_did(book: Book, ana: User) -> None:
    saved = saving.save(intent(book(), ana, title="New"))

    undone = undoing.undo(saved, person=ana, form_key=uuid.uuid4())
    assert undone is not None
    assert telling.receipt(undone, words()).title.startswith("Undone.")
    redone = undoing.undo(undone, person=ana, form_key=uuid.uuid4())
    assert redone is not None
    assert telling.receipt(redone, words()).title.startswith("Done again.")


def test_what_was_sent_long_ago_says_when() -> None:
    said = shown(state=Edit.State.UNKNOWN, sent_at=timezone.now())
    assert said.title == "Not known yet whether Leadway saved this"
    assert said.body.startswith("Sent at ")
    assert isinstance(said.edit.compared, AppointmentRecord)
