"""An older installation keeps all that people did in it, and goes on with it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from appointments.index import directory
from appointments.models import Draft, Edit
from people.models import Invitation, User
from tests.conftest import PASSWORD, signed_in
from tests.editor_page import Editor
from tests.intents import puts
from tests.own_day import MADRID
from tests.sandboxed import Sandbox
from tests.upgrade.conftest import Tables

HTMX = {"HX-Request": "true"}
# What people made. Of Leadway's records there are copies, which are read again.
MADE = [
    "auth_group",
    "people_user",
    "people_user_groups",
    "people_invitation",
    "appointments_edit",
    "appointments_attempt",
    "appointments_draft",
]

# What no page ever wrote, and what a save left behind that nobody had chosen.
LET_GO = {"people_user": {"timezone", "run_automations"}}


def test_no_row_is_lost_and_no_column_changes_what_it_says(
    before: Tables, upgraded: Tables
) -> None:
    for table in MADE:
        assert before[table], table
        for key, row in before[table].items():
            now = upgraded[table][key]
            kept = row.keys() - LET_GO.get(table, set())
            assert {name: now.get(name) for name in kept} == {
                name: row[name] for name in kept
            }, table


@pytest.mark.usefixtures("upgraded")
def test_people_enter_as_before_with_the_role_and_the_language_they_had() -> None:
    client = Client()
    entered = client.post("/sign-in/", {"username": "ana", "password": PASSWORD})
    assert entered.status_code == 302
    assert '<html lang="es" data-theme="dark">' in client.get("/").content.decode()
    ana = User.objects.get(username="ana")
    assert (ana.role, ana.automations_pinned) == ("staff", False)


@pytest.mark.usefixtures("upgraded")
def test_a_link_that_was_given_out_still_opens_once() -> None:
    unused = Invitation.objects.get(used_at=None)
    used = Invitation.objects.exclude(used_at=None).get()
    assert unused.claim()
    assert not used.claim()


def book_again(sandbox: Sandbox, event_id: str) -> dict[str, Any]:
    """Let Leadway have the appointment that the old edits are about."""
    calendars, people = (sandbox.cast()[name] for name in ("calendars", "users"))
    start, end = (datetime(2026, 12, 9, hour, tzinfo=MADRID) for hour in (9, 10))
    return sandbox.book(
        id=event_id,
        title="Rehabilitación de hombro",
        calendarId=calendars["Fisioterapia"],
        assignedUserId=people["Marta Ruiz"],
        startTime=start.isoformat(),
        endTime=end.isoformat(),
    )


STATES = {
    "editedA": ["accepted", "accepted"],
    "editedB": ["accepted", "accepted", "conflicted"],
    "editedC": ["accepted", "accepted", "accepted"],
    "editedD": ["refused", "unknown"],
    "editedE": ["accepted"],
    "editedF": ["pending"],
    "editedG": ["withdrawn", "accepted"],
    "editedH": ["pending"],
}
SAID = {"accepted": 200, "conflicted": 409, "refused": 422, "unknown": 504}
SAID |= {"pending": 202, "withdrawn": 200}


@pytest.mark.usefixtures("upgraded")
def test_every_edit_is_in_the_history_and_has_its_receipt(sandbox: Sandbox) -> None:
    client = signed_in(User.objects.get(username="marta"))
    for event_id, states in STATES.items():
        edits = Edit.objects.filter(event_id=event_id).order_by("pk")
        assert [edit.state for edit in edits] == states
        book_again(sandbox, event_id)
        page = client.get(f"/appointments/{event_id}/").content.decode()
        for edit in edits:
            assert edit.person_name in page
            receipt = client.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
            # The one that was on its way is not known once somebody has looked.
            edit.refresh_from_db()
            assert receipt.status_code == SAID[edit.state]
    assert Edit.objects.get(event_id="editedH").state == "unknown"


@pytest.mark.usefixtures("upgraded")
def test_what_waited_is_sent(sandbox: Sandbox) -> None:
    book_again(sandbox, "editedF")
    waiting = Edit.objects.get(event_id="editedF")
    sandbox.put("editedF", title="Rehabilitación F")
    signed_in(User.objects.get(username="ana")).post(f"/edits/{waiting.pk}/send/")
    assert puts(sandbox, "editedF")[-1]["title"] == "Espera su turno"
    waiting.refresh_from_db()
    assert waiting.state == Edit.State.ACCEPTED


@pytest.mark.usefixtures("upgraded")
def test_what_was_done_can_be_undone(sandbox: Sandbox) -> None:
    book_again(sandbox, "editedA")
    renamed = Edit.objects.filter(event_id="editedA").earliest("pk")
    sandbox.put("editedA", title="Rehabilitación de rodilla")
    signed_in(User.objects.get(username="ana")).post(f"/edits/{renamed.pk}/undo/")
    assert puts(sandbox, "editedA")[-1]["title"] == "Rehabilitación A"


@pytest.mark.usefixtures("upgraded")
def test_what_was_typed_is_offered(sandbox: Sandbox) -> None:
    book_again(sandbox, "editedA")
    ana = User.objects.get(username="ana")
    typed = Editor(signed_in(ana), "editedA", "?draft").fields
    assert (typed["title"], typed["start"]) == ("A medias", "10:15")
    assert Draft.objects.filter(person=ana).exists()


@pytest.mark.usefixtures("upgraded")
def test_the_names_that_were_read_are_known() -> None:
    names = directory.current()
    assert (names.account_name, names.known) == ("Clínica Alameda", True)
