"""What is waiting goes out once, whatever an older tab still shows."""

from collections.abc import Callable
from typing import Any

import pytest

from appointments.edits import saving, settling, telling
from appointments.edits.drafts import Draft
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.errors import Trouble, Unanswered
from people.models import User
from tests.conftest import Book
from tests.intents import intent, outcomes, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
TROUBLE = Unanswered(method="PUT", path="")


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def test_a_waiting_edit_is_sent_again(waiting: Edit, sandbox: Sandbox) -> None:
    settling.send_again(waiting)
    assert waiting.state == Edit.State.ACCEPTED
    assert (outcomes(waiting), waiting.tries) == (["not_sent", "accepted"], 2)
    assert sandbox.get(waiting.event_id)["title"] == "Después"


def test_the_sandbox_may_restart_in_between(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(booked, ana, title="Después")
    sandbox.stop()
    edit = saving.save(wanted)
    assert edit.waiting
    sandbox.start()
    settling.send_again(edit)
    assert sandbox.get(booked["id"])["title"] == "Después"


def test_what_was_sent_is_not_sent_again(waiting: Edit, sandbox: Sandbox) -> None:
    settling.send_again(waiting)
    settling.send_again(waiting)
    assert len(puts(sandbox, waiting.event_id)) == 1


def test_a_second_tab_that_still_shows_it_waiting_sends_nothing(
    waiting: Edit, sandbox: Sandbox
) -> None:
    second_tab = Edit.objects.get(pk=waiting.pk)
    settling.send_again(waiting)
    settling.send_again(second_tab)
    assert len(puts(sandbox, waiting.event_id)) == 1
    assert second_tab.state == Edit.State.ACCEPTED


def test_a_second_tab_does_not_call_a_conflict_what_was_saved(
    waiting: Edit, sandbox: Sandbox, settings: Any
) -> None:
    """Somebody changed the same field after the first tab had sent it."""
    second_tab = Edit.objects.get(pk=waiting.pk)
    settling.send_again(waiting)
    sandbox.put(waiting.event_id, title="De fuera", appointmentStatus="confirmed")
    settings.LEADWAY_FRESH_S = 0
    settling.send_again(second_tab)
    assert Edit.objects.get().state == Edit.State.ACCEPTED


def test_what_was_taken_back_is_never_sent(waiting: Edit, sandbox: Sandbox) -> None:
    second_tab = Edit.objects.get(pk=waiting.pk)
    assert waiting.withdraw()
    assert waiting.state == Edit.State.WITHDRAWN
    for edit in (waiting, second_tab):
        settling.send_again(edit)
    assert puts(sandbox, waiting.event_id) == []
    assert second_tab.state == Edit.State.WITHDRAWN


def test_what_has_left_cannot_be_taken_back(waiting: Edit) -> None:
    second_tab = Edit.objects.get(pk=waiting.pk)
    settling.send_again(waiting)
    assert not second_tab.withdraw()
    assert second_tab.state == Edit.State.ACCEPTED


@pytest.fixture
def in_flight(waiting: Edit) -> Edit:
    """The waiting edit as an older tab has it, while a newer tab's call is away."""
    older_tab = Edit.objects.get(pk=waiting.pk)
    assert waiting.hand_over(body={"title": "Después"}, current=waiting.baseline)
    return older_tab


def test_a_tab_that_comes_too_late_leaves_a_call_alone(
    in_flight: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could not claim the appointment: its edit is what is being saved."""
    monkeypatch.setattr(saving, "CLAIM_WITHIN_S", 0.1)
    assert Appointment.claim(in_flight.event_id)
    saving.send(in_flight)
    assert in_flight.in_flight
    assert Edit.objects.get().in_flight
    assert not in_flight.withdraw()
    assert Edit.objects.get().in_flight


@pytest.mark.parametrize(
    "step",
    [
        lambda edit: edit.end(state=Edit.State.CONFLICTED, clashing=["title"]),
        lambda edit: edit.refuse(TROUBLE),
        lambda edit: edit.end(state=Edit.State.REFUSED, trouble=Trouble("unasked")),
        lambda edit: edit.wait(TROUBLE, not_before=None),
        lambda edit: edit.doubt(TROUBLE),
        lambda edit: edit.accept(edit.baseline),
        lambda edit: edit.found_applied(),
        lambda edit: edit.found_not_applied(),
        lambda edit: edit.looked_in_vain(),
        lambda edit: edit.look_again(edit.baseline),
        lambda edit: edit.stand_back("claimed"),
        lambda edit: edit.withdraw(),
        lambda edit: edit.hand_over(body={}),
    ],
)
def test_no_step_of_an_older_tab_overwrites_a_call_in_flight(
    in_flight: Edit, step: Callable[[Edit], object]
) -> None:
    before = Edit.objects.values().get()
    step(in_flight)
    assert Edit.objects.values().get() == before
    assert in_flight.in_flight


def test_an_older_tab_does_not_hand_over_what_was_tried_since(
    waiting: Edit, sandbox: Sandbox
) -> None:
    older_tab = Edit.objects.get(pk=waiting.pk)
    sandbox.fault("rate_burst", method="PUT", times=1)
    settling.send_again(waiting)
    assert waiting.waiting
    saving.send(older_tab)
    assert (outcomes(older_tab), older_tab.tries) == (["not_sent", "busy"], 2)
    settling.send_again(older_tab)
    assert older_tab.state == Edit.State.ACCEPTED


def test_a_waiting_edit_is_compared_afresh(
    waiting: Edit, sandbox: Sandbox, settings: Any
) -> None:
    sandbox.put(waiting.event_id, title="De fuera", appointmentStatus="confirmed")
    settings.LEADWAY_FRESH_S = 0
    settling.send_again(waiting)
    assert waiting.state == Edit.State.CONFLICTED
    assert sandbox.get(waiting.event_id)["title"] == "De fuera"


def test_a_status_set_while_it_waited_stays(
    waiting: Edit, sandbox: Sandbox, settings: Any
) -> None:
    sandbox.put(waiting.event_id, appointmentStatus="showed")
    settings.LEADWAY_FRESH_S = 0
    settling.send_again(waiting)
    assert waiting.merged == ["appointment_status"]
    assert sandbox.get(waiting.event_id)["appointmentStatus"] == "showed"


def test_the_draft_ends_with_the_edit_that_was_sent_later(
    waiting: Edit, ana: User
) -> None:
    Draft.keep(ana.pk, waiting.event_id, {"title": "Después"})
    settling.send_again(waiting)
    assert not Draft.objects.exists()


def test_what_was_typed_since_outlives_the_edit_that_was_sent_later(
    waiting: Edit, ana: User
) -> None:
    """The page may be closed by then."""
    typed = {"title": "Después", "description": "Luego", "why": "x"}
    upon = {"title": "Antes", "description": ""}
    Draft.keep(ana.pk, waiting.event_id, typed, baseline=upon)
    settling.send_again(waiting)
    draft = Draft.objects.get()
    assert (draft.typed, draft.baseline) == (
        {"description": "Luego"},
        {"description": ""},
    )


def test_what_was_typed_over_it_since_is_upon_what_came_of_it(
    waiting: Edit, ana: User
) -> None:
    Draft.keep(
        ana.pk, waiting.event_id, {"title": "Danach"}, baseline={"title": "Antes"}
    )
    settling.send_again(waiting)
    draft = Draft.objects.get()
    assert (draft.typed, draft.baseline) == ({"title": "Danach"}, {"title": "Después"})


def test_a_press_elsewhere_leaves_what_is_typed_in_the_form(
    booked: dict[str, Any], ana: User
) -> None:
    Draft.keep(ana.pk, booked["id"], {"title": "A medias"}, baseline={"title": "Antes"})
    edit = saving.save(intent(booked, ana, appointment_status="showed"))
    assert edit.state == Edit.State.ACCEPTED
    assert Draft.objects.get().typed == {"title": "A medias"}


def test_an_edit_of_another_account_is_never_sent(
    waiting: Edit, sandbox: Sandbox
) -> None:
    """One that was made for practice, say, before the token came."""
    waiting.account = "anotherAccount at http://127.0.0.1:9"
    waiting.save(update_fields=["account"])
    settling.send_again(waiting)
    assert waiting.waiting
    assert Edit.about(waiting.event_id) == []
    assert puts(sandbox, waiting.event_id) == []


def test_nobody_is_said_to_save_where_a_save_could_only_not_be_noted_as_over(
    booked: dict[str, Any], ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its hold on the appointment ends by itself: who is behind it is not known."""
    monkeypatch.setattr(saving, "CLAIM_WITHIN_S", 0.1)
    wanted = intent(booked, ana, title="Después")
    assert Appointment.claim(booked["id"])
    said = telling.receipt(saving.save(wanted), words()).body
    assert "Another save holds this appointment, for half a minute at most." in said
    assert "Somebody" not in said
