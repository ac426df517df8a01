"""What reading back says of a save without an answer, to the letter."""

from typing import Any

import pytest

from appointments.edits import diff, resending, settling
from appointments.edits.settling import Found
from appointments.edits.tables import Edit
from appointments.leadway.changes import Changes
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.conftest import Book
from tests.edits.unsettled import long_after, unknown
from tests.edits.waiting import sent
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
START = "2026-11-24T12:00:00+01:00"


def last(edit: Edit) -> Found:
    """Return what the third look tells, when nothing lands any more."""
    long_after(edit)
    return [settling.read_back(edit) for _ in settling.REREAD_AFTER_S][-1]


def record(**values: Any) -> AppointmentRecord:
    return AppointmentRecord.from_wire({"id": "a", "startTime": START, **values})


@pytest.mark.parametrize(
    ("was", "asked"),
    [
        ("una dos", "una  dos"),
        ("una  dos", "una dos"),
        ("Revisio\u0301n", "Revisi\u00f3n"),
        ("una\u00a0dos", "una dos"),
    ],
)
def test_a_text_whose_spaces_were_changed_has_to_be_there_so(
    book: Book, ana: User, sandbox: Sandbox, was: str, asked: str
) -> None:
    lost = unknown(book(title=was), ana, sandbox, "drop_before", title=asked)
    assert last(lost) == Found.NOT_APPLIED
    came = unknown(book(title=was), ana, sandbox, "drop_after", title=asked)
    assert settling.read_back(came) == Found.APPLIED


def test_what_reads_like_both_is_for_a_person(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    """Neither as it was nor as asked: to send it would write over somebody's."""
    edit = unknown(book(title="una dos"), ana, sandbox, "drop_before", title="una  dos")
    sandbox.put(edit.event_id, title="una\u00a0dos", appointmentStatus="confirmed")
    assert last(edit) == Found.DIFFERENT
    assert edit.state == Edit.State.UNKNOWN


def test_markup_that_leadway_lays_around_a_text_is_no_other_text(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    asked = {"description": "Trae el informe"}
    edit = unknown(book(description="Antes"), ana, sandbox, "drop_before", **asked)
    text = "<p>Trae el informe</p>"
    sandbox.put(edit.event_id, description=text, appointmentStatus="confirmed")
    assert settling.read_back(edit) == Found.APPLIED


def test_a_first_description_that_is_not_there_was_not_applied(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(book(), ana, sandbox, "drop_before", description="Trae el informe")
    assert last(edit) == Found.NOT_APPLIED


def test_a_description_that_was_to_go_and_has_not_was_not_applied(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(
        book(description="Antes"), ana, sandbox, "drop_before", description=""
    )
    assert last(edit) == Found.NOT_APPLIED


def test_a_value_that_cannot_be_read_tells_nothing() -> None:
    changes, now = Changes(description=""), record(description={"odd": 1})
    assert now.unreadable == ("description",)
    assert diff.mentioned(changes, now) == []
    assert not diff.applied(changes, now, before=record(description="Antes"))


def test_what_is_sent_again_is_the_same_to_the_letter(
    book: Book, ana: User, sandbox: Sandbox
) -> None:
    edit = unknown(book(title="Antes"), ana, sandbox, "drop_before", title="Después")
    first = edit.body
    assert last(edit) == Found.NOT_APPLIED
    assert resending.goes_by_itself(edit)
    assert sent() == 1
    one, other = puts(sandbox, edit.event_id)
    assert one == other == first
    assert list(one) == list(other)


def test_an_occurrence_that_was_moved_is_found(
    book: Book, ana: User, sandbox: Sandbox, own: OwnDay, names: Any
) -> None:
    series = book(rrule="FREQ=DAILY;COUNT=5", ignoreFreeSlotValidation=True)
    one = f"{series['id']}_{int(own.at(12).timestamp() * 1000)}_2700"
    times = {"start_time": own.at(16), "end_time": own.at(16, 45)}
    edit = unknown(sandbox.get(one), ana, sandbox, "drop_after", **times)
    assert settling.read_back(edit) == Found.APPLIED
