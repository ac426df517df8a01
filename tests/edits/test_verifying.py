"""A save that was accepted is read back once, to see what became of it."""

from datetime import timedelta

import pytest

from appointments.edits import saving, settling
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_the_reread_confirms_what_the_answer_left_out(book: Book, ana: User) -> None:
    edit = saving.save(intent(book(), ana, description="Con informe"))
    settling.verify(edit)
    checked = edit.reread
    assert checked is not None
    assert checked.description == "Con informe"


def test_a_save_that_changed_nothing_is_found_out_by_the_reread(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    sandbox.fault("ignore_write", method="PUT")
    edit = saving.save(intent(book(title="Como estaba"), ana, title="Otro"))
    settling.verify(edit)
    checked = edit.reread
    assert checked is not None
    assert checked.title == "Como estaba"


def test_a_reread_that_fails_leaves_the_answer_standing(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = saving.save(intent(book(), ana, title="Vale"))
    sandbox.fault("error_502_html", method="GET")
    settling.verify(edit)
    assert edit.state == Edit.State.ACCEPTED
    assert edit.reread is None


def test_an_edit_is_reread_once(book: Book, ana: User, sandbox: Sandbox) -> None:
    edit = saving.save(intent(book(), ana, title="Una vez"))
    sandbox.clear()
    settling.verify(edit)
    settling.verify(edit)
    assert len(sandbox.journal("GET")) == 1


def test_a_late_reread_says_nothing_about_the_save(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    booked = book()
    edit = saving.save(intent(booked, ana, title="De Ana"))
    assert edit.verifiable
    assert edit.finished_at is not None
    edit.finished_at -= timedelta(minutes=1)
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    settling.verify(edit)
    assert edit.reread is None
