"""What is changed in Leadway itself is told; what we did is not called that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import due, saving
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.index import days, reading
from people.models import User
from tests.conftest import Book
from tests.edits.test_settling import unknown
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
Read = Callable[[], None]


@pytest.fixture
def read(names: Any, own: OwnDay) -> Read:
    """Read the test's own day as a sweep reads it."""

    def refresh() -> None:
        assert days.refresh(own.day, pressed=True) == []

    return refresh


@pytest.fixture
def known(book: Book, read: Read) -> dict[str, Any]:
    booked = book(title="Antes", description="Trae el informe", address="Sala 2")
    read()
    assert not Outside.objects.exists()
    return booked


def elsewhere(sandbox: Sandbox, booked: dict[str, Any], **changes: Any) -> None:
    usual = {"appointmentStatus": booked["appointmentStatus"]}
    sandbox.put(booked["id"], **usual | changes)


def test_a_change_made_elsewhere_is_told_from_old_to_new(
    known: dict[str, Any], sandbox: Sandbox, read: Read
) -> None:
    before = timezone.now()
    elsewhere(sandbox, known, title="De Lucía", appointmentStatus="showed")
    read()
    read()
    (found,) = Outside.about(known["id"])
    assert sorted(found.fields) == ["appointment_status", "title"]
    assert (found.before.title, found.after.title) == ("Antes", "De Lucía")
    assert found.after.appointment_status == "showed"
    assert found.before.description is None
    assert found.known_at < before < found.found_at


def test_a_look_of_one_appointment_tells_it_as_well(
    known: dict[str, Any], sandbox: Sandbox, read: Read
) -> None:
    elsewhere(sandbox, known, title="De Lucía")
    reading.refresh(known["id"])
    read()
    assert [one.fields for one in Outside.about(known["id"])] == [["title"]]


def test_what_is_deleted_elsewhere_is_told_once(
    known: dict[str, Any], sandbox: Sandbox, read: Read
) -> None:
    sandbox.call("DELETE", f"/calendars/events/{known['id']}", json={})
    read()
    for _ in range(2):
        with pytest.raises(Exception, match="404"):
            reading.refresh(known["id"])
    (found,) = Outside.about(known["id"])
    assert found.fields == ["deleted"]
    assert found.after.deleted


def test_what_is_new_or_read_for_the_first_time_is_no_change(
    known: dict[str, Any], book: Book, read: Read
) -> None:
    book()
    read()
    assert not Outside.objects.exists()


def test_our_own_saves_are_not_changes_made_elsewhere(
    known: dict[str, Any], ana: User, read: Read
) -> None:
    changes = {
        "title": "Después",
        "description": "  Con espacios \n\n al final ",
        "address": "Sala 9",
        "appointment_status": "showed",
    }
    edit = saving.save(intent(known, ana, **changes))
    assert edit.state == Edit.State.ACCEPTED
    read()
    assert not Outside.objects.exists()


def test_what_somebody_changed_beside_our_save_is_told(
    known: dict[str, Any], ana: User, sandbox: Sandbox, read: Read
) -> None:
    saving.save(intent(known, ana, title="Después"))
    elsewhere(sandbox, known, address="Otra sala")
    read()
    (found,) = Outside.about(known["id"])
    assert "title" not in found.fields
    assert found.after.address == "Otra sala"


@pytest.mark.parametrize("looks_first", [False, True])
def test_a_save_that_landed_without_an_answer_is_ours(
    known: dict[str, Any],
    ana: User,
    sandbox: Sandbox,
    read: Read,
    looks_first: bool,
) -> None:
    edit = unknown(known, ana, sandbox, "drop_after", title="Después", address="Sala 9")
    if looks_first:
        Edit.objects.update(finished_at=timezone.now() - timedelta(seconds=5))
        taken = due.next_look()
        assert taken
        due.look(taken)
    read()
    edit.refresh_from_db()
    assert not Outside.objects.exists()


def test_what_came_long_after_our_save_is_not_ours(
    known: dict[str, Any], ana: User, sandbox: Sandbox, read: Read
) -> None:
    """Somebody puts back the very value that an old edit of ours had asked for."""
    saving.save(intent(known, ana, title="Después"))
    elsewhere(sandbox, known, title="Otra vez")
    read()
    Edit.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    elsewhere(sandbox, known, title="Después")
    read()
    assert [one.after.title for one in Outside.about(known["id"])] == [
        "Después",
        "Otra vez",
    ]


def test_a_change_under_another_account_is_not_shown_here(
    known: dict[str, Any], sandbox: Sandbox, read: Read, settings: Any
) -> None:
    elsewhere(sandbox, known, title="De Lucía")
    read()
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    assert Outside.about(known["id"]) == []
