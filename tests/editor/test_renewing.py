"""What the page renews of itself after a save: its keys, and what shows new values."""

import gzip
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import Book
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# A form is more than twice as much.
MOST_BYTES = 4000


@pytest.fixture
def editor(as_marta: Client, book: Book) -> Editor:
    return Editor(as_marta, book()["id"])


def renewed(editor: Editor, **typed: str) -> HttpResponse:
    """Save, and return what the page then asks for."""
    answer = editor.save(**typed)
    assert answer.status_code == 200
    return editor.renew(answer)


def sections(answer: HttpResponse) -> set[str]:
    found = read(answer).all("[data-section]")
    return {part["data-section"] for part in found}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ({"title": "Otra"}, {"what"}),
        ({"appointment_status": "showed"}, {"status"}),
        # Which statuses come first depends on the time.
        ({"start": "16:05", "anyway": "1"}, {"when", "status"}),
        ({"place": "own", "address": "En casa"}, {"where"}),
        # What was switched on counted for that save.
        ({"title": "Otra", "to_notify": "on"}, {"what", "options"}),
    ],
    ids=["title", "status", "time", "place", "automations"],
)
def test_a_save_renews_the_sections_that_it_changed(
    editor: Editor, typed: dict[str, str], shown: set[str]
) -> None:
    answer = renewed(editor, **typed)
    assert sections(answer) == shown
    assert not read(answer).all("#editor")


def test_the_renewal_after_a_title_is_small(editor: Editor) -> None:
    assert len(gzip.compress(renewed(editor, title="Otra").content)) <= MOST_BYTES


def test_what_is_renewed_shows_what_was_saved_and_can_be_saved_again(
    editor: Editor,
) -> None:
    answer = renewed(editor, title="Otra")
    assert read(answer).one("#f-title")["value"] == "Otra"
    editor.follow(editor.save(title="Otra"))
    assert editor.save(title="Otra más").status_code == 200


def test_what_is_typed_in_the_same_section_stays_typed(editor: Editor) -> None:
    answer = editor.save(title="Otra")
    editor.sent = editor.sent | {"description": "A medias"}
    page = read(editor.renew(answer))
    assert page.one("#f-description").text == "A medias"
    assert page.one("#f-description")["data-was"] == ""


def test_what_somebody_else_changed_meanwhile_is_renewed_too(
    editor: Editor, sandbox: Sandbox
) -> None:
    sandbox.put(editor.url.split("/")[2], address="En casa")
    assert sections(renewed(editor, title="Otra")) == {"what", "where"}


@pytest.mark.parametrize("typed", ["before", "after"])
def test_what_is_typed_over_what_somebody_else_changed_is_a_conflict(
    editor: Editor, sandbox: Sandbox, settings: Any, typed: str
) -> None:
    """Typed before this save or while it was answered: theirs was never on the page."""
    settings.LEADWAY_FRESH_S = 0
    event_id = editor.url.split("/")[2]
    sandbox.put(event_id, description="De fuera", appointmentStatus="confirmed")
    mine = {"description": "Mía"}
    first = mine if typed == "before" else {}
    answer = editor.save(appointment_status="showed", only="status", **first)
    assert answer.status_code == 200
    editor.sent = editor.sent | mine
    editor.follow(answer)
    again = editor.save(appointment_status="showed", **mine)
    assert again.status_code == 409
    assert "De fuera" in read(again).text
    assert sandbox.get(event_id)["description"] == "De fuera"


def test_what_is_typed_on_in_what_was_saved_is_no_conflict(
    editor: Editor, sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_FRESH_S = 0
    answer = editor.save(title="Otra", description="Una")
    editor.sent = editor.sent | {"title": "Otra más", "description": "Una más"}
    editor.follow(answer)
    again = editor.save(title="Otra más", description="Una más")
    assert again.status_code == 200
    assert sandbox.get(editor.url.split("/")[2])["title"] == "Otra más"


def test_another_calendar_brings_its_people_and_its_places(
    editor: Editor, sandbox: Sandbox
) -> None:
    cast = sandbox.cast()
    calendar = cast["calendars"]["Nutrición"]
    team = read(editor.review(calendar_id=calendar)).all("#f-assigned_user_id option")
    typed = {
        "calendar_id": calendar,
        "assigned_user_id": team[-1]["value"],
        "anyway": "1",
    }
    assert sections(renewed(editor, **typed)) == {"who", "where"}


def test_a_repeat_rule_renews_the_whole_form(editor: Editor) -> None:
    answer = renewed(editor, rrule="FREQ=DAILY;COUNT=2", rrule_consent="on")
    assert read(answer).one("#editor")


def test_a_form_that_is_not_ours_any_more_is_renewed_whole(editor: Editor) -> None:
    answer = editor.save(title="Otra")
    editor.sent = editor.sent | {"baseline": "x"}
    assert read(editor.renew(answer)).one("#editor")
