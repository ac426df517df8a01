"""What is saved to an appointment while another save of it is held back."""

from typing import Any

import pytest

from appointments.edits import saving, settling, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.edits.paused import held
from tests.edits.waiting import sent
from tests.intents import intent, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_what_is_saved_after_it_leaves_after_it(
    booked: dict[str, Any], ana: User, marta: User, sandbox: Sandbox
) -> None:
    first = held(booked, ana)
    later = saving.save(intent(booked, marta, appointment_status="showed"))
    assert later.waiting
    assert "An earlier change" in telling.receipt(later, words()).body
    # Nor when somebody presses: the first one can still be undone.
    settling.send_again(later)
    assert later.waiting
    assert sent() == 0
    settling.send_again(first)
    assert sent() == 1
    first_body, later_body = puts(sandbox, booked["id"])
    assert (first_body["title"], later_body["appointmentStatus"]) == (
        "Después",
        "showed",
    )
    later.refresh_from_db()
    assert later.state == Edit.State.ACCEPTED


def test_what_is_saved_after_it_leaves_alone_where_it_was_undone(
    booked: dict[str, Any], ana: User, marta: User, sandbox: Sandbox
) -> None:
    first = held(booked, ana)
    later = saving.save(intent(booked, marta, appointment_status="showed"))
    settling.take_back(first)
    assert sent() == 1
    later.refresh_from_db()
    assert later.state == Edit.State.ACCEPTED
    assert len(puts(sandbox, booked["id"])) == 1
    # And what comes then is not held up any more.
    edit = saving.save(intent(booked, ana, title="Después"))
    assert edit.state == Edit.State.ACCEPTED


def test_two_that_are_held_back_keep_their_order(
    booked: dict[str, Any], ana: User, marta: User, sandbox: Sandbox
) -> None:
    first = held(booked, ana)
    second = held(booked, marta, appointment_status="showed")
    settling.send_again(second)
    assert second.waiting
    assert not second.paused
    settling.send_again(first)
    assert sent() == 1
    assert len(puts(sandbox, booked["id"])) == 2


def test_another_appointment_is_not_held_up(
    booked: dict[str, Any], ana: User, book: Book, sandbox: Sandbox
) -> None:
    held(booked, ana)
    edit = saving.save(intent(book(), ana, title="Después"))
    assert edit.state == Edit.State.ACCEPTED
