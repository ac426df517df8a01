"""Saving, end to end against the real sandbox: every end that a save can have."""

from typing import Any

import pytest

from appointments import editing, outbox
from appointments.editing import Intent
from appointments.leadway.records import AppointmentRecord, Changes, WriteOptions
from appointments.models import Appointment, Edit
from people.models import User
from tests.conftest import Book
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def intent(
    booked: dict[str, Any], who: User, *, baseline: Any = None, **changes: Any
) -> Intent:
    record = baseline or editing.load(booked["id"]).record
    options = WriteOptions(
        ignore_free_slot_validation=changes.pop("ignore_free_slot_validation", True),
        to_notify=changes.pop("to_notify", False),
    )
    return Intent(booked["id"], who, record, Changes(**changes), options)


def test_a_save_is_accepted_and_shows_what_came_back(book: Book, ana: User) -> None:
    edit = editing.save(intent(book(), ana, title="Otra cosa"))
    assert edit.state == Edit.State.ACCEPTED
    answer = edit.answer()
    assert answer is not None
    assert answer.title == "Otra cosa"
    assert edit.attempts.get().outcome == "accepted"


def test_a_save_is_one_call_when_the_record_was_just_read(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Una llamada")
    sandbox.clear()
    editing.save(wanted)
    assert [entry["method"] for entry in sandbox.journal()] == ["PUT"]


def test_status_and_flags_are_in_every_put(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    editing.save(intent(book(appointmentStatus="noshow"), ana, title="Nueva"))
    body = sandbox.journal("PUT")[0]["body"]
    assert body["appointmentStatus"] == "noshow"
    flags = ("toNotify", "ignoreDateRange", "ignoreFreeSlotValidation")
    assert {body[flag] for flag in flags} <= {True, False}
    assert set(body) == {"title", "appointmentStatus", *flags}
