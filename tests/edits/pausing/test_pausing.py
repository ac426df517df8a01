"""What is saved with automations waits a little, and until then nothing has left."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.edits import pausing, saving, settling, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.tables import Appointment
from audit.models import AuditEvent
from people.models import User
from tests.edits.paused import LONG_S, deed, held
from tests.edits.waiting import passed, sent
from tests.intents import intent, puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def over(edit: Edit) -> None:
    """Let its pause have ended, and the page's turn with it."""
    assert edit.not_before
    now = timezone.now()
    Edit.objects.filter(pk=edit.pk).update(not_before=now)
    Appointment.objects.filter(event_id=edit.event_id).update(paused_until=now)
    edit.refresh_from_db()


# --- nothing leaves meanwhile ---


def test_nothing_is_sent_while_it_can_be_undone(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    assert sent() == 0
    assert puts(sandbox, booked["id"]) == []
    assert (edit.state, edit.tries, edit.sent_at) == (Edit.State.PENDING, 0, None)


def test_undone_in_time_nothing_is_ever_sent(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    answer = deed(as_ana, edit, "withdraw")
    assert "Undone. Nothing was sent." in read(answer).one("h2")
    # Once more is harmless, and so is whoever comes too late.
    deed(as_ana, edit, "withdraw")
    deed(as_ana, edit, "send", by_itself="1")
    assert Edit.objects.get().state == Edit.State.WITHDRAWN
    assert sent() == 0
    assert puts(sandbox, booked["id"]) == []


def test_it_leaves_at_once_when_somebody_says_so(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    answer = deed(as_ana, edit, "send")
    assert "Saved." in read(answer).one("h2")
    [body] = puts(sandbox, booked["id"])
    assert (body["title"], body["toNotify"]) == ("Después", True)
    # Then an undo is an edit of its own, without automations.
    deed(as_ana, edit, "undo", form_key=str(uuid.uuid4()))
    assert puts(sandbox, booked["id"])[-1]["toNotify"] is False
    assert sandbox.get(booked["id"])["title"] == "Antes"


def test_the_page_sends_it_when_it_is_over_and_says_what_came_of_it(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    answer = deed(as_ana, edit, "send", by_itself="1")
    assert "Saved." in answer["HX-Trigger"]
    # It has not taken the focus of who types on.
    assert not read(answer).has("section[data-focus]")


def test_where_no_page_does_a_worker_sends_it(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    passed(edit, timedelta(seconds=LONG_S) + pausing.GRACE / 2)
    assert sent() == 0
    passed(edit, pausing.GRACE)
    Edit.objects.update(made_at=timezone.now())
    assert sent() == 1
    edit.refresh_from_db()
    assert edit.state == Edit.State.ACCEPTED
    assert puts(sandbox, booked["id"])[0]["toNotify"] is True


def test_whoever_undoes_and_whoever_sends_at_the_same_moment_do_one_of_both(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    in_another_tab = Edit.objects.get(pk=edit.pk)
    settling.send_again(edit)
    settling.take_back(in_another_tab)
    assert in_another_tab.state == edit.state == Edit.State.ACCEPTED
    other = held(booked, ana, title="Otra vez")
    in_another_tab = Edit.objects.get(pk=other.pk)
    settling.take_back(other)
    settling.send_again(in_another_tab)
    assert in_another_tab.state == other.state == Edit.State.WITHDRAWN
    assert len(puts(sandbox, booked["id"])) == 1


def test_the_same_form_twice_is_one_edit(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(booked, ana, title="Después", to_notify=True)
    first, second = saving.save(wanted), saving.save(wanted)
    assert first.pk == second.pk
    assert second.paused


# --- who is held back, and who is not ---


def test_only_what_runs_automations_is_held_back(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, settings: Any
) -> None:
    edit = saving.save(intent(booked, ana, title="Después"))
    assert edit.state == Edit.State.ACCEPTED
    settings.LEADWAY_HOLD_S = 0
    edit = saving.save(intent(booked, ana, title="Otra vez", to_notify=True))
    assert edit.state == Edit.State.ACCEPTED


def test_a_save_without_automations_costs_what_it_did(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, settings: Any
) -> None:
    def statements(title: str) -> int:
        wanted = intent(booked, ana, title=title)
        with CaptureQueriesContext(connection) as captured:
            saving.save(wanted)
        return len(captured)

    statements("Uno")
    with_a_pause = statements("Dos")
    settings.LEADWAY_HOLD_S = 0
    assert statements("Tres") == with_a_pause


def test_a_clash_is_told_at_once(
    booked: dict[str, Any], ana: User, marta: User, sandbox: Sandbox
) -> None:
    seen = reading.load(booked["id"]).record
    saving.save(intent(booked, marta, title="De Marta"))
    edit = saving.save(
        intent(booked, ana, baseline=seen, title="De Ana", to_notify=True)
    )
    assert edit.state == Edit.State.CONFLICTED
    assert (edit.trouble, edit.not_before) == (None, None)


def test_a_change_meanwhile_is_met_when_it_leaves(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, settings: Any
) -> None:
    edit = held(booked, ana)
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    settings.LEADWAY_FRESH_S = 0
    settling.send_again(edit)
    assert edit.state == Edit.State.CONFLICTED


# --- it is not forgotten, and not misunderstood ---


def test_after_ten_minutes_it_waits_for_a_person_and_says_so(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    passed(edit, timedelta(hours=2))
    assert sent() == 0
    told = telling.receipt(edit, words())
    assert told.kind == "waiting"
    assert "held back" in told.body
    assert "send them again" in told.body
    settling.send_again(edit)
    assert edit.state == Edit.State.ACCEPTED


def test_whoever_may_not_save_any_more_sends_nothing_by_it(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = held(booked, ana)
    ana.groups.clear()
    over(edit)
    sent()
    edit.refresh_from_db()
    assert puts(sandbox, booked["id"]) == []
    told = telling.receipt(edit, words())
    assert "may not change appointments any more" in told.body


def test_the_trail_tells_of_the_pause_and_of_its_undoing(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    settling.take_back(held(booked, ana))
    asked, undone = AuditEvent.objects.filter(action__startswith="edit.")
    assert (asked.action, asked.outcome) == ("edit.asked", "paused")
    assert "to_notify" in asked.flags
    assert undone.action == "edit.withdrawn"
