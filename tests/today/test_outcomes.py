"""The outcome of an appointment at one press, in its row."""

from datetime import timedelta
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


def listed(client: Client, day: object) -> Part:
    answer = client.post(f"/_refresh/?date={day}", headers=HTMX)
    return read(answer)


def posted(form: Part, button: str) -> dict[str, str]:
    values = {one["name"]: one["value"] for one in form.all("input")}
    pressed = form.one("button", button)
    return values | {pressed["name"]: pressed["value"]}


@pytest.mark.parametrize(
    ("weeks", "status", "buttons"),
    [
        (-520, "confirmed", ["Showed", "No-show", "Cancel"]),
        (0, "confirmed", ["Cancel"]),
        (0, "new", ["Confirm", "Cancel"]),
        (0, "showed", []),
        (-520, "cancelled", []),
    ],
)
def test_the_buttons_are_those_that_make_sense_by_the_clock(
    as_ana: Client, book: Book, own: OwnDay, weeks: int, status: str, buttons: list[str]
) -> None:
    start = own.at(12) + timedelta(weeks=weeks)
    book(start=start, appointmentStatus=status)
    page = listed(as_ana, start.date())
    assert page.texts(".run .quick__b") == buttons


def test_one_press_saves_and_the_line_stands_where_the_buttons_stood(
    as_ana: Client, book: Book, sandbox: Sandbox, own: OwnDay
) -> None:
    start = own.at(12) - timedelta(weeks=520)
    booked = book(start=start)
    form = listed(as_ana, start.date()).one(".run form")
    assert form["hx-target"] == f"#act-{booked['id']}"
    answer = as_ana.post(form["hx-post"], posted(form, "Showed"), headers=HTMX)
    assert "Showed. Confirmed by Leadway" in read(answer)
    assert puts(sandbox, booked["id"])[0]["appointmentStatus"] == "showed"


def test_a_plain_browser_comes_back_to_the_day_and_is_told(
    as_ana: Client, book: Book, sandbox: Sandbox, own: OwnDay
) -> None:
    start = own.at(12) - timedelta(weeks=520)
    booked = book(start=start)
    listed(as_ana, start.date())
    form = read(as_ana.get(f"/?date={start.date()}")).one(".run form")
    answer: Any = as_ana.post(form["action"], posted(form, "No-show"))
    assert answer["Location"].startswith(f"/?date={start.date()}&said=")
    page = read(as_ana.get(answer["Location"]))
    assert "No-show. Confirmed by Leadway" in page.one("#said")
    undo = page.one('#said form[action$="/undo/"]')
    again: Any = as_ana.post(
        undo["action"], {one["name"]: one["value"] for one in undo.all("input")}
    )
    assert again["Location"].startswith(f"/?date={start.date()}&said=")
    assert sandbox.get(booked["id"])["appointmentStatus"] == "confirmed"


def test_who_may_only_look_sees_the_status_and_no_button(
    as_carlos: Client, book: Book, own: OwnDay
) -> None:
    start = own.at(12) - timedelta(weeks=520)
    book(start=start)
    page = listed(as_carlos, start.date())
    assert not page.has(".quick")
    assert page.one(".run .status").text == "Confirmed"


def test_what_a_colleague_was_told_is_not_for_everybody(
    as_ana: Client, as_marta: Client, book: Book, own: OwnDay
) -> None:
    start = own.at(12) - timedelta(weeks=520)
    book(start=start)
    form = listed(as_ana, start.date()).one(".run form")
    answer: Any = as_ana.post(form["action"], posted(form, "Showed"))
    assert as_marta.get(answer["Location"]).status_code == 403


def test_a_row_a_block_and_a_button_say_what_they_stand_for(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    """Keys, and whatever opens over the page, find them by that."""
    start = own.at(12) - timedelta(weeks=520)
    id = book(start=start)["id"]
    page = listed(as_ana, start.date())
    for shown in page.all(f"[data-appointment='{id}']"):
        assert shown.one("a[data-open]")["href"] == f"/appointments/{id}/"
    assert len(page.all(f"[data-appointment='{id}']")) == len((".run", ".blk"))
    keys = [one["data-key"] for one in page.all(".run button[data-key]")]
    assert keys == ["s", "n", "x"]
    form = page.one(".run form")
    answer = as_ana.post(form["hx-post"], posted(form, "Showed"), headers=HTMX)
    assert read(answer).one("[data-key=u]").text == "Undo"
