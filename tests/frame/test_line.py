"""The banner of every page while Leadway is silent, or takes no saves."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index import passing
from appointments.index.line import Line
from appointments.work import beat
from people.models import User
from tests.conftest import Book, signed_in
from tests.edits.waiting import sent
from tests.intents import intent
from tests.pages import read
from tests.sandboxed import Sandbox
from tests.troubled import HTMX

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
PAGES = ["/", "/calendar/", "/appointments/", "/history/", "/outbox/", "/preferences/"]
SILENT = "Leadway has not answered since"
FINDS_OUT = "The next save that leaves finds out whether Leadway takes it."
DENIED = "Leadway has not accepted our token since"
# As of any page, see tests/test_queries.py.
MOST = 6
TRY = "/connection/again/"


@pytest.fixture
def as_olga(olga: User) -> Client:
    return signed_in(olga)


def told(client: Client, address: str = "/") -> str:
    """Return what the banner of a page says, "" for none."""
    return read(client.get(address)).one("#line").text


@pytest.fixture
def silent(book: Book, ana: User, sandbox: Sandbox) -> None:
    many = [intent(book(), ana, title="Otro") for _ in range(5)]
    sandbox.fault("error_503")
    for one in many:
        saving.save(one)


@pytest.fixture
def denied(book: Book, ana: User, sandbox: Sandbox) -> Edit:
    """Return the edit that waits because the one before it was denied."""
    one, other = (intent(book(), ana, title="Otro") for _ in range(2))
    sandbox.fault("revoked")
    saving.save(one)
    edit = saving.save(other)
    assert edit.waiting
    return edit


@pytest.mark.parametrize("address", PAGES)
def test_each_page_says_that_leadway_is_silent_and_asks_nothing_for_it(
    address: str, as_ana: Client, book: Book, ana: User, sandbox: Sandbox, request: Any
) -> None:
    assert told(as_ana, address) == ""
    request.getfixturevalue("silent")
    asked = len(sandbox.journal())
    with CaptureQueriesContext(connection) as after:
        said = told(as_ana, address)
    assert SILENT in said
    assert "You can go on reading" in said
    assert len(after) <= MOST
    assert len(sandbox.journal()) == asked


@pytest.mark.usefixtures("denied")
def test_who_manages_the_connection_may_try_again(
    as_ana: Client, as_olga: Client
) -> None:
    assert DENIED in told(as_ana)
    assert "Try again" not in told(as_ana)
    assert "Try again" in told(as_olga)


def test_trying_again_tells_what_came_of_it_and_lets_saves_go(
    as_olga: Client, denied: Edit, sandbox: Sandbox
) -> None:
    answer = as_olga.post(TRY, headers=HTMX).content.decode()
    assert "still is so" in answer
    assert sent() == 0
    sandbox.clear()
    answer = as_olga.post(TRY, headers=HTMX).content.decode()
    assert "takes saves again" in answer
    assert told(as_olga) == ""
    assert sent() == 1
    denied.refresh_from_db()
    assert denied.state == Edit.State.ACCEPTED


def test_without_a_script_it_leads_back(
    as_olga: Client, denied: Edit, sandbox: Sandbox
) -> None:
    sandbox.clear()
    answer = as_olga.post(TRY, {"back": "/outbox/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/outbox/"
    assert passing.current() == Line()


def test_where_only_a_save_can_tell_one_that_waits_is_sent(
    as_olga: Client, book: Book, ana: User, sandbox: Sandbox
) -> None:
    one, other = (intent(book(), ana, title="Otro") for _ in range(2))
    sandbox.fault("scope", method="PUT")
    saving.save(one)
    edit = saving.save(other)
    assert sent() == 0
    assert FINDS_OUT in as_olga.post(TRY, headers=HTMX).content.decode()
    assert sent() == 1
    edit.refresh_from_db()
    assert edit.waiting
    sandbox.clear()
    as_olga.post(TRY)
    assert sent() == 1
    assert passing.current() == Line()


def test_where_nothing_waits_nobody_is_told_that_saves_are_taken(
    as_olga: Client, book: Book, ana: User, sandbox: Sandbox
) -> None:
    wanted = intent(book(), ana, title="Otro")
    sandbox.fault("scope", method="PUT")
    saving.save(wanted)
    said = as_olga.post(TRY, headers=HTMX).content.decode()
    assert FINDS_OUT in said
    assert "takes saves again" not in said


def test_an_open_page_hears_of_it_once_and_of_its_end(
    as_ana: Client, denied: Edit, sandbox: Sandbox
) -> None:
    beat.say()
    heard = as_ana.get("/_sync/?line=", headers=HTMX).content.decode()
    assert DENIED in heard
    assert "data-over" in heard
    asks = read(as_ana.get("/")).one("#sync")["hx-get"]
    again = as_ana.get(asks, headers=HTMX).content.decode()
    assert DENIED not in again
    assert "data-past" not in again
    sandbox.clear()
    with passing.probing():
        passing.probe()
    over = as_ana.get(asks, headers=HTMX).content.decode()
    assert "data-past" in over
    well = as_ana.get("/_sync/?line=", headers=HTMX).content.decode()
    assert "data-past" not in well
    assert "data-tell" not in well
