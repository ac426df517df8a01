"""How often the database is asked: as much today as tomorrow, and not per row."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.edits import saving, settling
from appointments.leadway.client import Leadway
from people.models import User
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import intent
from tests.own_day import OwnDay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
# The session and the person, which every page needs, are two of them; so is a
# savepoint, which costs a statement at each end.
DAY = 4
EDITOR = 6
REVIEW = 7
SAVE = 23
USE_CASE = 17


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
    assert len(after) == len(before) <= DAY


def test_the_editor_costs_the_same_with_and_without_a_history(
    as_ana: Client, opened: Editor
) -> None:
    with CaptureQueriesContext(connection) as before:
        as_ana.get(opened.url)
    for title in ("Uno", "Dos", "Tres"):
        opened.follow(opened.save(title=title))
    with CaptureQueriesContext(connection) as after:
        as_ana.get(opened.url)
    assert len(after) == len(before) <= EDITOR


def test_a_review_is_cheap(opened: Editor) -> None:
    opened.review(title="Uno")
    with CaptureQueriesContext(connection) as captured:
        opened.review(title="Uno y medio")
    assert len(captured) <= REVIEW


def test_a_save_with_its_answer_has_a_bound(opened: Editor) -> None:
    with CaptureQueriesContext(connection) as captured:
        opened.save(title="Otro")
    assert len(captured) <= SAVE


def test_the_save_itself_has_a_bound(ana: User, book: Book) -> None:
    wanted = intent(book(), ana, title="Otro")
    with CaptureQueriesContext(connection) as captured:
        saving.save(wanted)
    assert len(captured) <= USE_CASE


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
