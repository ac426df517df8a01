"""The notes of an appointment: read, written, changed, deleted, and what goes wrong."""

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.connection import leadway
from appointments.index.directory import Directory
from people.models import User
from tests.conftest import Book
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


class Notes:
    """The notes of one appointment, as somebody has them on the screen."""

    def __init__(self, client: Client, event_id: str) -> None:
        self.client, self.url = client, f"/appointments/{event_id}/notes/"
        self.event_id = event_id

    def see(self, query: str = "") -> Part:
        return read(self.client.get(self.url + query)).one("#notes")

    def post(self, url: str = "", *, htmx: bool = True, **sent: str) -> HttpResponse:
        headers = HTMX if htmx else {}
        return self.client.post(url or self.url, sent, headers=headers)  # type: ignore[return-value]

    def add(self, text: str, *, htmx: bool = True) -> HttpResponse:
        return self.post(htmx=htmx, text=text)

    def one(self) -> str:
        """Return the address of the only note there is."""
        return self.see().one(".notes__one form:has(textarea)")["action"]

    @property
    def held(self) -> list[str]:
        """What Leadway has by now."""
        return [one.body for one in leadway().notes(self.event_id)]


@pytest.fixture
def notes(as_ana: Client, book: Book) -> Notes:
    return Notes(as_ana, book()["id"])


def test_the_editor_asks_for_them_only_after_it_is_there(
    notes: Notes, sandbox: Sandbox
) -> None:
    sandbox.clear()
    page = read(notes.client.get(f"/appointments/{notes.event_id}/"))
    card = page.one("#notes")
    assert card["hx-get"] == notes.url
    assert card["hx-trigger"].startswith("intersect")
    assert not [call for call in sandbox.journal() if "/notes" in call["path"]]


def test_the_part_for_the_editor_brings_no_title_along(notes: Notes) -> None:
    """With one, the page of the appointment would be called "Notes" from then on."""
    part = read(notes.client.get(notes.url, headers=HTMX))
    assert part.has("#notes")
    assert not part.has("title")


def test_a_note_is_written_changed_and_deleted(notes: Notes) -> None:
    answer = read(notes.add("Llega tarde\r\nsiempre"))
    assert "The note is saved." in answer
    assert notes.held == ["Llega tarde\nsiempre"]
    url, was = notes.one(), notes.held[0]
    changed = read(notes.post(url, text="Ya no viene", was=was.replace("\n", "\r\n")))
    assert "The note is changed." in changed
    assert notes.held == ["Ya no viene"]
    deleted = read(notes.post(url, delete="1", was="Ya no viene"))
    assert "The note is deleted." in deleted
    assert "There are no notes yet." in deleted
    assert notes.held == []


def test_a_plain_browser_comes_back_to_the_notes(notes: Notes) -> None:
    answer = notes.add("Llega tarde", htmx=False)
    assert (answer.status_code, answer["Location"]) == (302, notes.url)
    refused = notes.add("", htmx=False)
    assert refused.status_code == 422
    assert len(read(refused).all("h1")) == 1


def test_without_a_script_one_is_changed_alone(notes: Notes) -> None:
    notes.add("Llega tarde")
    notes.add("Trae el informe")
    shown = notes.see(notes.see().all(".notes__one a")[0]["href"].split("/")[-1])
    assert shown.texts(".notes__body") == ["Trae el informe"]
    assert not shown.has("#note-new")
    form = shown.one("#note-change")
    refused = read(notes.post(form["action"], htmx=False, text="", was="…"))
    assert "There is nothing in it yet." in refused.one("#note-change")
    was = form.one("[name=was]")["value"]
    answer = notes.post(form["action"], htmx=False, text="Trae dos", was=was)
    assert answer["Location"] == notes.url
    assert notes.held == ["Trae dos", "Llega tarde"]


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \r\n ", "There is nothing in it yet."), ("x" * 5001, "at most 5000")],
    ids=["nothing", "too much"],
)
def test_what_leadway_would_not_take_stays_typed(
    notes: Notes, text: str, said: str, sandbox: Sandbox
) -> None:
    answer = notes.add(text)
    assert answer.status_code == 422
    shown = read(answer)
    assert said in shown.one("#note-new-e")
    assert shown.one("#note-new").text == text.strip()
    assert not sandbox.journal("POST")


def test_who_may_only_look_sees_them_and_no_form(
    notes: Notes, as_carlos: Client
) -> None:
    notes.add("Llega tarde")
    shown = Notes(as_carlos, notes.event_id).see()
    assert "Llega tarde" in shown
    assert not shown.has("form")


def test_a_note_that_somebody_else_changed_is_not_written_over_unknowingly(
    notes: Notes,
) -> None:
    notes.add("Llega tarde")
    url, note = notes.one(), leadway().notes(notes.event_id).notes[0]
    leadway().update_note(notes.event_id, note.id, "Viene antes")
    answer = notes.post(url, text="No viene", was="Llega tarde")
    assert answer.status_code == 409
    shown = read(answer)
    assert "Somebody else changed this note" in shown
    assert shown.one(".notes__body").text == "Viene antes"
    form = shown.one(".notes__one form:has(textarea)")
    assert form.one("textarea").text == "No viene"
    assert notes.held == ["Viene antes"]
    again = notes.post(url, text="No viene", was=form.one("[name=was]")["value"])
    assert again.status_code == 200
    assert notes.held == ["No viene"]


def test_what_was_typed_into_a_deleted_note_is_there_to_be_saved_anew(
    notes: Notes,
) -> None:
    notes.add("Llega tarde")
    url, note = notes.one(), leadway().notes(notes.event_id).notes[0]
    leadway().delete_note(notes.event_id, note.id)
    shown = read(notes.post(url, text="No viene", was="Llega tarde"))
    assert "Somebody else deleted this note" in shown
    assert shown.one("#note-new").text == "No viene"


def test_a_refusal_is_told_in_leadways_own_words_and_the_text_stays(
    notes: Notes, sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="POST", message="body is not nice")
    answer = notes.add("Llega tarde")
    assert answer.status_code == 422
    shown = read(answer)
    assert "Leadway refused it" in shown
    assert "body is not nice" in shown
    assert shown.one("#note-new").text == "Llega tarde"


def test_after_a_silence_one_looks_before_one_saves_again(
    notes: Notes, sandbox: Sandbox
) -> None:
    sandbox.fault("drop_after", method="POST")
    answer = notes.add("Llega tarde")
    assert answer.status_code == 504
    shown = read(answer)
    assert "nobody knows whether this was saved" in shown
    assert shown.one("#note-new").text == "Llega tarde"
    assert shown.texts(".notes__body") == notes.held == ["Llega tarde"]


def test_where_they_may_not_be_read_that_is_said(
    notes: Notes, sandbox: Sandbox
) -> None:
    sandbox.fault("scope", method="GET", path="/notes$")
    shown = notes.see()
    assert "Try again" in shown
    assert shown.has("#note-new")


def test_older_ones_are_a_press_away(notes: Notes) -> None:
    for number in range(21):
        leadway().add_note(notes.event_id, f"Nota {number}")
    first = notes.see()
    assert len(first.all(".notes__one")) == 20
    older = first.one("a[hx-get]", "Show older notes")["href"]
    assert len(notes.see(older.removeprefix(notes.url)).all(".notes__one")) == 21


def test_what_is_in_a_note_is_only_text(notes: Notes) -> None:
    html = notes.add("<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_note_is_of_whom_leadway_knows_by_their_address(
    notes: Notes, ana: User, names: Directory
) -> None:
    someone, address = next((id, mail) for mail, id in names.addresses.items())
    User.objects.filter(pk=ana.pk).update(email=address.upper())
    notes.add("Llega tarde")
    (held,) = leadway().notes(notes.event_id)
    assert held.user_id == someone
    assert names.assignees[someone] in notes.see().one(".notes__one b")


def test_a_note_of_nobody_that_leadway_knows_says_so(notes: Notes) -> None:
    notes.add("Llega tarde")
    assert "Leadway does not say who" in notes.see()


def test_a_note_of_somebody_who_has_left_is_of_their_id(notes: Notes) -> None:
    leadway().add_note(notes.event_id, "De antes", user_id="leftLongAgo1")
    assert notes.see().one(".notes__one b").text == "User leftLongAgo1"
