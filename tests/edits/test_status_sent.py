"""The status goes with every save, because Leadway resets one that is left out."""

import pytest

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.leadway.errors import Trouble
from people.models import User
from tests.conftest import Book
from tests.intents import intent, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_status_and_flags_are_in_every_put(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(appointmentStatus="noshow")
    saving.save(intent(booked, ana, title="Nueva"))
    body = puts(sandbox, booked["id"])[0]
    assert body["appointmentStatus"] == "noshow"
    flags = ("toNotify", "ignoreDateRange", "ignoreFreeSlotValidation")
    assert {body[flag] for flag in flags} <= {True, False}
    assert set(body) == {"title", "appointmentStatus", "assignedUserId", *flags}


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        ("completed", "showed"),
        ("active", "confirmed"),
        ("cancelled", "cancelled"),
        ("invalid", "invalid"),
    ],
)
def test_a_status_is_sent_as_leadway_stores_it(
    book: Book, ana: User, sandbox: Sandbox, stored: str, sent: str
) -> None:
    booked = book(raw={"appointmentStatus": stored})
    saving.save(intent(booked, ana, title="Otro título"))
    assert puts(sandbox, booked["id"])[0]["appointmentStatus"] == sent


def test_without_a_status_to_keep_it_at_leadway_is_not_asked(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    """Left out it would be reset, and theirs cannot be written back."""
    booked = book(raw={"appointmentStatus": "booked"})
    edit = saving.save(intent(booked, ana, title="Otro título"))
    assert edit.state == Edit.State.REFUSED
    assert edit.trouble == Trouble("unasked", reason="no_status")
    assert puts(sandbox, booked["id"]) == []


def test_a_status_that_was_chosen_is_sent_whatever_theirs_was(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(raw={"appointmentStatus": "booked"})
    wanted = intent(booked, ana, title="Otro", appointment_status="confirmed")
    assert saving.save(wanted).state == Edit.State.ACCEPTED


def test_a_status_set_meanwhile_is_not_taken_back_by_an_older_page(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    """Marta's page is from before: it says confirmed, and she changes the title."""
    booked = book()
    older = reading.load(booked["id"]).record
    saving.save(intent(booked, ana, appointment_status="showed"))
    edit = saving.save(intent(booked, marta, baseline=older, title="Solo el título"))
    assert puts(sandbox, booked["id"])[-1]["appointmentStatus"] == "showed"
    assert sandbox.get(booked["id"])["appointmentStatus"] == "showed"
    assert edit.merged == ["appointment_status"]


@pytest.mark.parametrize("fault", ["minimal", "misspelt"])
def test_a_short_answer_does_not_bring_the_old_status_back(
    book: Book, ana: User, sandbox: Sandbox, fault: str
) -> None:
    """What was asked and not mentioned is the likelier value than the one before."""
    booked = book()
    sandbox.fault(fault, method="PUT", times=1)
    saving.save(intent(booked, ana, appointment_status="showed"))
    saving.save(intent(booked, ana, title="Después"))
    assert sandbox.get(booked["id"])["appointmentStatus"] == "showed"
