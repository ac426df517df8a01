"""What of the history is asked for: by field, by screen, of one appointment."""

import uuid
from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.edits.outside import Outside
from appointments.edits.screens import Screen
from appointments.edits.tables import Edit
from appointments.index import reading
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.history.test_history import outside, rows, saved, shown
from tests.intents import intent
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SHOWED = {"was_appointment_status": "confirmed", "appointment_status": "showed"}


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def newest() -> Edit:
    return Edit.objects.latest("pk")


def on_page(address: str) -> dict[str, str]:
    """Return what htmx says of the page that it asks from."""
    return HTMX | {"HX-Current-URL": f"http://testserver{address}"}


def press(client: Client, booked: dict[str, Any], headers: dict[str, str]) -> None:
    posted = SHOWED | {"form_key": str(uuid.uuid4())}
    client.post(f"/appointments/{booked['id']}/press/", posted, headers=headers)


@pytest.mark.parametrize(
    ("page", "screen"),
    [
        ("/", "today"),
        ("/?day=2027-01-04&open=abc", "today"),
        ("/calendar/?view=week", "calendar"),
        ("/appointments/?tab=all", "list"),
        ("/history/", "history"),
        ("/outbox/", "outbox"),
        ("/people/", ""),
        ("/no/such/page/", ""),
    ],
)
def test_a_row_says_on_which_page_it_stands(
    page: str, screen: str, as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    press(as_ana, booked, on_page(page))
    assert newest().screen == screen


def test_a_page_of_somebody_else_says_nothing(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    press(as_ana, booked, HTMX | {"HX-Current-URL": "https://elsewhere.example/"})
    assert newest().screen == ""


def test_a_plain_browser_says_it_by_where_it_goes_back(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    posted = SHOWED | {"form_key": str(uuid.uuid4()), "back": "/appointments/?tab=all"}
    as_ana.post(f"/appointments/{booked['id']}/press/", posted)
    assert newest().screen == Screen.LIST


@pytest.mark.parametrize(
    ("page", "screen"),
    [("/appointments/{id}/", "editor"), ("/?open={id}", "panel")],
)
def test_the_editor_is_told_from_the_panel(
    page: str,
    screen: str,
    as_ana: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    editor = Editor(as_ana, booked["id"])
    posted = editor.fields | {"title": "Después"}
    as_ana.post(editor.url, posted, headers=on_page(page.format(id=booked["id"])))
    assert newest().screen == screen
    undo = f"/edits/{newest().pk}/undo/"
    as_ana.post(undo, headers=on_page(page.format(id=booked["id"])))
    assert (newest().screen, newest().undoes_id is None) == (screen, False)


def test_it_stands_beside_how_it_ended_and_can_be_asked_for(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    press(as_ana, booked, on_page("/"))
    saved(booked, ana, title="Después")
    outside(booked["id"], "Fuera")
    [row] = rows(shown(as_ana, "?screen=today"))
    assert "from Today" in row
    assert len(rows(shown(as_ana, "?screen=nonsense"))) == 3


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("title", ["Fuera", "Después"]),
        ("appointment_status", ["Showed"]),
        ("where", ["Sala 5"]),
        ("when", []),
        ("nonsense", ["Fuera", "Sala 5", "Showed", "Después"]),
    ],
)
def test_a_field_is_asked_for_of_edits_and_of_what_was_changed_outside(
    field: str,
    found: list[str],
    as_ana: Client,
    ana: User,
    booked: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    saved(booked, ana, title="Después")
    saved(booked, ana, appointment_status="showed")
    saved(booked, ana, address="Sala 5")
    outside(booked["id"], "Fuera")
    told = [row.all("ins")[0].text for row in rows(shown(as_ana, f"?field={field}"))]
    assert told == found


def test_one_appointment_is_asked_for_with_what_was_done_to_its_series(
    as_ana: Client, ana: User, booked: dict[str, Any], book: Book, sandbox: Sandbox
) -> None:
    other = book(title="Otra")
    reading.load(other["id"])
    saved(other, ana, title="De otra")
    edit = saved(booked, ana, title="Después")
    outside(booked["id"], "Fuera")
    page = shown(as_ana, f"?of={booked['id']}")
    assert [row.one("ins").text for row in rows(page)] == ["Fuera", "Después"]
    assert page.one("[name=of]")["value"] == booked["id"]
    assert page.one(".filter__x")["href"] == "/history/?"
    occurrence = f"{booked['id']}_1830000000000_2700"
    [row] = rows(shown(as_ana, f"?of={occurrence}"))
    assert row.one("ins").text == "Después"
    Edit.objects.filter(pk=edit.pk).update(returned_id=occurrence, event_id="before")
    [row] = rows(shown(as_ana, f"?of={occurrence}"))
    assert row.one("ins").text == "Después"


def test_an_appointment_leads_to_all_of_its_history(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    page = Editor(as_ana, booked["id"]).shown
    link = page.one(f'#history a[href="/history/?of={booked["id"]}"]')
    assert "All changes" in link


def test_automations_that_were_on_are_named(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    saving.save(intent(booked, ana, title="Después", to_notify=True))
    saved(booked, ana, title="Otra vez")
    quiet, loud = rows(shown(as_ana))
    assert "automations on" in loud
    assert "automations on" not in quiet
    assert Outside.objects.count() == 0
