"""Every save from every place can be undone: one press, with a key, and it says so."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import reading
from tests.conftest import Book
from tests.editor_page import Editor
from tests.edits.pressing import HTMX, press, waiting
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
Booked = dict[str, Any]
Save = Callable[[Client, Booked, Sandbox, OwnDay], Any]


@pytest.fixture
def booked(book: Book) -> Booked:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def _in_the_editor(ana: Client, booked: Booked, *_: Any) -> Any:
    return Editor(ana, booked["id"]).save(title="Después")


def _just_one_section(ana: Client, booked: Booked, *_: Any) -> Any:
    return Editor(ana, booked["id"]).save(title="Después", only="what")


def _in_the_panel(ana: Client, booked: Booked, *_: Any) -> Any:
    editor = Editor(ana, booked["id"])
    page = {"HX-Current-URL": f"http://testserver/?open={booked['id']}"}
    posted = editor.fields | {"title": "Después"}
    return ana.post(editor.url, posted, headers=HTMX | page)


def _pressed(ana: Client, booked: Booked, **posted: str) -> Any:
    url = f"/appointments/{booked['id']}/press/"
    key = {"form_key": str(uuid.uuid4())}
    return ana.post(url, posted | key, headers=HTMX)


def _in_a_row(ana: Client, booked: Booked, *_: Any) -> Any:
    status = {"was_appointment_status": "confirmed", "appointment_status": "noshow"}
    return _pressed(ana, booked, **status)


def _by_a_drag(ana: Client, booked: Booked, _: Sandbox, own: OwnDay) -> Any:
    was = {"was_start_time": booked["startTime"], "was_end_time": booked["endTime"]}
    return _pressed(ana, booked, start=own.at(15).isoformat(), **was)


def _from_the_outbox(ana: Client, booked: Booked, sandbox: Sandbox, _: OwnDay) -> Any:
    edit = waiting(ana, booked, sandbox)
    sandbox.clear()
    return ana.post(f"/edits/{edit.pk}/send/", {"in_line": "1"}, headers=HTMX)


def _when_it_was_held_back(
    ana: Client, booked: Booked, sandbox: Sandbox, _: OwnDay
) -> Any:
    Editor(ana, booked["id"]).save(title="Después", to_notify="on")
    return press(ana, Edit.objects.latest("pk"), "send")


SAVES: list[Save] = [
    _in_the_editor,
    _just_one_section,
    _in_the_panel,
    _in_a_row,
    _by_a_drag,
    _from_the_outbox,
    _when_it_was_held_back,
]


def undo(client: Client, answer: Any) -> Any:
    """Press Undo, or Redo, in what a save was answered with; and once more."""
    form: Part = read(answer).one('form[action$="/undo/"]')
    posted = {one["name"]: one["value"] for one in form.all("input")}
    assert posted["form_key"]
    first = client.post(form["action"], posted, headers=HTMX)
    client.post(form["action"], posted, headers=HTMX)
    return first


@pytest.mark.parametrize("save", SAVES)
def test_one_press_undoes_it_and_one_does_it_again(
    save: Save,
    as_ana: Client,
    booked: Booked,
    sandbox: Sandbox,
    own: OwnDay,
    settings: Any,
) -> None:
    settings.LEADWAY_HOLD_S = 6 if save is _when_it_was_held_back else 0
    before = _told(sandbox, booked)
    answer = save(as_ana, booked, sandbox, own)
    assert answer.status_code == 200
    after, sent = _told(sandbox, booked), len(puts(sandbox, booked["id"]))
    assert after != before
    undone = undo(as_ana, answer)
    assert "Undone" in read(undone)
    assert _told(sandbox, booked) == before
    redone = undo(as_ana, undone)
    assert _told(sandbox, booked) == after
    # An undo of an undo can be undone as well; none of all that was sent twice.
    undo(as_ana, redone)
    assert _told(sandbox, booked) == before
    assert len(puts(sandbox, booked["id"])) == sent + 3
    assert all(not body["toNotify"] for body in puts(sandbox, booked["id"])[sent:])


def _told(sandbox: Sandbox, booked: Booked) -> dict[str, Any]:
    now = sandbox.get(booked["id"])
    return {
        name: now[name]
        for name in ("title", "startTime", "endTime", "appointmentStatus")
    }
