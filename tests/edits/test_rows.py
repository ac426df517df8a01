"""The lines of a receipt: before, asked for, and what Leadway has now."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits.rows import Line
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from tests.editor.filling import NOON, RECORD
from tests.edits.test_telling import edit, shown

pytestmark = pytest.mark.django_db
S = Edit.State
LATER = {
    "start_time": NOON + timedelta(minutes=90),
    "end_time": NOON + timedelta(minutes=135),
}
NEXT_DAY = {name: moment + timedelta(days=1) for name, moment in LATER.items()}


def lines(**of: Any) -> list[Line]:
    return shown(**of).lines


def test_times_of_one_day_are_one_line_without_its_date() -> None:
    [line] = lines(changes=LATER, returned=replace(RECORD, **LATER))
    assert line.label == "When"
    assert (line.before, line.now) == ("12:00 – 12:45", "13:30 – 14:15")


def test_the_date_is_told_when_it_moves() -> None:
    [line] = lines(changes=NEXT_DAY, returned=replace(RECORD, **NEXT_DAY))
    assert line.before == "Tue 24 Nov, 12:00 – 12:45"
    assert line.now == "Wed 25 Nov, 13:30 – 14:15"


def test_one_time_that_differs_makes_its_line_differ() -> None:
    [line] = lines(changes=LATER, returned=RECORD)
    assert (line.asked, line.now) == ("13:30 – 14:15", "12:00 – 12:45")
    assert line.verdict == "differs"


def test_what_differs_comes_first() -> None:
    changes = {"title": "Nuevo", "address": "Sala 3"}
    told = lines(changes=changes, returned=replace(RECORD, title="Nuevo"))
    assert [line.label for line in told] == ["Place", "Title"]


def test_what_was_asked_is_shown_only_where_it_says_more() -> None:
    assert not shown(returned=replace(RECORD, title="Nuevo")).shows_asked
    assert shown(returned=RECORD).shows_asked
    assert shown(state=S.PENDING).shows_asked


def test_what_leadway_never_tells_is_not_called_empty() -> None:
    [line] = lines(changes={"meeting_location_id": "sala-1"}, returned=RECORD)
    assert (line.before, line.now, line.verdict) == (
        "Leadway does not say",
        "",
        "not_echoed",
    )


def test_what_was_put_back_says_so() -> None:
    said = shown(undoes=edit(), returned=replace(RECORD, title="Nuevo"))
    assert said.title == "Undone. Leadway has the earlier values again."
    assert [line.verdict for line in said.lines] == ["put_back"]


@pytest.mark.parametrize(
    ("state", "of", "verdict", "now"),
    [
        (S.PENDING, {}, "pending", "Revisión"),
        (S.PENDING, {"sent_at": timezone.now()}, "sending", ""),
        (S.REFUSED, {}, "refused", "Revisión"),
        (S.UNKNOWN, {}, "unknown", ""),
        (S.UNKNOWN, {"reread": RECORD}, "unknown", "Revisión"),
    ],
)
def test_what_leadway_has_now_is_told_as_far_as_it_is_known(
    state: str, of: dict[str, Any], verdict: str, now: str
) -> None:
    [line] = lines(state=state, **of)
    assert (line.before, line.verdict, line.now) == ("Revisión", verdict, now)


@pytest.mark.parametrize(
    ("just", "tone", "words"),
    [
        (True, "info", "Sent. Leadway accepted it, and it is being read back."),
        (
            False,
            "mute",
            "Sent. Leadway accepted it, but does not tell this field back.",
        ),
    ],
)
def test_nothing_is_called_confirmed_that_was_not_compared(
    just: bool, tone: str, words: str
) -> None:
    finished_at = timezone.now() - timedelta(minutes=0 if just else 5)
    changes = {"meeting_location_id": "sala-1"}
    said = shown(changes=changes, returned=RECORD, finished_at=finished_at)
    assert said.tone == tone
    assert said.title.startswith("Sent. Leadway accepted it")
    assert said.title.endswith(words)


def test_it_says_when_and_how_fast_leadway_answered() -> None:
    said = shown(returned=RECORD, finished_at=timezone.now(), duration_ms=312)
    assert "answered in 312 ms. Automations were off." in said.body


def test_what_an_answer_leaves_out_was_not_changed_by_it() -> None:
    """The answer to a save has no description in it: only a reading tells of that."""
    answer = replace(RECORD, title="Nuevo", description=None)
    said = shown(returned=answer)
    assert said.unasked == []
    assert said.title == "Saved. Leadway confirmed the change."
    emptied = shown(returned=answer, reread=answer)
    assert [line.label for line in emptied.unasked] == ["Description"]


@pytest.mark.parametrize(
    ("name", "before", "after", "label"),
    [
        ("contact_id", "one", "another", "Contact"),
        ("location_id", "here", "elsewhere", "Account"),
        ("calendar_id", "physio", "diet", "Calendar"),
        ("is_recurring", False, True, "Repeats"),
    ],
)
def test_whatever_comes_back_otherwise_is_named(
    name: str, before: Any, after: Any, label: str
) -> None:
    known = replace(RECORD, **{name: before})
    answer = replace(known, title="Nuevo", **{name: after})
    said = shown(before=known, returned=answer)
    assert [line.label for line in said.unasked] == [label]
    assert said.tone == "warn"


def test_a_rule_that_was_asked_for_makes_it_repeat() -> None:
    rule = "FREQ=DAILY;COUNT=2"
    known = replace(RECORD, is_recurring=False)
    answer = replace(known, rrule=rule, is_recurring=True)
    assert shown(before=known, changes={"rrule": rule}, returned=answer).unasked == []


def test_a_null_in_an_answer_says_that_it_is_empty() -> None:
    answer = AppointmentRecord.from_wire({"id": "a", "assignedUserId": None})
    said = shown(returned=replace(answer, title="Nuevo"))
    [line] = said.unasked
    assert (line.label, line.before, line.now) == ("Assignee", "Marta", "nothing")
