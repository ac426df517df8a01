"""The status of an appointment, changed where it stands in the list."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import Book
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def row(book: Book) -> str:
    """An appointment by its row: a series of another test may be on its day."""
    return f"#row-{book()['id']}"


@pytest.fixture
def address(as_ana: Client, own: OwnDay, row: str) -> str:
    """The list of its day, as somebody has it open."""
    as_ana.post(f"/_refresh/?date={own}")
    return f"/appointments/?from={own}&to={own}"


def listed(client: Client, address: str) -> Part:
    return read(client.get(address))


def posted(form: Part, button: str) -> dict[str, str]:
    values = {one["name"]: one["value"] for one in form.all("input")}
    pressed = form.one("button", button)
    return values | {pressed["name"]: pressed["value"]}


def test_every_status_that_can_be_set_is_in_the_menu(
    as_ana: Client, address: str, row: str
) -> None:
    shown = listed(as_ana, address).one(row)
    others = ["Unconfirmed", "Showed", "No-show", "Cancelled", "Invalid"]
    assert shown.texts(".c-st button") == others
    assert "Confirmed current" in shown.one(".c-st p[data-status]")


def test_one_press_saves_and_the_line_stands_in_the_row(
    as_ana: Client, address: str, row: str, sandbox: Sandbox
) -> None:
    form = listed(as_ana, address).one(f"{row} .c-st form")
    id = row.removeprefix("#row-")
    assert form["hx-target"] == f"#st-{id}"
    answer = as_ana.post(form["hx-post"], posted(form, "No-show"), headers=HTMX)
    assert "No-show. Confirmed by Leadway" in read(answer)
    assert puts(sandbox, id)[0]["appointmentStatus"] == "noshow"
    assert "No-show" in listed(as_ana, address).one(f"{row} .c-st summary")


def test_a_plain_browser_comes_back_to_the_same_list_and_is_told(
    as_ana: Client, address: str, row: str
) -> None:
    form = listed(as_ana, address).one(f"{row} .c-st form")
    answer: Any = as_ana.post(form["action"], posted(form, "Cancelled"))
    assert answer["Location"].startswith(f"{address}&said=")
    page = listed(as_ana, answer["Location"])
    assert "Cancelled. Confirmed by Leadway" in page.one("#said")
    assert page.one("#said form[action$='/undo/'] [name=back]")


def test_who_may_only_look_sees_the_status_and_no_menu(
    as_carlos: Client, address: str, row: str
) -> None:
    shown = listed(as_carlos, address).one(row)
    assert not shown.has("form")
    assert shown.one(".status").text == "Confirmed"


def test_a_row_and_its_buttons_say_what_they_stand_for(
    as_ana: Client, address: str, row: str
) -> None:
    """Keys, and whatever opens over the page, find them by that."""
    shown = listed(as_ana, address).one(row)
    id = row.removeprefix("#row-")
    assert shown["data-appointment"] == id
    assert shown.one("a[data-open]")["href"] == f"/appointments/{id}/"
    keys = {one["value"]: one["data-key"] for one in shown.all("button[data-key]")}
    assert keys == {"showed": "s", "noshow": "n", "cancelled": "x"}
