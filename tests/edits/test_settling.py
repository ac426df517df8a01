"""What is not known is found out by reading, or settled by a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import saving, settling
from appointments.edits.drafts import Draft
from appointments.edits.settling import Found
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from people.models import User
from tests.conftest import Book
from tests.edits.unsettled import long_after, unknown
from tests.intents import intent, outcomes, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def test_a_lost_answer_is_found_applied_at_the_first_look(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después")
    Draft.keep(ana.pk, edit.event_id, {"title": "Después"})
    assert settling.next_look_s(edit) == 0
    assert settling.read_back(edit) == Found.APPLIED
    assert edit.state == Edit.State.ACCEPTED
    assert not Draft.objects.exists()
    assert len(puts(sandbox, booked["id"])) == 1


def test_what_is_not_there_is_looked_for_three_times_and_then_waits(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    assert [settling.next_look_s(edit), settling.read_back(edit)] == [0, Found.NOT_YET]
    assert [settling.next_look_s(edit), settling.read_back(edit)] == [2, Found.NOT_YET]
    long_after(edit)
    assert [settling.next_look_s(edit), settling.read_back(edit)] == [
        30,
        Found.NOT_APPLIED,
    ]
    assert settling.next_look_s(edit) is None
    assert edit.waiting
    settling.send_again(edit)
    assert edit.state == Edit.State.ACCEPTED
    assert outcomes(edit) == ["unanswered", "accepted"]


def test_presses_in_between_conclude_nothing(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    for _ in range(5):
        assert settling.read_back(edit) == Found.NOT_YET
    assert edit.state == Edit.State.UNKNOWN
    rest = settling.next_look_s(edit)
    assert rest is not None
    assert 0 < rest <= settling.REREAD_AFTER_S[-1]
    long_after(edit)
    assert settling.read_back(edit) == Found.NOT_APPLIED


def test_a_look_of_an_older_tab_does_not_settle_what_moved_on(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después")
    older_tab = Edit.objects.get(pk=edit.pk)
    assert settling.read_back(edit) == Found.APPLIED
    assert settling.read_back(older_tab) == Found.MOVED_ON
    assert older_tab.state == Edit.State.ACCEPTED


def test_no_copy_is_current_while_a_write_may_still_land(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    """It lands after the first look; the next save must not take its status back."""
    changes = {"appointment_status": "showed"}
    edit = unknown(booked, ana, sandbox, "drop_before", **changes)
    assert settling.read_back(edit) == Found.NOT_YET
    wanted = intent(booked, ana, title="Otro")
    sandbox.put(booked["id"], appointmentStatus="showed")
    saving.save(wanted)
    assert sandbox.get(booked["id"])["appointmentStatus"] == "showed"


def test_a_slow_write_is_found_when_it_lands(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    assert settling.read_back(edit) == Found.NOT_YET
    sandbox.put(booked["id"], title="Después", appointmentStatus="confirmed")
    assert settling.read_back(edit) == Found.APPLIED


def test_something_else_altogether_is_left_to_a_person(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    for _ in range(4):
        assert settling.read_back(edit) == Found.DIFFERENT
    assert edit.state == Edit.State.UNKNOWN


def test_another_field_that_moved_does_not_hide_that_it_was_not_applied(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.put(booked["id"], address="Sala 9", appointmentStatus="confirmed")
    long_after(edit)
    found = [settling.read_back(edit) for _ in settling.REREAD_AFTER_S]
    assert found[-1] == Found.NOT_APPLIED


def test_what_no_reading_tells_stays_unknown(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", meeting_location_type="zoom")
    for _ in range(4):
        assert settling.read_back(edit) == Found.NOT_TOLD
    assert edit.state == Edit.State.UNKNOWN


def test_a_look_that_fails_settles_nothing(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después")
    sandbox.fault("error_502_html", method="GET", times=1)
    assert settling.read_back(edit) == Found.NO_ANSWER
    assert edit.state == Edit.State.UNKNOWN
    assert settling.read_back(edit) == Found.APPLIED


@pytest.fixture
def undecided(booked: dict[str, Any], ana: User, sandbox: Sandbox) -> Edit:
    """An edit that no reading can tell anything about, however often one looks."""
    edit = unknown(booked, ana, sandbox, "drop_after", meeting_location_type="zoom")
    long_after(edit)
    for _ in settling.REREAD_AFTER_S:
        assert not settling.undecided(edit)
        settling.read_back(edit)
    assert settling.undecided(edit)
    return edit


def test_a_person_may_send_again_what_no_reading_settles(
    undecided: Edit, sandbox: Sandbox
) -> None:
    settling.send_again(undecided)
    assert undecided.state == Edit.State.ACCEPTED
    assert len(puts(sandbox, undecided.event_id)) == 2


def test_what_is_sent_again_is_compared_afresh(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    long_after(edit)
    for _ in settling.REREAD_AFTER_S:
        assert settling.read_back(edit) == Found.DIFFERENT
    settling.send_again(edit)
    assert (edit.state, edit.clashing) == (Edit.State.CONFLICTED, ["title"])
    assert sandbox.get(booked["id"])["title"] == "De fuera"


def test_a_person_may_leave_what_no_reading_settles(undecided: Edit) -> None:
    assert undecided.withdraw()
    assert undecided.state == Edit.State.WITHDRAWN
    settling.send_again(undecided)
    assert undecided.state == Edit.State.WITHDRAWN


def test_what_nobody_has_looked_for_cannot_be_left(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después")
    assert not edit.withdraw()
    assert edit.state == Edit.State.UNKNOWN


def test_what_is_gone_is_settled_by_the_look(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.fault("not_found_empty", method="GET", path=booked["id"], times=1)
    assert settling.read_back(edit) == Found.GONE
    assert edit.state == Edit.State.REFUSED
    assert Appointment.objects.get(event_id=booked["id"]).gone


def test_what_is_not_known_is_not_sent_again(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(booked, ana, sandbox, "drop_after", title="Después")
    settling.send_again(edit)
    assert edit.state == Edit.State.UNKNOWN
    assert len(puts(sandbox, booked["id"])) == 1


# --- what was lost with its process ---


def test_a_call_that_never_came_back_becomes_unknown(waiting: Edit, ana: User) -> None:
    Edit.objects.update(sent_at=timezone.now() - timedelta(seconds=61))
    assert settling.settle_lost() == 1
    waiting.refresh_from_db()
    assert waiting.state == Edit.State.UNKNOWN


def test_a_call_that_may_still_come_back_is_left_alone(waiting: Edit) -> None:
    Edit.objects.update(sent_at=timezone.now() - timedelta(seconds=20))
    assert settling.settle_lost() == 0
    assert Edit.objects.get().in_flight


def test_what_was_never_sent_is_not_lost(waiting: Edit) -> None:
    assert settling.settle_lost() == 0
    assert Edit.objects.get().waiting
