"""An edit as a receipt, in every state it can be in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from appointments.edits.tables import Edit
from appointments.edits.telling import Receipt, receipt
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.errors import Trouble
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock
from appointments.words import Words
from tests.editor.filling import MADRID, NOON, RECORD, clinic

WORDS = Words(clinic(), MADRID)
pytestmark = pytest.mark.django_db
S = Edit.State
# The tests may run long after their cases were read.
JUST_NOW = timezone.now() + timedelta(hours=1)


def edit(
    state: str = S.ACCEPTED,
    *,
    before: AppointmentRecord = RECORD,
    now: AppointmentRecord | None = None,
    returned: AppointmentRecord | None = None,
    reread: AppointmentRecord | None = None,
    to_notify: bool = False,
    changes: dict[str, Any] | None = None,
    **values: Any,
) -> Edit:
    records = {"current": now, "returned": returned, "reread": reread}
    return Edit(
        pk=7,
        event_id="a",
        person_name="Ana Beltrán",
        state=state,
        baseline=before,
        changes=Changes(**(changes or {"title": "Nuevo"})),
        options=WriteOptions(to_notify=to_notify),
        **records,
        **values,
    )


def shown(**of: Any) -> Receipt:
    return receipt(edit(**of), WORDS)


def test_what_leadway_confirmed_is_said_to_be_saved() -> None:
    said = shown(returned=replace(RECORD, title="Nuevo"), finished_at=timezone.now())
    assert (said.kind, said.tone) == ("accepted", "ok")
    assert said.title == "Saved. Leadway confirmed the change."
    [line] = said.lines
    assert (line.before, line.asked, line.now) == ("Revisión", "Nuevo", "Nuevo")
    assert said.unchecked


def test_what_leadway_changed_is_a_warning() -> None:
    said = shown(returned=replace(RECORD, title="NUEVO"))
    assert (said.tone, said.urgent) == ("warn", True)
    assert said.title == "Saved, with 1 difference: Title."
    [line] = said.lines
    assert (line.asked, line.now, line.verdict) == ("Nuevo", "NUEVO", "differs")


def test_an_old_receipt_does_not_wait_for_a_reread() -> None:
    finished_at = timezone.now() - timedelta(minutes=1)
    assert not shown(returned=RECORD, finished_at=finished_at).unchecked


def test_what_only_the_reread_shows_counts() -> None:
    said = shown(returned=replace(RECORD, title="Nuevo"), reread=RECORD)
    assert [(line.now, line.verdict) for line in said.lines] == [
        ("Revisión", "differs")
    ]
    assert not said.unchecked


def test_what_was_not_echoed_is_not_called_confirmed() -> None:
    changes = {"title": "Nuevo", "meeting_location_type": "zoom"}
    said = shown(returned=replace(RECORD, title="Nuevo"), changes=changes)
    assert said.title == "Saved. Leadway confirmed 1 of 2 fields."
    assert {line.names: line.verdict for line in said.lines} == {
        ("title",): "confirmed",
        ("meeting_location_type",): "not_echoed",
    }


def test_what_was_found_applied_is_saved_without_an_answer() -> None:
    said = shown(reread=replace(RECORD, title="Nuevo"))
    assert said.title == "It was saved: Leadway holds what you asked for."


@pytest.mark.parametrize(
    ("to_notify", "words"),
    [(True, "Automations were allowed to run."), (False, "Automations were off.")],
)
def test_it_says_whether_automations_ran(to_notify: bool, words: str) -> None:
    assert shown(returned=RECORD, to_notify=to_notify).body == words


def test_what_changed_elsewhere_is_named() -> None:
    assert shown(returned=RECORD, merged=["address"]).merged == "Place"


def test_times_are_told_in_the_zone_of_the_account() -> None:
    later = {"start_time": NOON, "end_time": clock.local(NOON, MADRID)}
    said = shown(returned=RECORD, changes=later)
    assert "12:00" in said.lines[0].asked


def test_a_refusal_stands_at_the_fields_that_it_is_about() -> None:
    """Also at one that was left alone; what is about none concerns the whole."""
    trouble = Trouble(
        kind="refused",
        reason="validation",
        status=422,
        messages=("title is too long", "rrule is odd", "Something is odd"),
        trace_id="t-1",
    )
    said = shown(state=S.REFUSED, trouble=trouble)
    assert (said.kind, said.tone) == ("refused", "err")
    assert [fault.control for fault in said.faults] == ["title", "rrule"]
    assert said.words == ("Something is odd",)
    assert said.details.technical == "HTTP 422 · traceId t-1"
    [line] = said.lines
    assert (line.asked, line.now, line.verdict) == ("Nuevo", "Revisión", "refused")


@pytest.mark.parametrize(
    ("reason", "words"),
    [("no_status", "Choose a status"), ("unwritable", "No request can be made")],
)
def test_what_we_would_not_send_is_not_called_leadways_refusal(
    reason: str, words: str
) -> None:
    said = shown(state=S.REFUSED, trouble=Trouble("unasked", reason=reason))
    assert said.title == "Not saved: Leadway was not asked"
    assert words in said.body


def test_a_conflict_shows_what_was_what_is_and_what_one_wants() -> None:
    now = replace(RECORD, title="Suyo", address="Sala 9")
    changes = {"title": "Mío", "description": "Y esto"}
    said = shown(state=S.CONFLICTED, now=now, changes=changes, clashing=["title"])
    [row] = said.clashes
    assert (row.original, row.theirs, row.yours) == ("Revisión", "Suyo", "Mío")
    assert said.merged == "Place"
    assert "Nothing was sent, and nothing you typed is lost." in said.body


def test_both_ends_of_a_time_are_one_choice() -> None:
    moved = replace(RECORD, start_time=RECORD.end_time, end_time=None)
    changes = {"start_time": NOON.replace(hour=15), "end_time": NOON.replace(hour=16)}
    said = shown(state=S.CONFLICTED, now=moved, changes=changes)
    assert [row.name for row in said.clashes] == ["when"]


@pytest.mark.parametrize(
    ("values", "kind", "title"),
    [
        (
            {"state": S.PENDING},
            "waiting",
            "Nothing was saved yet. Your changes are safe.",
        ),
        (
            {"state": S.PENDING, "rereads": 3, "body": {"title": "Nuevo"}},
            "waiting",
            "It was not saved",
        ),
        ({"state": S.PENDING, "sent_at": JUST_NOW}, "in_flight", "Saving…"),
        ({"state": S.WITHDRAWN}, "withdrawn", "Taken back. Nothing was sent."),
        (
            {"state": S.WITHDRAWN, "tries": 1},
            "withdrawn",
            "Taken back. Leadway still has the old values.",
        ),
        (
            {"state": S.WITHDRAWN, "tries": 1, "sent_at": timezone.now()},
            "withdrawn",
            "Left as it is. It is not known whether Leadway saved it.",
        ),
        ({"state": S.UNKNOWN}, "unknown", "Not known yet whether Leadway saved this"),
    ],
)
def test_every_other_state_has_its_words(
    values: dict[str, Any], kind: str, title: str
) -> None:
    said = shown(**values)
    assert (said.kind, said.title) == (kind, title)


@pytest.mark.parametrize(
    ("rereads", "poll_s", "words"),
    [
        (0, 0, "We are reading it back now."),
        (1, 2, "We look again in 2 seconds."),
        (2, 30, "We look again in 30 seconds."),
        (3, None, "before you send it again."),
    ],
)
def test_doubt_says_when_we_look_again(
    rereads: int, poll_s: int | None, words: str
) -> None:
    said = shown(state=S.UNKNOWN, rereads=rereads)
    assert said.look_again_s == poll_s
    assert said.looked.endswith(words)


def test_developers_find_the_request_and_the_answers() -> None:
    body = {"title": "Nuevo ñ", "toNotify": False}
    answer = AppointmentRecord.from_wire({"id": "a", "title": "Nuevo ñ", "odd": 1})
    details = shown(returned=answer, body=body, duration_ms=120).details
    assert '"title": "Nuevo ñ"' in details.sent
    assert '"odd": 1' in details.returned
    assert details.technical == "120 ms"
    assert "curl" in details.curl
    assert "$LEADWAY_TOKEN" in details.curl


@pytest.mark.parametrize("state", S.values)
def test_every_state_speaks_spanish(state: str) -> None:
    english = shown(state=state, returned=RECORD)
    with translation.override("es"):
        spanish = shown(state=state, returned=RECORD)
    assert english.title != spanish.title
