"""Saving again what still waits: it means that instead, and not after it."""

from datetime import timedelta
from typing import Any

import pytest

from appointments.edits import saving, settling, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.edits.paused import LONG_S, held
from tests.edits.waiting import away, passed, sent, waits
from tests.intents import intent, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def test_the_same_saved_again_waits_once(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    first = waits(booked, ana, sandbox, title="Después")
    second = waits(booked, ana, sandbox, title="Después")
    first.refresh_from_db()
    assert first.state == Edit.State.WITHDRAWN
    assert "Nothing of it was applied" in telling.receipt(first, words()).title
    assert (sent(), len(puts(sandbox, booked["id"]))) == (1, 1)
    second.refresh_from_db()
    assert second.state == Edit.State.ACCEPTED


def test_who_corrects_what_waits_does_not_clash_with_themselves(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    waits(booked, ana, sandbox, title="Despues")
    second = waits(booked, ana, sandbox, title="Después", description="Con acento")
    assert sent() == 1
    second.refresh_from_db()
    assert second.state == Edit.State.ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "Después"


def test_it_may_leave_at_once(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    first = waits(booked, ana, sandbox, title="Despues")
    second = saving.save(intent(booked, ana, title="Después"))
    assert second.state == Edit.State.ACCEPTED
    first.refresh_from_db()
    assert (first.state, sent()) == (Edit.State.WITHDRAWN, 0)


@pytest.mark.parametrize("held_back", [False, True])
def test_what_waits_of_another_field_stays(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, held_back: bool, settings: Any
) -> None:
    settings.LEADWAY_HOLD_S = LONG_S
    if held_back:
        first = held(booked, ana)
    else:
        first = waits(booked, ana, sandbox, title="Después")
    later = saving.save(intent(booked, ana, appointment_status="showed"))
    first.refresh_from_db()
    assert first.waiting
    settling.send_again(first)
    later.refresh_from_db()
    sent()
    shown = sandbox.get(booked["id"])
    assert (shown["title"], shown["appointmentStatus"]) == ("Después", "showed")


def test_what_somebody_else_has_waiting_stays(
    booked: dict[str, Any], ana: User, marta: User, sandbox: Sandbox
) -> None:
    first = waits(booked, marta, sandbox, title="De Marta")
    saving.save(intent(booked, ana, title="De Ana"))
    first.refresh_from_db()
    assert first.waiting


def test_automations_of_what_was_corrected_within_the_pause_run_once(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_HOLD_S = LONG_S
    first = held(booked, ana)
    second = held(booked, ana, title="Otra cosa")
    first.refresh_from_db()
    assert first.state == Edit.State.WITHDRAWN
    assert second.paused
    settling.send_again(second)
    assert second.state == Edit.State.ACCEPTED
    (body,) = puts(sandbox, booked["id"])
    assert (body["title"], body["toNotify"]) == ("Otra cosa", True)


def test_one_without_automations_leaves_at_once_instead(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_HOLD_S = LONG_S
    held(booked, ana)
    second = saving.save(intent(booked, ana, title="Otra cosa"))
    assert second.state == Edit.State.ACCEPTED
    (body,) = puts(sandbox, booked["id"])
    assert body["title"] == "Otra cosa"
    # Nor does anything hold up what comes then.
    third = saving.save(intent(booked, ana, description="Más"))
    assert third.state == Edit.State.ACCEPTED


def test_what_has_left_meanwhile_is_not_replaced(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    first = waits(booked, ana, sandbox, title="Despues")
    Edit.objects.filter(pk=first.pk).update(sent_at=first.made_at, tries=2)
    with away(sandbox):
        second = saving.save(intent(booked, ana, title="Después"))
    first.refresh_from_db()
    assert first.in_flight
    passed(second, timedelta(seconds=1))
