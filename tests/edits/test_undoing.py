"""Undo: the inverse edit, through the same checks, with automations off."""

import uuid
from typing import Any

import pytest

from appointments.edits import saving, settling, undoing
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.intents import intent, puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def undo(edit: Edit, who: User, **more: Any) -> Edit:
    undone = undoing.undo(edit, person=who, form_key=uuid.uuid4(), **more)
    assert undone is not None
    return undone


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("title", "Antes", "Después"),
        ("address", "Sala 1", "Sala 2"),
        ("address", "Sala 1", ""),
        ("description", "Antes", "Después"),
        ("description", "", "La primera"),
        ("appointment_status", "confirmed", "cancelled"),
    ],
)
def test_undo_puts_back_what_was_there(
    book: Book, ana: User, sandbox: Sandbox, name: str, before: str, after: str
) -> None:
    wire = {"appointment_status": "appointmentStatus"}.get(name, name)
    booked = book(**{wire: before})
    edit = saving.save(intent(booked, ana, **{name: after}))
    undone = undo(edit, ana)
    assert undone.state == Edit.State.ACCEPTED
    assert undone.undoes == edit
    assert sandbox.get(booked["id"]).get(wire, "") == before


@pytest.mark.parametrize("reread", [True, False])
def test_undo_knows_what_the_edit_left_behind(
    book: Book, ana: User, sandbox: Sandbox, settings: Any, reread: bool
) -> None:
    """With a description, which only a reading tells, and a read before the undo."""
    booked = book(description="Antes")
    edit = saving.save(intent(booked, ana, description="Después"))
    if reread:
        settling.verify(edit)
    settings.LEADWAY_FRESH_S = 0
    assert undo(edit, ana).state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["description"] == "Antes"


def test_undo_moves_an_appointment_back_to_both_its_times(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    moved = {"start_time": own.at(15), "end_time": own.at(16)}
    undo(saving.save(intent(booked, ana, **moved)), ana)
    now = sandbox.get(booked["id"])
    assert now["startTime"] == own.at(12).isoformat()
    assert now["endTime"] == own.at(12, 45).isoformat()


@pytest.mark.parametrize("only", ["start_time", "end_time"])
def test_of_one_field_the_rest_stays_and_both_times_go_together(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay, only: str
) -> None:
    booked = book(title="Antes")
    moved = {"start_time": own.at(15), "end_time": own.at(16), "title": "Después"}
    undo(saving.save(intent(booked, ana, **moved)), ana, only=[only])
    now = sandbox.get(booked["id"])
    assert now["startTime"] == own.at(12).isoformat()
    assert now["endTime"] == own.at(12, 45).isoformat()
    assert now["title"] == "Después"


def test_of_a_field_that_was_not_asked_for_there_is_nothing_to_put_back(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = saving.save(intent(book(), ana, title="Después"))
    key = uuid.uuid4()
    assert undoing.undo(edit, person=ana, form_key=key, only=["nonsense"]) is None


def test_undo_never_runs_automations(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_TO_NOTIFY = True
    booked = book()
    edit = saving.save(intent(booked, ana, title="Con avisos", to_notify=True))
    undo(edit, ana)
    assert [body["toNotify"] for body in puts(sandbox, booked["id"])] == [True, False]


def test_undo_stops_when_somebody_changed_it_since(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    edit = saving.save(intent(booked, ana, title="De Ana"))
    saving.save(intent(booked, marta, title="De Marta"))
    stopped = undo(edit, ana)
    assert (stopped.state, stopped.clashing) == (Edit.State.CONFLICTED, ["title"])
    assert sandbox.get(booked["id"])["title"] == "De Marta"


def test_undo_goes_on_for_who_has_seen_that(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    edit = saving.save(intent(booked, ana, title="De Ana"))
    saving.save(intent(booked, marta, title="De Marta"))
    stopped = undo(edit, ana)
    anyway = undo(edit, ana, acknowledged=stopped.current)
    assert anyway.state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "Antes"


def test_undo_leaves_alone_what_others_changed_since(
    book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    edit = saving.save(intent(booked, ana, title="De Ana"))
    saving.save(intent(booked, marta, address="Sala 3"))
    assert undo(edit, ana).merged == ["address"]
    assert sandbox.get(booked["id"])["address"] == "Sala 3"


def test_what_leadway_never_told_cannot_be_put_back(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, meeting_location_type="zoom"))
    sandbox.clear()
    assert undoing.undo(edit, person=ana, form_key=uuid.uuid4()) is None
    assert puts(sandbox, booked["id"]) == []


def test_the_rest_is_put_back_all_the_same(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    edit = saving.save(
        intent(booked, ana, title="Después", meeting_location_type="zoom")
    )
    assert undo(edit, ana).changes.asked() == {"title": "Antes"}


@pytest.mark.parametrize(
    ("stored", "sent"), [("completed", "showed"), ("active", "confirmed")]
)
def test_a_status_is_put_back_as_leadway_stores_it(
    book: Book, ana: User, sandbox: Sandbox, stored: str, sent: str
) -> None:
    booked = book(raw={"appointmentStatus": stored})
    edit = saving.save(intent(booked, ana, appointment_status="cancelled"))
    assert undo(edit, ana).state == Edit.State.ACCEPTED
    assert puts(sandbox, booked["id"])[-1]["appointmentStatus"] == sent


def test_a_status_that_cannot_be_set_is_not_put_back(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(raw={"appointmentStatus": "booked"})
    edit = saving.save(intent(booked, ana, appointment_status="cancelled"))
    assert undoing.undo(edit, person=ana, form_key=uuid.uuid4()) is None


def test_a_later_reading_does_not_make_a_colleagues_change_ours(
    book: Book, ana: User, sandbox: Sandbox, settings: Any
) -> None:
    booked = book(title="Antes")
    edit = saving.save(intent(booked, ana, title="De Ana"))
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    settling.verify(edit)
    settings.LEADWAY_FRESH_S = 0
    assert undo(edit, ana).state == Edit.State.CONFLICTED
    assert sandbox.get(booked["id"])["title"] == "De fuera"


def test_undo_of_an_undo_brings_it_back(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    edit = saving.save(intent(booked, ana, title="Después"))
    undo(undo(edit, ana), ana)
    assert sandbox.get(booked["id"])["title"] == "Después"


def test_undo_follows_an_occurrence_that_got_another_id(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    occurrence = f"{sandbox.cast()['series']['weekly']}_1910000000000_2700"
    moved = occurrence.replace("_19", "_18")
    book(id=moved, title="Después")
    booked = book(id=occurrence, title="Antes")
    sandbox.fault("other_id", method="PUT", id=moved, times=1)
    edit = saving.save(intent(booked, ana, title="Después"))
    assert undo(edit, ana).event_id == moved
    assert sandbox.get(moved)["title"] == "Antes"


def test_the_same_undo_twice_is_one(book: Book, ana: User, sandbox: Sandbox) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, title="Después"))
    key = uuid.uuid4()
    for _ in range(2):
        undoing.undo(edit, person=ana, form_key=key)
    assert len(puts(sandbox, booked["id"])) == 2
