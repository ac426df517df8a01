"""Our own database takes no changes: what is said, what is sent, and what is kept."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from appointments.edits import saving, settling
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.client import Leadway
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests import held
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("names"),
]
Held = Callable[[], AbstractContextManager[None]]
# Longer than what may be left of a page of a database that is full.
TITLE = "Otro título"
LONG = "Otro texto, " * 700


@pytest.fixture(params=held.WAYS)
def no_changes(request: pytest.FixtureRequest) -> Held:
    way: Held = held.WAYS[request.param]
    return way


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book()


@contextmanager
def given_up() -> Iterator[list[Exception]]:
    """Collect how each statement ended that the database did not take."""
    found: list[Exception] = []

    def watch(execute: Callable[..., Any], *statement: Any) -> Any:
        try:
            return execute(*statement)
        except DatabaseError as error:
            found.append(error)
            raise

    with connection.execute_wrapper(watch):
        yield found


@pytest.fixture
def editor(as_ana: Client, booked: dict[str, Any], settings: Any) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return Editor(as_ana, booked["id"])


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("way", [*held.WAYS, "full"])
def test_a_save_that_cannot_be_noted_says_so_and_sends_nothing(
    editor: Editor, sandbox: Sandbox, booked: dict[str, Any], way: str, htmx: bool
) -> None:
    if way == "full" and connection.vendor != "sqlite":
        pytest.skip("no disk of a test fills up")
    no_changes = held.WAYS.get(way, held.full)
    with no_changes(), given_up() as times:
        answer = editor.save(htmx=htmx, description=LONG)
    page = read(answer)
    assert answer.status_code == 503
    assert "Not saved: this cannot be noted, so nothing was sent" in page
    assert page.has("main") != htmx
    assert htmx or LONG.strip() in page
    assert puts(sandbox, booked["id"]) == []
    assert not Edit.objects.exists()
    # Each of them may wait for as long as the settings let it: thirteen did before.
    assert 0 < len(times) <= 2
    answer = editor.save(htmx=htmx, description=LONG)
    assert answer.status_code in (200, 302)
    assert len(puts(sandbox, booked["id"])) == 1


def test_nobody_waits_long_for_a_lock() -> None:
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["timeout"] <= 2
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("1500ms",)


@pytest.mark.parametrize("address", ["/", "/appointments/{id}/"])
def test_pages_are_read_all_the_same(
    editor: Editor, booked: dict[str, Any], no_changes: Held, address: str
) -> None:
    session = editor.client.session
    session["seen_at"] -= 600
    session.save()
    with no_changes():
        answer = editor.client.get(address.format(**booked))
    assert answer.status_code == 200
    assert booked["title"] in read(answer) or address == "/"


def test_an_appointment_is_read_that_nobody_has_opened_yet(
    as_ana: Client, booked: dict[str, Any], no_changes: Held
) -> None:
    with no_changes():
        answer = as_ana.get(f"/appointments/{booked['id']}/")
    assert answer.status_code == 200
    assert booked["title"] in read(answer)


def test_the_review_says_that_no_draft_is_kept(
    editor: Editor, no_changes: Held
) -> None:
    with no_changes():
        answer = editor.review(title=TITLE)
    assert answer.status_code == 200
    assert "No draft can be kept at the moment" in read(answer)
    assert "No draft" not in read(editor.review(title=TITLE))


def test_a_session_that_is_over_ends_all_the_same(
    editor: Editor, no_changes: Held
) -> None:
    session = editor.client.session
    session["seen_at"] -= 7200
    session.save()
    with no_changes():
        answer = editor.client.get(editor.url)
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


def test_what_else_needs_the_database_says_so_in_its_place(
    editor: Editor, no_changes: Held, ana: User
) -> None:
    waits = Edit.objects.create(
        event_id="abc",
        person=ana,
        baseline=AppointmentRecord(id="abc"),
        changes=Changes(),
        options=WriteOptions(),
    )
    with no_changes():
        answer = editor.client.post(
            f"/edits/{waits.pk}/withdraw/", headers={"HX-Request": "true"}
        )
    page = read(answer)
    assert answer.status_code == 503
    assert "database takes no changes at the moment" in page
    assert not page.has("main")


def test_nobody_is_signed_in_while_it_cannot_be_noted(
    client: Client, ana: User, no_changes: Held
) -> None:
    typed = {"username": "ana", "password": "correct-horse-battery"}
    with no_changes():
        answer = client.post("/sign-in/", typed)
    assert answer.status_code == 503
    page = read(answer)
    assert "Nobody can sign in at the moment." in page
    assert "Your name and password are not the reason" in page
    assert "saving" not in page


# --- from the note on ---


@contextmanager
def held_after(monkeypatch: pytest.MonkeyPatch, name: str, way: Held) -> Iterator[None]:
    """Let no change be made from the end of this step of a save on."""
    home: Any = Leadway if name == "send_update" else saving
    step = getattr(home, name)
    with ExitStack() as holding:

        def then_hold(*args: Any, **named: Any) -> Any:
            try:
                return step(*args, **named)
            finally:
                holding.enter_context(way())

        monkeypatch.setattr(home, name, then_hold)
        yield
    monkeypatch.undo()


@pytest.mark.parametrize("step", ["_note", "_claim", "judged"])
def test_what_was_noted_and_cannot_leave_waits(
    editor: Editor,
    sandbox: Sandbox,
    booked: dict[str, Any],
    no_changes: Held,
    step: str,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The record has to be read first, so noting is not yet handing over.
    settings.LEADWAY_FRESH_S = 0
    with held_after(monkeypatch, step, no_changes):
        answer = editor.save(title=TITLE)
    page = read(answer)
    assert answer.status_code == 202
    assert "Nothing was saved yet. Your changes are safe." in page
    assert "database takes no changes at the moment" in page
    assert puts(sandbox, booked["id"]) == []
    edit = Edit.objects.get()
    assert edit.waiting
    assert edit.tries == 0
    Appointment.objects.update(leased_until=None)
    editor.client.post(f"/edits/{edit.pk}/send/")
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.parametrize("fault", [None, "unprocessable", "drop_before"])
def test_an_outcome_that_cannot_be_noted_is_looked_up(
    editor: Editor,
    sandbox: Sandbox,
    booked: dict[str, Any],
    no_changes: Held,
    fault: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if fault:
        sandbox.fault(fault, method="PUT", times=1)
    with held_after(monkeypatch, "send_update", no_changes):
        answer = editor.save(title=TITLE)
    page = read(answer)
    assert answer.status_code == 202
    assert "It was sent, but how it ended could not be noted" in page
    assert "nothing was sent" not in page.text.lower()
    assert len(puts(sandbox, booked["id"])) == 1
    edit = Edit.objects.get()
    assert edit.in_flight
    Edit.objects.update(sent_at=timezone.now() - timedelta(seconds=61))
    assert settling.settle_lost() == 1
    edit.refresh_from_db()
    found = settling.read_back(edit)
    assert (found == settling.Found.APPLIED) == (fault is None)
