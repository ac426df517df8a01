"""How often the database is asked: as much today as tomorrow, and not per row."""

import gzip
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.edits import saving, settling
from appointments.index import passing
from appointments.leadway.client import Leadway
from people.models import User
from tests.blocking import away
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import intent
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# Upper bounds. The session, the person and the sidebar of every page are three of them,
# whatever views are saved.
DAY = 6
CALENDAR = 6
LISTING = 5
EDITOR = 6
# Of a panel over any page: the appointment, its edits, and its contact's others.
PANEL = 3
REVIEW = 7
# Two of them tell the trail: what was asked, and what came of it.
SAVE = 10
COMMITS = 3
ANSWER_BYTES = 3000
USE_CASE = 7


BRACKET = re.compile(r"(SAVEPOINT|RELEASE SAVEPOINT|BEGIN|COMMIT)\b")


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Return what was asked of the database, without the ends of transactions."""
    every = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in every if not BRACKET.match(sql)]


def commits(captured: CaptureQueriesContext) -> int:
    """Count what is waited for: transactions, and changes that are not in one."""
    count, depth = 0, 0
    for sql in (query["sql"] for query in captured.captured_queries):
        if sql.startswith(("SAVEPOINT", "BEGIN")):
            depth += 1
        elif sql.startswith(("RELEASE", "COMMIT")):
            depth -= 1
            count += depth == 0
        elif depth == 0 and not sql.startswith("SELECT"):
            count += 1
    return count


@pytest.fixture
def opened(as_ana: Client, book: Book, own: OwnDay) -> Editor:
    """A page whose second look costs what every look costs."""
    as_ana.post(f"/_refresh/?date={own}")
    return Editor(as_ana, book()["id"])


def test_a_day_costs_the_same_however_full_it_is(
    as_ana: Client, opened: Editor, book: Book, own: OwnDay
) -> None:
    with CaptureQueriesContext(connection) as before:
        as_ana.get(f"/?date={own}")
    for minute in range(0, 50, 10):
        Editor(as_ana, book(start=own.at(18, minute))["id"])
    with CaptureQueriesContext(connection) as after:
        as_ana.get(f"/?date={own}")
    assert len(statements(before)) <= DAY
    assert len(statements(after)) <= DAY


@pytest.mark.parametrize("view", ["day", "week", "month"])
def test_a_calendar_costs_the_same_however_full_it_is(
    as_ana: Client, opened: Editor, book: Book, own: OwnDay, view: str
) -> None:
    address = f"/calendar/?day={own}&view={view}"
    with CaptureQueriesContext(connection) as before:
        as_ana.get(address)
    for minute in range(0, 50, 10):
        Editor(as_ana, book(start=own.at(18, minute))["id"])
    with CaptureQueriesContext(connection) as after:
        page = as_ana.get(address)
    shown = page.content.decode()
    assert view == "month" or shown.count("data-appointment=") == 6
    assert len(statements(before)) <= CALENDAR
    assert len(statements(after)) <= CALENDAR


def test_an_empty_day_says_what_comes_next_instead_of_who_is_away(
    as_ana: Client, opened: Editor, own: OwnDay
) -> None:
    as_ana.post(f"/_refresh/?date={own.sunday}")
    with CaptureQueriesContext(connection) as captured:
        page = as_ana.get(f"/?date={own.sunday}")
    assert "Next: " in page.content.decode()
    assert len(statements(captured)) <= DAY


@pytest.mark.parametrize(
    "page", ["/?date={}", "/calendar/?day={}", "/calendar/?day={}&view=week"]
)
def test_a_page_costs_the_same_however_much_is_blocked(
    as_ana: Client, opened: Editor, own: OwnDay, page: str
) -> None:
    address = page.format(own)
    with CaptureQueriesContext(connection) as before:
        as_ana.get(address)
    for person in ("Marta Ruiz", "James Whitfield", "Sofía Navarro"):
        for hour in (9, 11, 15):
            away(person, own.at(hour), own.at(hour + 1))
    with CaptureQueriesContext(connection) as after:
        shown = as_ana.get(address).content.decode()
    assert "Congreso" in shown
    assert len(statements(after)) == len(statements(before)) <= DAY


def test_the_list_costs_the_same_however_many_are_found(
    as_ana: Client, opened: Editor, book: Book, own: OwnDay
) -> None:
    address = f"/appointments/?q=hombro&from={own}"
    with CaptureQueriesContext(connection) as before:
        as_ana.get(address)
    for minute in range(0, 50, 10):
        Editor(as_ana, book(start=own.at(18, minute))["id"])
    with CaptureQueriesContext(connection) as after:
        as_ana.get(address)
    assert len(statements(before)) <= LISTING
    assert len(statements(after)) <= LISTING


def test_the_editor_costs_the_same_with_and_without_a_history(
    as_ana: Client, opened: Editor
) -> None:
    with CaptureQueriesContext(connection) as before:
        as_ana.get(opened.url)
    for title in ("Uno", "Dos", "Tres"):
        opened.follow(opened.save(title=title))
    with CaptureQueriesContext(connection) as after:
        as_ana.get(opened.url)
    assert len(statements(before)) <= EDITOR
    assert len(statements(after)) <= EDITOR


def test_what_was_changed_outside_costs_the_editor_one_more(
    as_ana: Client, opened: Editor, own: OwnDay, sandbox: Sandbox
) -> None:
    event_id = opened.url.split("/")[2]
    for title in ("Uno", "Dos"):
        sandbox.put(event_id, title=title, appointmentStatus="confirmed")
        as_ana.post(f"/_refresh/?date={own}")
    with CaptureQueriesContext(connection) as captured:
        page = as_ana.get(opened.url).content.decode()
    assert page.count("Somebody in Leadway") == 3
    assert len(statements(captured)) <= EDITOR + 1


@pytest.mark.parametrize("page", ["/?date={}", "/appointments/?from={}"])
def test_a_panel_costs_a_page_the_same_with_and_without_a_history(
    as_ana: Client, opened: Editor, own: OwnDay, page: str
) -> None:
    event_id = opened.url.split("/")[2]
    address = f"{page.format(own)}&open={event_id}"
    with CaptureQueriesContext(connection) as before:
        as_ana.get(address)
    for title in ("Uno", "Dos", "Tres"):
        opened.follow(opened.save(title=title))
    with CaptureQueriesContext(connection) as after:
        answer = as_ana.get(address)
    assert f'data-appointment="{event_id}"' in answer.content.decode()
    assert len(statements(before)) <= max(DAY, LISTING) + PANEL
    assert len(statements(after)) <= max(DAY, LISTING) + PANEL


def test_a_draft_costs_the_editor_nothing_more(as_ana: Client, opened: Editor) -> None:
    opened.review(title="A medias")
    with CaptureQueriesContext(connection) as captured:
        page = as_ana.get(opened.url)
    assert "did not save" in page.content.decode()
    assert len(statements(captured)) <= EDITOR


def test_a_review_is_cheap(opened: Editor) -> None:
    opened.review(title="Uno")
    with CaptureQueriesContext(connection) as captured:
        opened.review(title="Uno y medio")
    assert len(statements(captured)) <= REVIEW


@pytest.mark.parametrize(
    "typed",
    [{"title": "Otro"}, {"start": "07:05", "end": "07:35", "anyway": "1"}],
    ids=["title", "time"],
)
def test_a_save_with_its_answer_has_a_bound(
    opened: Editor, typed: dict[str, str]
) -> None:
    opened.review(**typed)
    with CaptureQueriesContext(connection) as captured:
        answer = opened.save(**typed)
    assert answer.status_code == 200
    assert len(statements(captured)) <= SAVE
    assert commits(captured) <= COMMITS
    assert len(gzip.compress(answer.content)) <= ANSWER_BYTES


def test_the_save_itself_has_a_bound(ana: User, book: Book) -> None:
    wanted = intent(book(), ana, title="Otro")
    # As in a request, in which the line came with the person.
    with passing.knowing(""), CaptureQueriesContext(connection) as captured:
        saving.save(wanted)
    assert len(statements(captured)) <= USE_CASE


def test_no_call_leaves_inside_a_transaction(
    ana: User, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Leadway is asked, the database is not held."""
    depth: list[int] = []
    outside = len(connection.savepoint_ids)

    def noted(call: Any) -> Any:
        def made(*args: Any, **kwargs: Any) -> Any:
            depth.append(len(connection.savepoint_ids) - outside)
            return call(*args, **kwargs)

        return made

    for name in ("get_appointment", "send_update"):
        monkeypatch.setattr(Leadway, name, noted(getattr(Leadway, name)))
    edit = saving.save(intent(book(), ana, title="Otro"))
    settling.verify(edit)
    assert depth == [0, 0, 0]
