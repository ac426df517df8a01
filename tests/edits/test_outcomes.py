"""Every outcome of the PUT, row by row, with and without the right to read.

The table is that of docs/architecture.md: what happened, the edit's state, the
attempt's outcome and the honest status of the answer.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import outcomes, puts
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
S = Edit.State
NOBODY_LISTENS = "http://127.0.0.1:9"

ACCEPTED = [
    ("none", {}),
    ("keeps_other_value", {}),
    ("minimal", {}),
    ("misspelt", {}),
    ("string_recurring", {}),
    ("lone_surrogate", {}),
]
NOT_A_RECORD = [
    ("other_id", {}),
    ("empty_200", {}),
    ("html_200", {}),
    ("null_200", {}),
    ("list_200", {}),
    ("truncated_json", {}),
    ("huge", {}),
    ("no_content", {}),
    ("deep_json", {}),
    ("redirect", {"status": 302}),
    ("redirect", {"status": 307}),
    ("redirect", {"status": 304}),
]
REFUSED = [
    *(("unprocessable", {"status": n}) for n in (400, 405, 409, 410, 412, 413)),
    *(("unprocessable", {"status": n}) for n in (415, 422, 423)),
    ("revoked", {}),
    ("scope", {}),
    ("forbidden", {}),
    ("not_found_empty", {}),
]
UNANSWERED = [
    ("timeout_text", {}),
    ("unprocessable", {"status": 408}),
    ("unprocessable", {"status": 425}),
    ("error_500_html", {}),
    ("error_502_html", {}),
    ("error_503", {"retry_after": 60}),
    ("drop_before", {}),
    ("drop_after", {}),
    ("slow", {"seconds": 3}),
    ("slow_after", {"seconds": 3}),
    ("trickle", {"seconds": 0.05}),
]
BUSY = [("rate_burst", {}), ("rate_burst", {"retry_after": 7}), ("rate_daily", {})]
TABLE = [
    *((name, how, S.ACCEPTED, "accepted", 200) for name, how in ACCEPTED),
    *((name, how, S.UNKNOWN, "unreadable", 502) for name, how in NOT_A_RECORD),
    *((name, how, S.REFUSED, "refused", 422) for name, how in REFUSED),
    *((name, how, S.UNKNOWN, "unanswered", 504) for name, how in UNANSWERED),
    *((name, how, S.PENDING, "busy", 202) for name, how in BUSY),
]
ROW = ("fault", "how", "state", "outcome", "status")
NAMES_OF_ROWS = ["-".join([name, *map(str, how.values())]) for name, how, *_ in TABLE]


@pytest.fixture
def write_only(sandbox: Sandbox) -> Iterator[None]:
    """A token that may write and not read, as Leadway hands them out too."""
    sandbox.switch(scopes=["calendars/events.write"])
    yield
    sandbox.switch(scopes=None)


def edit_of(title: str) -> Edit:
    """The one edit, with what was typed in it."""
    edit = Edit.objects.get()
    assert edit.typed["title"] == title
    assert edit.changes.title == title
    return edit


def befall(sandbox: Sandbox, settings: Any, fault: str, how: dict[str, Any]) -> None:
    sandbox.clear()
    if "seconds" in how:
        settings.LEADWAY_DEADLINE_S = 1.0
    if fault != "none":
        sandbox.fault(fault, method="PUT", **how)


def holds(edit: Edit, *, state: str, outcome: str, sandbox: Sandbox) -> None:
    """Hold one row: the state, one attempt that ended, and one PUT at the most."""
    assert (edit.state, outcomes(edit)) == (state, [outcome])
    assert (edit.finished_at is None) == edit.waiting
    assert edit.duration_ms is not None
    assert len(puts(sandbox, edit.event_id)) <= 1


@pytest.mark.parametrize(ROW, TABLE, ids=NAMES_OF_ROWS)
def test_each_outcome_of_a_save_is_told_as_it_is(
    as_ana: Client,
    book: Book,
    sandbox: Sandbox,
    names: Any,
    settings: Any,
    fault: str,
    how: dict[str, Any],
    state: str,
    outcome: str,
    status: int,
) -> None:
    editor = Editor(as_ana, book()["id"])
    befall(sandbox, settings, fault, how)
    answer = editor.save(title="Lo que se escribió")
    assert answer.status_code == status
    holds(edit_of("Lo que se escribió"), state=state, outcome=outcome, sandbox=sandbox)


@pytest.mark.parametrize(ROW, TABLE, ids=NAMES_OF_ROWS)
def test_each_outcome_is_the_same_without_the_right_to_read(
    as_ana: Client,
    book: Book,
    sandbox: Sandbox,
    write_only: None,
    settings: Any,
    fault: str,
    how: dict[str, Any],
    state: str,
    outcome: str,
    status: int,
) -> None:
    editor = Editor(as_ana, book()["id"])
    befall(sandbox, settings, fault, how)
    answer = editor.save(title="A ciegas", appointment_status="confirmed")
    assert answer.status_code == status
    holds(edit_of("A ciegas"), state=state, outcome=outcome, sandbox=sandbox)


def test_a_foreign_record_is_not_kept(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault("other_id", method="PUT", id="anotherEventAltogether")
    editor.save(title="Mía")
    assert not Appointment.objects.filter(event_id="anotherEventAltogether").exists()
    assert Edit.objects.get().returned is None


def test_busy_waits_for_as_long_as_leadway_says(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault("rate_burst", method="PUT", retry_after=600)
    editor.save(title="Luego")
    edit = Edit.objects.get()
    assert edit.not_before is not None
    wait = edit.not_before - timezone.now()
    assert timedelta(minutes=5) < wait <= timedelta(minutes=10)
    assert edit.waiting


def test_what_never_left_waits_and_keeps_an_attempt(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any, settings: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.clear()
    settings.LEADWAY_BASE_URL = NOBODY_LISTENS
    answer = editor.save(title="Sin red")
    assert answer.status_code == 202
    edit = edit_of("Sin red")
    assert edit.waiting
    holds(edit, state=S.PENDING, outcome="not_sent", sandbox=sandbox)
    assert puts(sandbox, edit.event_id) == []


@pytest.mark.parametrize(
    ("fault", "state", "status"),
    [
        ("revoked", S.REFUSED, 422),
        ("forbidden", S.REFUSED, 422),  # of this account, says its text
        ("rate_burst", S.PENDING, 202),
        ("error_502_html", S.PENDING, 202),
        ("html_200", S.PENDING, 202),
        ("drop_before", S.PENDING, 202),
    ],
)
def test_nothing_is_sent_when_the_read_before_it_fails(
    as_ana: Client,
    book: Book,
    sandbox: Sandbox,
    names: Any,
    settings: Any,
    fault: str,
    state: str,
    status: int,
) -> None:
    editor = Editor(as_ana, book()["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.clear()
    sandbox.fault(fault, method="GET")
    assert editor.save(title="Ni se intenta").status_code == status
    edit = edit_of("Ni se intenta")
    assert edit.state == state
    assert edit.tries == 0
    assert puts(sandbox, edit.event_id) == []


def test_a_missing_right_to_read_does_not_stop_a_save(
    as_ana: Client, book: Book, sandbox: Sandbox, names: Any, settings: Any
) -> None:
    editor = Editor(as_ana, book()["id"])
    settings.LEADWAY_FRESH_S = 0
    sandbox.fault("scope", method="GET")
    assert editor.save(title="Con la copia").status_code == 200
    assert Edit.objects.get().current_seen_at is not None
