"""What is due of edits is found out about without anybody waiting, and only once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits import due
from appointments.edits.settling import undecided
from appointments.edits.tables import Edit
from appointments.index import passing
from people.models import User
from tests.at_once import at_once
from tests.conftest import Book
from tests.edits.test_settling import unknown
from tests.intents import puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_doubt(book: Book, ana: User, sandbox: Sandbox) -> Edit:
    """An edit that was applied, and whose answer was lost a while ago."""
    edit = unknown(book(), ana, sandbox, "drop_after", title="Después")
    passed(edit, timedelta(seconds=5))
    return edit


def passed(edit: Edit, time: timedelta) -> None:
    """Let the time pass for this edit."""
    for name in ("sent_at", "finished_at", "not_before", "reread_at"):
        if at := getattr(edit, name):
            setattr(edit, name, at - time)
    edit.save()


def looked() -> int:
    """Do what is due by now; return how many looks that were."""
    count = 0
    while edit := due.next_look():
        due.look(edit)
        count += 1
    return count


def test_what_got_no_answer_is_found_applied_without_anybody_looking(
    in_doubt: Edit, sandbox: Sandbox
) -> None:
    assert looked() == 1
    in_doubt.refresh_from_db()
    assert (in_doubt.state, in_doubt.not_before) == (Edit.State.ACCEPTED, None)
    assert len(puts(sandbox, in_doubt.event_id)) == 1


def test_whoever_has_it_on_the_screen_looks_first(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    unknown(book(), ana, sandbox, "drop_after", title="Después")
    assert looked() == 0


def test_what_did_not_arrive_is_looked_at_until_nothing_can_land_any_more(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(book(), ana, sandbox, "drop_before", title="Después")
    for wait_s in (5, 5, 40):
        passed(edit, timedelta(seconds=wait_s))
        assert looked() == 1
        assert looked() == 0
        edit.refresh_from_db()
    assert edit.waiting
    assert len(puts(sandbox, edit.event_id)) == 1


def test_what_only_a_person_can_decide_is_left_alone(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    edit = unknown(booked, ana, sandbox, "drop_before", title="Después")
    sandbox.put(booked["id"], title="Otra cosa", appointmentStatus="confirmed")
    for _ in range(3):
        passed(edit, timedelta(minutes=1))
        looked()
        edit.refresh_from_db()
    assert undecided(edit)
    passed(edit, timedelta(days=1))
    assert looked() == 0


def test_an_outage_does_not_end_the_looking(in_doubt: Edit, sandbox: Sandbox) -> None:
    sandbox.fault("error_502_html", method="GET")
    # With the save itself that makes five without an answer: then nobody is asked.
    for _ in range(4):
        assert looked() == 1
        in_doubt.refresh_from_db()
        passed(in_doubt, timedelta(hours=1))
    assert looked() == 0
    sandbox.clear()
    passing.probe()
    assert looked() == 1
    in_doubt.refresh_from_db()
    assert in_doubt.state == Edit.State.ACCEPTED


def test_one_that_a_dead_worker_had_taken_is_taken_again(in_doubt: Edit) -> None:
    assert due.next_look() == in_doubt
    assert due.next_look() is None
    in_doubt.refresh_from_db()
    passed(in_doubt, due.LOOKING)
    assert due.next_look() == in_doubt


def test_an_edit_of_another_account_is_not_asked_for(
    in_doubt: Edit, settings: Any
) -> None:
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    assert looked() == 0


@pytest.mark.django_db(transaction=True)
def test_workers_that_take_at_the_same_moment_never_take_the_same(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edits = [
        unknown(book(), ana, sandbox, "drop_after", title="Después") for _ in range(8)
    ]
    Edit.objects.update(finished_at=timezone.now() - timedelta(minutes=1))

    def take() -> list[int]:
        taken: list[int] = []
        for _ in range(40):
            if edit := due.next_look():
                taken.append(edit.pk)
        return taken

    taken = [pk for found in at_once(take, take, take, take) for pk in found]
    assert sorted(taken) == sorted(edit.pk for edit in edits)
