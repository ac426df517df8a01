"""Which zone times are in, and why: what Leadway says of it, else the setting."""

from typing import Any

import pytest
from django.test import Client

from appointments.index import directory
from appointments.index.copies import Account
from tests.conftest import Book
from tests.editor_page import Editor
from tests.own_day import OwnDay
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def account_says(zone: object) -> None:
    row = Account.objects.get()
    Account.remember(row.id, name=row.name, record={"timezone": zone})
    directory.forget()


@pytest.fixture
def set_here(settings: Any) -> Any:
    settings.LEADWAY_TIME_ZONE = "America/Mexico_City"
    return settings


@pytest.mark.parametrize("told", ["Mars/Olympus", "CST", "", "  ", None, 7, ["UTC"]])
def test_what_is_not_understood_never_beats_the_setting(
    set_here: Any, told: object
) -> None:
    account_says(told)
    zone = directory.current().zone
    assert zone
    assert zone.key == "America/Mexico_City"


@pytest.mark.parametrize(
    "told", ["Europe/Madrid", "europe/madrid ", "(GMT+01:00) Madrid"]
)
def test_what_is_understood_beats_it(set_here: Any, told: str) -> None:
    account_says(told)
    zone = directory.current().zone
    assert zone
    assert zone.key == "Europe/Madrid"


PAGES = [
    "/?date={}",
    "/calendar/?day={}",
    "/appointments/?tab=all",
    "/history/",
    "/outbox/",
]


@pytest.fixture(params=[*PAGES, "editor"])
def said(request: Any, as_ana: Client, book: Book, own: OwnDay) -> Any:
    """Return what a page says by now."""
    booked = book()["id"]

    def on_page() -> str:
        address = (
            f"/appointments/{booked}/"
            if request.param == "editor"
            else request.param.format(own)
        )
        return str(read(as_ana.get(address)))

    return on_page


def test_the_zone_of_the_account_is_named(said: Any) -> None:
    assert "Madrid time (GMT+" in said()
    assert "as set for this installation" not in said()


def test_another_name_for_it_is_told(said: Any) -> None:
    account_says("Romance Standard Time")
    assert "Paris time (GMT+" in said()
    assert "in Leadway “Romance Standard Time”" in said()


def test_a_setting_that_stands_in_for_what_is_not_told(
    set_here: Any, said: Any
) -> None:
    account_says("")
    assert "Mexico City time (GMT-6)" in said()
    assert "as set for this installation: Leadway does not tell" in said()


def test_a_setting_that_stands_in_for_what_is_no_zone(set_here: Any, said: Any) -> None:
    account_says("Mars/Olympus")
    assert "Mexico City time (GMT-6)" in said()
    assert "Leadway says “Mars/Olympus”, which is no time zone" in said()


def test_no_zone_at_all_is_told_with_what_leadway_says(said: Any) -> None:
    account_says("Mars/Olympus")
    assert "UTC · Leadway says “Mars/Olympus”, which is no time zone" in said()


def test_the_editor_says_where_the_zone_is_from(as_ana: Client, book: Book) -> None:
    page = read(as_ana.get(f"/appointments/{book()['id']}/"))
    assert "the account’s time zone in Leadway" in page.one("#f-zone")


def test_a_form_that_was_opened_in_another_zone_says_so(
    as_ana: Client, book: Book
) -> None:
    account_says("America/Mexico_City")
    editor = Editor(as_ana, book()["id"])
    account_says("Europe/Madrid")
    shown = read(editor.save(htmx=False, title="x" * 256)).one("#f-zone")
    assert "Mexico City time" in shown
    assert "by now the account has Madrid time" in shown
