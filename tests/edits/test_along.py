"""What goes along with the changes because Leadway wants it, and only then."""

from collections.abc import Iterator
from typing import Any

import pytest

from appointments.edits import saving, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.intents import intent, outcomes, puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

FLAGS = {
    "toNotify": False,
    "ignoreFreeSlotValidation": True,
    "ignoreDateRange": False,
}
CHECKED = FLAGS | {"ignoreFreeSlotValidation": False}
NOT_IN_TEAM = "The user id not part of calendar team."


@pytest.fixture
def strict(sandbox: Sandbox) -> Iterator[None]:
    """Leadway wants the assignee in the body; that the record has one is not enough."""
    sandbox.switch(assignee_in_body=True)
    yield
    sandbox.switch(assignee_in_body=False)


def kept(booked: dict[str, Any]) -> dict[str, Any]:
    return {
        "appointmentStatus": "confirmed",
        "assignedUserId": booked["assignedUserId"],
    }


def refuse(sandbox: Sandbox, message: Any, *, times: int = 1) -> None:
    sandbox.fault("unprocessable", method="PUT", times=times, message=message)


def test_without_the_slot_check_the_present_assignee_goes_along(
    book: Book, ana: User, sandbox: Sandbox, strict: None
) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, title="New"))
    assert edit.state == Edit.State.ACCEPTED
    assert puts(sandbox, booked["id"]) == [{"title": "New", **kept(booked), **FLAGS}]


def test_with_the_slot_check_only_what_changed_and_the_status_travel(
    book: Book, marta: User, sandbox: Sandbox
) -> None:
    booked = book()
    saving.save(intent(booked, marta, title="New", ignore_free_slot_validation=False))
    [body] = puts(sandbox, booked["id"])
    assert body == {"title": "New", "appointmentStatus": "confirmed", **CHECKED}


def test_an_assignee_who_is_chosen_is_the_one_that_travels(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    colleague = sandbox.cast()["users"][own.colleague]
    saving.save(intent(booked, ana, assigned_user_id=colleague))
    [body] = puts(sandbox, booked["id"])
    assert body == {
        "assignedUserId": colleague,
        "appointmentStatus": "confirmed",
        **FLAGS,
    }


@pytest.mark.parametrize(
    ("message", "wire"),
    [
        ("assignedUserId is required", "assignedUserId"),
        (["assignedUserId should not be empty"], "assignedUserId"),
        ([{"field": "assignedUserId", "message": "is required"}], "assignedUserId"),
        (
            [
                {
                    "property": "assignedUserId",
                    "constraints": {"isString": "must be a string"},
                }
            ],
            "assignedUserId",
        ),
        ("El usuario asignado es obligatorio", "assignedUserId"),
        ("calendarId must be a string", "calendarId"),
        ("address should not be empty", "address"),
    ],
)
def test_what_leadway_says_is_missing_is_given(
    book: Book, marta: User, sandbox: Sandbox, message: Any, wire: str
) -> None:
    """A refusal has changed nothing, so that it may be sent once more."""
    booked = book(address="Sala 2")
    wanted = intent(booked, marta, title="New", ignore_free_slot_validation=False)
    refuse(sandbox, message)
    edit = saving.save(wanted)
    first, second = puts(sandbox, booked["id"])
    assert first == {"title": "New", "appointmentStatus": "confirmed", **CHECKED}
    assert second == first | {wire: booked[wire]}
    assert (edit.state, edit.body) == (Edit.State.ACCEPTED, second)
    assert (edit.tries, outcomes(edit)) == (2, ["refused", "accepted"])


def test_both_ends_are_given_where_one_is_missing(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="New")
    refuse(sandbox, "startTime is required")
    saving.save(wanted)
    first, second = puts(sandbox, booked["id"])
    ends = {
        "startTime": own.at(12).isoformat(),
        "endTime": own.at(12, 45).isoformat(),
    }
    assert second == first | ends


def test_who_left_the_team_does_not_stop_a_save_of_something_else(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    stranger = sandbox.cast()["users"]["Sofía Navarro"]
    booked = book(assignedUserId=stranger)
    edit = saving.save(intent(booked, ana, title="New"))
    first, second = puts(sandbox, booked["id"])
    assert first == {"title": "New", **kept(booked), **FLAGS}
    assert second == {"title": "New", "appointmentStatus": "confirmed", **FLAGS}
    assert edit.state == Edit.State.ACCEPTED


def test_who_was_chosen_is_not_left_out(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    stranger = sandbox.cast()["users"]["Sofía Navarro"]
    booked = book()
    edit = saving.save(intent(booked, ana, assigned_user_id=stranger))
    assert len(puts(sandbox, booked["id"])) == 1
    assert edit.state == Edit.State.REFUSED


@pytest.mark.parametrize(
    "message",
    [
        "The slot you have selected is no longer available.",
        "title must be a string",
        "Something else is required",
        "appointmentStatus must be a valid enum value",
    ],
)
def test_what_a_person_has_to_decide_is_sent_once(
    book: Book, ana: User, sandbox: Sandbox, message: str
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="New")
    refuse(sandbox, message, times=2)
    edit = saving.save(wanted)
    assert len(puts(sandbox, booked["id"])) == 1
    assert (edit.state, outcomes(edit)) == (Edit.State.REFUSED, ["refused"])


def test_it_is_given_once_and_then_a_person_decides(
    book: Book, marta: User, sandbox: Sandbox
) -> None:
    booked = book()
    wanted = intent(booked, marta, title="New", ignore_free_slot_validation=False)
    refuse(sandbox, "assignedUserId is required", times=5)
    edit = saving.save(wanted)
    assert len(puts(sandbox, booked["id"])) == 2
    assert edit.state == Edit.State.REFUSED


def test_where_nobody_is_known_it_is_said_at_the_assignee(
    book: Book, ana: User, sandbox: Sandbox, strict: None
) -> None:
    booked = book(raw={"assignedUserId": None})
    edit = saving.save(intent(booked, ana, title="New"))
    assert len(puts(sandbox, booked["id"])) == 1
    told = telling.receipt(edit, words())
    assert [fault.control for fault in told.faults] == ["assigned_user_id"]
    assert "wants an assignee" in told.faults[0].message
