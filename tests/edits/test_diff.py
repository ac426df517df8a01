"""Comparing records: values in, values out."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.edits import diff
from appointments.edits.diff import Verdict
from appointments.leadway import wire
from appointments.leadway.changes import Changes
from appointments.leadway.fields import ATTRIBUTES, TOLD_TEXTS
from appointments.leadway.records import AppointmentRecord

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def record(**values: Any) -> AppointmentRecord:
    return AppointmentRecord(id="a", **{"start_time": NOON, **values})


def only(found: list[diff.Line]) -> diff.Line:
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("start_time", NOON, NOON.astimezone(timezone(timedelta(hours=2)))),
        ("title", "Revisión ", "Revisión"),
        ("description", "una\r\ndos", "una\ndos"),
        ("rrule", "RRULE:FREQ=DAILY;COUNT=2", "FREQ=DAILY;COUNT=2"),
        ("rrule", "rrule:FREQ=DAILY;COUNT=2", "FREQ=DAILY;COUNT=2"),
        ("address", None, ""),
    ],
)
def test_what_means_the_same_is_no_difference(
    name: str, one: object, other: object
) -> None:
    assert diff.same(name, one, other)
    assert diff.same(name, other, one)


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("start_time", NOON, NOON + timedelta(minutes=1)),
        ("title", "Revisión", "revisión"),
        ("title", "RRULE:x", "x"),
        ("appointment_status", "showed", "noshow"),
        ("address", "Sala 1", ""),
    ],
)
def test_what_means_something_else_is_one(
    name: str, one: object, other: object
) -> None:
    assert not diff.same(name, one, other)


def test_what_a_record_does_not_tell_is_no_difference() -> None:
    one = record(title="A", meeting_location_type="zoom")
    other = record(title="A")
    assert diff.differing(one, other) == []


@pytest.mark.parametrize("name", TOLD_TEXTS)
def test_a_text_that_a_reading_leaves_out_was_empty(name: str) -> None:
    empty, filled = record(), record(**{name: "algo"})
    assert diff.differing(empty, filled) == diff.differing(filled, empty) == [name]


def test_nothing_differs_from_an_appointment_that_was_never_read() -> None:
    assert diff.differing(AppointmentRecord(id="a"), record(title="Algo")) == []


def test_the_same_field_changed_by_two_is_a_clash() -> None:
    found = diff.clashes(
        record(title="Antes"), record(title="Suyo"), Changes(title="Mío")
    )
    assert found == [diff.Clash("title", "Antes", "Suyo", "Mío")]


def test_the_first_description_of_two_people_is_a_clash_too() -> None:
    found = diff.clashes(
        record(), record(description="Suya"), Changes(description="Mía")
    )
    assert [(clash.theirs, clash.yours) for clash in found] == [("Suya", "Mía")]


def test_a_description_that_somebody_emptied_is_not_written_back_unasked() -> None:
    found = diff.clashes(
        record(description="Antes"), record(), Changes(description="Antes y más")
    )
    assert [clash.name for clash in found] == ["description"]


def test_both_arriving_at_the_same_value_agree() -> None:
    known, current = record(title="Antes"), record(title="Igual")
    assert diff.clashes(known, current, Changes(title="Igual")) == []


def test_another_field_is_merged_and_named() -> None:
    before = record(title="Antes", address="Sala 1")
    current = record(title="Antes", address="Sala 2")
    changes = Changes(title="Mío")
    assert diff.clashes(before, current, changes) == []
    assert diff.moved_elsewhere(before, current, changes) == ["address"]


def test_a_field_that_this_edit_changes_did_not_move_elsewhere() -> None:
    before, current = record(title="Antes"), record(title="Suyo")
    assert diff.moved_elsewhere(before, current, Changes(title="Mío")) == []


@pytest.mark.parametrize(
    ("returned", "reread", "verdict"),
    [
        (record(title="Mío"), None, Verdict.CONFIRMED),
        (record(title="MÍO"), None, Verdict.DIFFERS),
        (record(), None, Verdict.NOT_ECHOED),
        (None, None, Verdict.NOT_ECHOED),
        (record(title="Mío"), record(title="Antes"), Verdict.DIFFERS),
        (record(title="MÍO"), record(title="Mío"), Verdict.CONFIRMED),
        (None, record(title="Mío"), Verdict.CONFIRMED),
    ],
)
def test_the_newest_word_decides_the_verdict(
    returned: AppointmentRecord | None,
    reread: AppointmentRecord | None,
    verdict: Verdict,
) -> None:
    line = only(
        diff.lines(
            before=record(title="Antes"),
            changes=Changes(title="Mío"),
            returned=returned,
            reread=reread,
        )
    )
    assert (line.before, line.asked, line.verdict) == ("Antes", "Mío", verdict)


def test_a_cleared_text_is_confirmed_by_a_reading_without_it() -> None:
    before, changes = record(description="Antes"), Changes(description="")
    unread = diff.lines(before=before, changes=changes, returned=record(), reread=None)
    read = diff.lines(
        before=before, changes=changes, returned=record(), reread=record()
    )
    assert only(unread).verdict == Verdict.NOT_ECHOED
    assert only(read).verdict == Verdict.CONFIRMED


def test_applied_needs_every_told_value() -> None:
    changes = Changes(title="Mío", meeting_location_type="zoom")
    before = record(title="Antes")
    assert diff.applied(changes, record(title="Mío"), before=before)
    assert not diff.applied(changes, record(title="Suyo"), before=before)


def test_what_no_reading_tells_is_never_found_applied() -> None:
    changes = Changes(meeting_location_type="zoom")
    assert diff.mentioned(changes, record(title="Mío")) == []
    assert not diff.applied(changes, record(title="Mío"), before=record())


def test_the_inverse_puts_back_and_says_what_it_cannot() -> None:
    changes = Changes(title="Mío", description="Nueva", meeting_location_type="zoom")
    back, lost = diff.earlier(changes.asked(), before=record(title="Antes"))
    assert back == Changes(title="Antes", description="")
    assert lost == ["meeting_location_type"]


def test_the_inverse_never_writes_back_a_text_that_was_cut() -> None:
    cut = wire.clean_text("a" * (wire.MAX_TEXT_BYTES + 1))
    changes = Changes(title="Mío", description="Nueva")
    back, lost = diff.earlier(
        changes.asked(), before=record(title="Antes", description=cut)
    )
    assert back == Changes(title="Antes")
    assert lost == ["description"]


texts = st.none() | st.text(max_size=20)
records = st.builds(
    AppointmentRecord,
    id=st.just("a"),
    title=texts,
    address=texts,
    description=texts,
    appointment_status=st.none() | st.sampled_from(["new", "showed"]),
    start_time=st.none() | st.just(NOON),
)


@given(one=records, other=records)
def test_differing_is_the_same_from_both_sides(
    one: AppointmentRecord, other: AppointmentRecord
) -> None:
    assert diff.differing(one, other) == diff.differing(other, one)
    assert diff.differing(one, one) == []


@given(before=records, theirs=records, title=st.text(max_size=20))
def test_every_asked_field_clashes_agrees_or_did_not_move(
    before: AppointmentRecord, theirs: AppointmentRecord, title: str
) -> None:
    changes = Changes(title=title)
    clashing = [clash.name for clash in diff.clashes(before, theirs, changes)]
    moved = diff.moved_elsewhere(before, theirs, changes)
    assert set(clashing) <= {"title"}
    assert "title" not in moved
    assert set(moved) <= set(ATTRIBUTES)
