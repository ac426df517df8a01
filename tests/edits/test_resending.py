"""What never left goes out by itself, in its order, while it is still meant."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from appointments.edits import resending, saving, settling
from appointments.edits.standing import AGES_AFTER
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.index.ration import Ration
from people.models import User
from tests.at_once import at_once
from tests.conftest import Book
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import away, passed, sent, waits
from tests.intents import intent, outcomes, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
ACCEPTED, PENDING = Edit.State.ACCEPTED, Edit.State.PENDING


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(title="Antes")


def now_of(edit: Edit) -> Edit:
    edit.refresh_from_db()
    return edit


def test_what_never_arrived_is_sent_without_anybody_pressing(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después", to_notify=True)
    first = edit.body
    assert sent() == 1
    assert now_of(edit).state == ACCEPTED
    assert sandbox.get(booked["id"])["title"] == "Después"
    # What was meant, automations included: nothing had arrived.
    assert puts(sandbox, booked["id"]) == [first]
    assert first
    assert first["toNotify"] is True
    assert sent() == 0


def test_it_is_tried_again_later_and_later(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    with away(sandbox):
        taken = resending.next_unsent()
        assert taken
        began = timezone.now()
        resending.send(taken)
    assert now_of(edit).waiting
    assert edit.not_before
    assert edit.not_before >= began
    passed(edit, timedelta(minutes=3))
    assert sent() == 1
    assert now_of(edit).state == ACCEPTED
    assert outcomes(edit) == ["busy", "busy", "accepted"]


@pytest.mark.parametrize(
    ("waited_s", "longest_s"), [(0, 2), (3, 6), (30, 60), (500, 120)]
)
def test_each_wait_is_by_chance_up_to_one_that_grows(
    booked: dict[str, Any],
    ana: User,
    sandbox: Sandbox,
    waited_s: int,
    longest_s: int,
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    edit.made_at = timezone.now() - timedelta(seconds=waited_s)
    waits_s = [
        (resending.retry_at(edit) - timezone.now()).total_seconds()
        for _each in range(100)
    ]
    assert max(waits_s) <= longest_s + 1
    assert min(waits_s) < longest_s / 3 < longest_s * 2 / 3 < max(waits_s)


def test_what_somebody_is_just_saving_is_theirs(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    Edit.objects.update(trouble=None, not_before=None)
    assert sent() == 0
    passed(now_of(edit), timedelta(minutes=1))
    assert sent() == 1


def test_an_intention_ages(booked: dict[str, Any], ana: User, sandbox: Sandbox) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    passed(edit, AGES_AFTER)
    assert sent() == 0
    assert not resending.goes_by_itself(now_of(edit))
    settling.send_again(edit)
    assert edit.state == ACCEPTED


def test_what_oneself_saved_since_of_another_field_is_nobody_elses_doing(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    first = waits(booked, ana, sandbox, title="Después")
    later = saving.save(intent(booked, ana, appointment_status="showed"))
    assert later.state == ACCEPTED
    assert sent() == 1
    assert now_of(first).state == ACCEPTED


def test_a_record_that_has_moved_on_is_for_a_person(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    sandbox.put(booked["id"], appointmentStatus="showed")
    reading.current(booked["id"], within_s=0)
    assert sent() == 1
    assert now_of(edit).waiting
    assert edit.trouble
    assert edit.trouble.kind == "moved_on"
    assert sent() == 0
    assert sandbox.get(booked["id"])["title"] == "Antes"
    settling.send_again(edit)
    assert now_of(edit).state == ACCEPTED


def test_a_clash_stops_it(booked: dict[str, Any], ana: User, sandbox: Sandbox) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    sandbox.put(booked["id"], title="Otra cosa")
    reading.current(booked["id"], within_s=0)
    assert sent() == 1
    assert now_of(edit).state == Edit.State.CONFLICTED
    assert edit.unseen
    assert sandbox.get(booked["id"])["title"] == "Otra cosa"


def test_changes_of_one_appointment_leave_in_their_order(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    first = waits(booked, ana, sandbox, title="Uno")
    second = waits(booked, ana, sandbox, description="Dos")
    taken = resending.next_unsent()
    assert taken == first
    assert resending.next_unsent() is None
    resending.send(first)
    assert sent() == 1
    assert now_of(second).state == ACCEPTED


def test_who_may_not_save_any_more_has_it_sent_by_nobody(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    ana.groups.set([Group.objects.get(name="viewer")])
    assert sent() == 1
    assert now_of(edit).waiting
    assert sandbox.get(booked["id"])["title"] == "Antes"
    assert sent() == 0


def test_what_was_not_applied_goes_once_where_no_automation_can_run_twice(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = not_applied(booked, ana, sandbox)
    assert resending.goes_by_itself(edit)
    assert sent() == 1
    assert now_of(edit).state == ACCEPTED


def test_with_automations_a_person_decides(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = not_applied(booked, ana, sandbox, to_notify=True)
    assert not resending.goes_by_itself(edit)
    sent()
    assert now_of(edit).waiting
    assert len(puts(sandbox, booked["id"])) == 1


def not_applied(
    booked: dict[str, Any], ana: User, sandbox: Sandbox, **flags: Any
) -> Edit:
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después", **flags)
    for _ in range(2):
        settling.read_back(edit)
    long_after(edit)
    assert settling.read_back(edit) == settling.Found.NOT_APPLIED
    return edit


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    before = len(puts(sandbox, booked["id"]))
    assert sum(at_once(*[sent] * 4)) == 1
    assert now_of(edit).state == ACCEPTED
    assert len(puts(sandbox, booked["id"])) == before + 1


def test_the_receipt_says_so_and_looks_again_by_itself(
    as_ana: Client, booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    page = as_ana.get(f"/appointments/{booked['id']}/?edit={edit.pk}").content.decode()
    assert "sent again by itself" in page
    still = f"/edits/{edit.pk}/_receipt/?still=1"
    assert f'hx-get="{still}"' in page
    htmx = {"HX-Request": "true"}
    assert as_ana.get(still, headers=htmx).status_code == 204
    sent()
    answer = as_ana.get(still, headers=htmx)
    assert answer.status_code == 200
    assert "Saved. Leadway confirmed" in answer.content.decode()


def test_repeats_are_a_fifth_of_the_calls_of_a_minute_at_most(
    booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    Ration.current()
    Ration.objects.update(burst_limit=5, interval_ms=10_000)
    now = timezone.now()
    for number in range(2, 8):
        edit.attempts.create(
            number=number, sent_at=now, finished_at=now, outcome="not_sent"
        )
    assert sent() == 0
    edit.attempts.filter(number=7).update(finished_at=now - timedelta(minutes=1))
    assert sent() == 1
    assert now_of(edit).state == ACCEPTED
