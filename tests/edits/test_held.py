"""Where Leadway takes no saves, or none at all answer: what is saved waits for it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.connection import leadway
from appointments.edits import resending, saving, settling, telling
from appointments.edits.in_words import words
from appointments.edits.standing import AGES_AFTER
from appointments.edits.tables import Edit
from appointments.index import passing, reading
from appointments.index.line import PROBED_EVERY, WITHIN, Heard, Line, Outcome
from appointments.index.ration import Ration
from appointments.leadway.errors import Resting
from appointments.work.duties import DUTIES
from people.models import User
from tests.conftest import Book
from tests.edits.waiting import passed, sent
from tests.held import read_only
from tests.intents import intent, puts
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
ACCEPTED, PENDING, REFUSED = Edit.State.ACCEPTED, Edit.State.PENDING, Edit.State.REFUSED
PROBE = next(duty for duty in DUTIES if duty.name == "probe")


def now_of(edit: Edit) -> Edit:
    edit.refresh_from_db()
    return edit


def later(time: timedelta = PROBED_EVERY) -> None:
    """Let the line rest for so long."""
    row = Ration.current()
    line = Line.of(row.line)
    text = row.line.replace(line.probe_at, (timezone.now() - time).isoformat())
    Ration.objects.update(line=text)


def probed() -> bool:
    """Have a worker try the line, if it is time."""
    deed = PROBE.take()
    if deed:
        deed()
    return deed is not None


def denied(book: Book, who: User, sandbox: Sandbox, fault: str, **rule: Any) -> Edit:
    """Return the edit that was refused for a reason that concerns all of them."""
    wanted = intent(book(), who, title="Uno")
    sandbox.fault(fault, **rule)
    return saving.save(wanted)


@pytest.mark.parametrize("fault", ["revoked", "scope", "forbidden"])
def test_after_a_denial_later_saves_wait_and_go_out_by_themselves(
    fault: str, book: Book, ana: User, marta: User, sandbox: Sandbox
) -> None:
    other = book(title="Antes")
    wanted = intent(other, marta, title="Dos")
    first = denied(book, ana, sandbox, fault, method="PUT")
    assert first.state == REFUSED
    second = saving.save(wanted)
    assert second.waiting
    assert second.trouble
    assert second.trouble.kind == "denied"
    assert not puts(sandbox, other["id"])
    assert resending.goes_by_itself(second)
    # Not before it is time to try.
    assert sent() == 0
    sandbox.clear()
    later()
    if not passing.current().saves_only:
        assert probed()
    assert sent() == 1
    assert now_of(second).state == ACCEPTED
    assert passing.current() == Line()
    assert now_of(first).state == REFUSED


def test_one_that_waits_only_finds_out_that_saves_still_are_denied(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Dos")
    denied(book, ana, sandbox, "scope", method="PUT")
    since = passing.current().denied_since
    second = saving.save(wanted)
    later()
    assert sent() == 1
    assert now_of(second).waiting
    assert resending.goes_by_itself(second)
    assert passing.current().denied_since == since
    assert sent() == 0
    told = telling.receipt(second, words())
    assert "may not change appointments" in told.body
    assert "by itself" in told.body


def test_one_that_finds_out_waits_for_as_long_as_leadway_says(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Dos")
    denied(book, ana, sandbox, "scope", method="PUT")
    second = saving.save(wanted)
    sandbox.clear()
    sandbox.fault("rate_burst", method="PUT", retry_after=600)
    later()
    assert sent() == 1
    told = now_of(second).not_before
    assert told
    assert told > timezone.now() + timedelta(minutes=5)


def test_who_asks_to_slow_down_has_not_looked_at_the_token() -> None:
    now = timezone.now()
    held = Line().after(Heard(Outcome.DENIED, "token"), now)
    assert held.after(Heard(Outcome.BUSY), now) == held
    assert held.after(Heard(Outcome.ANSWERED), now) == Line()


def test_where_our_own_database_is_held_reading_goes_on(
    book: Book, sandbox: Sandbox
) -> None:
    booked = book(title="Antes")
    reading.load(booked["id"])
    since = (timezone.now() - timedelta(minutes=2)).isoformat()
    line = Line(silent_since=since, probe_at=since)
    with passing.knowing(str(line)), read_only(), pytest.raises(Resting):
        leadway().get_appointment(booked["id"])


def test_a_read_that_is_not_allowed_holds_nobody_up(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Uno")
    sandbox.fault("scope", method="GET")
    assert saving.save(wanted).state == ACCEPTED
    assert passing.current() == Line()


def test_a_read_with_a_token_that_is_not_accepted_holds_saves(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Uno")
    sandbox.fault("revoked")
    assert saving.save(wanted).state == REFUSED
    asked = len(sandbox.journal())
    again = intent(book(), ana, title="Dos", baseline=wanted.baseline)
    assert saving.save(again).waiting
    assert len(sandbox.journal()) == asked


def test_what_was_held_for_long_needs_a_person(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Dos")
    denied(book, ana, sandbox, "scope", method="PUT", times=1)
    edit = saving.save(wanted)
    passed(edit, AGES_AFTER)
    later()
    assert sent() == 0
    assert "send them again" in telling.receipt(edit, words()).body
    later(PROBED_EVERY * 2)
    settling.send_again(edit)
    assert now_of(edit).state == ACCEPTED


def silent(book: Book, who: User, sandbox: Sandbox) -> list[Edit]:
    """Save until Leadway is known to be silent; one less is not enough."""
    many = [intent(book(), who, title="Otro") for _ in range(5)]
    sandbox.fault("error_503", method="PUT")
    edits = [saving.save(one) for one in many[:4]]
    assert passing.current().takes_saves
    return [*edits, saving.save(many[4])]


def test_five_calls_in_a_row_without_an_answer_and_nothing_is_sent(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    wanted = intent(booked, ana, title="Dos")
    silent(book, ana, sandbox)
    asked = len(sandbox.journal())
    edit = saving.save(wanted)
    assert edit.waiting
    assert edit.trouble
    assert edit.trouble.kind == "resting"
    assert len(sandbox.journal()) == asked
    assert resending.next_unsent() is None
    settling.send_again(edit)
    assert now_of(edit).waiting
    with passing.knowing(), pytest.raises(Resting):
        settling.leadway().get_appointment(booked["id"])
    assert len(sandbox.journal()) == asked


def test_a_read_tries_and_closes_it(book: Book, ana: User, sandbox: Sandbox) -> None:
    wanted = intent(book(), ana, title="Dos")
    silent(book, ana, sandbox)
    edit = saving.save(wanted)
    assert not probed()
    later()
    sandbox.fault("error_503")
    assert probed()
    # Somebody else is not to try it at once.
    assert not probed()
    assert passing.current().silent_since
    sandbox.clear()
    later()
    assert probed()
    assert [one["method"] for one in sandbox.journal()] == ["GET"]
    assert passing.current() == Line()
    assert sent() == 1
    assert now_of(edit).state == ACCEPTED


def test_an_answer_between_them_begins_the_row_anew(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    many = [intent(book(), ana, title="Otro") for _ in range(6)]
    sandbox.fault("error_503", method="PUT", times=4)
    for one in many:
        saving.save(one)
    assert passing.current() == Line()


def test_those_of_long_ago_do_not_count() -> None:
    line, now = Line(), timezone.now()
    for number in range(4):
        line = line.after(Heard(Outcome.SILENCE), now + number * WITHIN / 4)
    assert line.after(Heard(Outcome.SILENCE), now + WITHIN).silent_since
    after = line.after(Heard(Outcome.SILENCE), now + WITHIN + timedelta(seconds=1))
    assert not after.silent_since


def test_pages_and_saves_ask_nothing_of_a_silent_leadway_or_of_the_database_for_it(
    as_ana: Client, book: Book, ana: User, sandbox: Sandbox
) -> None:
    booked = book()
    as_ana.get(f"/appointments/{booked['id']}/")
    with CaptureQueriesContext(connection) as before:
        as_ana.get(f"/appointments/{booked['id']}/")
    silent(book, ana, sandbox)
    asked = len(sandbox.journal())
    with CaptureQueriesContext(connection) as after:
        page = as_ana.get(f"/appointments/{booked['id']}/")
    assert page.status_code == 200
    assert len(after) <= len(before)
    assert len(sandbox.journal()) == asked
