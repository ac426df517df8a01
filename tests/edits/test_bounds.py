"""How much one person may leave open, what is said at the bound, and what stays."""

import pytest
from django.test import Client

from appointments.edits import bounds, saving
from appointments.edits.bounds import Full
from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import intent, puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
State = Edit.State
HTMX = {"HX-Request": "true"}


def leave_open(who: User, count: int, state: str = State.PENDING) -> None:
    made = [
        Edit(
            event_id=f"ev{number}",
            person=who,
            person_name=who.name,
            state=state,
            baseline=AppointmentRecord(id=f"ev{number}"),
            changes=Changes(title="Espera"),
            options=WriteOptions(),
        )
        for number in range(count)
    ]
    Edit.objects.bulk_create(made)


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_EDITS", 3)
    monkeypatch.setattr(bounds, "MOST_DRAFTS", 3)


def test_it_is_five_hundred_and_two_hundred() -> None:
    assert (bounds.MOST_EDITS, bounds.MOST_DRAFTS) == (500, 200)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("htmx", [True, False])
def test_one_too_many_is_said_in_the_form_and_nothing_typed_is_lost(
    as_ana: Client, ana: User, book: Book, sandbox: Sandbox, htmx: bool, language: str
) -> None:
    leave_open(ana, bounds.MOST_EDITS - 1)
    leave_open(ana, 1, State.UNKNOWN)
    User.objects.update(language=language)
    booked = book()
    editor = Editor(as_ana, booked["id"])
    before = Edit.objects.count()
    editor.review(title="Una más")
    answer = editor.save(htmx=htmx, title="Una más")
    notice = read(answer).one("#notice-h").text
    assert answer.status_code == 422
    said = {"en": "500 of your changes are open", "es": "500 cambios pendientes"}
    assert said[language] in notice
    assert read(answer).has('a[href="/outbox/"][target=_blank]')
    assert Edit.objects.count() == before
    assert puts(sandbox, booked["id"]) == []
    if not htmx:
        assert read(answer).one("[name=title]")["value"] == "Una más"
    assert Draft.objects.get(event_id=booked["id"]).typed["title"] == "Una más"


@pytest.mark.usefixtures("three")
def test_what_is_at_its_end_takes_no_room_nor_what_is_anothers(
    ana: User, marta: User, book: Book
) -> None:
    leave_open(ana, 2)
    for state in (State.ACCEPTED, State.REFUSED, State.CONFLICTED, State.WITHDRAWN):
        leave_open(ana, 3, state)
    leave_open(marta, 3)
    booked = book()
    assert saving.save(intent(booked, ana, title="Cabe")).state == State.ACCEPTED
    leave_open(ana, 1)
    with pytest.raises(Full):
        saving.save(intent(booked, ana, title="No cabe"))


@pytest.mark.usefixtures("three")
def test_the_same_form_once_more_is_the_first_one_again(ana: User, book: Book) -> None:
    once = intent(book(), ana, title="Una vez")
    first = saving.save(once)
    leave_open(ana, 3)
    assert saving.save(once).pk == first.pk


@pytest.mark.usefixtures("three")
def test_a_press_in_a_row_says_it_in_its_line(
    as_ana: Client, ana: User, book: Book, sandbox: Sandbox
) -> None:
    booked = book()
    Editor(as_ana, booked["id"])
    leave_open(ana, 3)
    posted = {"appointment_status": "showed", "in_line": "1"}
    answer = as_ana.post(f"/appointments/{booked['id']}/press/", posted, headers=HTMX)
    assert answer.status_code == 422
    assert "3 of your changes are open" in read(answer).one(".said__t")
    assert read(answer).has("form [name=appointment_status][value=showed]")
    assert puts(sandbox, booked["id"]) == []


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_undo_says_it_too(
    as_ana: Client, ana: User, book: Book, headers: dict[str, str]
) -> None:
    edit = saving.save(intent(book(), ana, title="Otra"))
    leave_open(ana, 3)
    answer = as_ana.post(f"/edits/{edit.pk}/undo/", headers=headers)
    assert answer.status_code == 422
    assert "3 of your changes are open" in read(answer)


@pytest.mark.usefixtures("three")
def test_one_draft_too_many_is_said_where_it_is_typed(
    as_ana: Client, ana: User, marta: User, book: Book
) -> None:
    for number in range(3):
        Draft.keep(ana.pk, f"ev{number}", {"title": "a"})
        Draft.keep(marta.pk, f"ev{number}", {"title": "a"})
    booked = book()
    editor = Editor(as_ana, booked["id"])
    answer = editor.review(title="A medias")
    assert "You have 3 drafts already" in read(answer).one(".review__warn")
    assert not Draft.objects.filter(event_id=booked["id"]).exists()
    assert Draft.objects.filter(person=ana).count() == 3
    # What is kept already is kept anew.
    Draft.keep(ana.pk, "ev1", {"title": "b"})
    assert Draft.objects.get(person=ana, event_id="ev1").typed == {"title": "b"}
    Draft.drop(ana.pk, "ev1")
    assert not read(editor.review(title="A medias")).has(".review__warn")
    assert Draft.objects.get(event_id=booked["id"]).typed["title"] == "A medias"


@pytest.mark.usefixtures("three")
def test_a_save_of_one_section_is_accepted_all_the_same(
    as_ana: Client, ana: User, book: Book, sandbox: Sandbox
) -> None:
    booked = book()
    editor = Editor(as_ana, booked["id"])
    for number in range(3):
        Draft.keep(ana.pk, f"ev{number}", {"title": "a"})
    answer = editor.save(only="what", title="Guardado", address="Sala 9")
    assert answer.status_code == 200
    assert sandbox.get(booked["id"])["title"] == "Guardado"
