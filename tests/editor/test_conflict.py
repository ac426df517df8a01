"""Somebody else was quicker: three columns, and a choice."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from tests.editor_page import Editor
from tests.intents import puts
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def conflict(as_ana: Client, as_marta: Client, booked: dict[str, Any]) -> Editor:
    """Ana's page, after Marta changed the title and the place."""
    editor = Editor(as_ana, booked["id"])
    Editor(as_marta, booked["id"]).save(title="De Marta", place="own", address="Sala 7")
    return editor


def test_a_clash_is_shown_in_three_columns_and_nothing_is_sent(
    conflict: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    answer = conflict.save(title="De Ana", description="Y esto")
    page = read(answer)
    assert answer.status_code == 409
    for text in ("De Ana", "De Marta", booked["title"]):
        assert text in page
    assert "kept: Place" in page
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.parametrize(
    ("choice", "title", "sent"),
    [
        ("yours", "De Ana", {"title", "description"}),
        ("theirs", "De Marta", {"description"}),
    ],
)
def test_a_clash_is_settled_by_a_choice(
    conflict: Editor,
    booked: dict[str, Any],
    sandbox: Sandbox,
    choice: str,
    title: str,
    sent: set[str],
) -> None:
    typed = {"title": "De Ana", "description": "Y esto"}
    conflict.follow(conflict.save(**typed))
    answer = conflict.save(keep_title=choice, **typed)
    assert answer.status_code == 200
    assert sandbox.get(booked["id"])["title"] == title
    assert sent <= set(puts(sandbox, booked["id"])[-1])
    assert ("title" in puts(sandbox, booked["id"])[-1]) == (choice == "yours")


def test_leaving_everything_to_them_sends_nothing(
    conflict: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    conflict.follow(conflict.save(title="De Ana"))
    answer = conflict.save(title="De Ana", keep_title="theirs")
    assert "There is nothing to save" in read(answer)
    assert len(puts(sandbox, booked["id"])) == 1


@pytest.mark.parametrize(
    ("choice", "title"), [("theirs", "De Marta"), ("yours", "De Ana")]
)
def test_what_was_decided_stays_decided_in_the_next_conflict(
    conflict: Editor,
    as_marta: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    choice: str,
    title: str,
) -> None:
    """Else the second one asks for a choice that it does not offer, for ever."""
    typed = {"title": "De Ana", "description": "Y esto"}
    conflict.follow(conflict.save(**typed))
    Editor(as_marta, booked["id"]).save(description="De Marta")
    again = conflict.save(keep_title=choice, **typed)
    assert again.status_code == 409
    conflict.follow(again)
    [decided] = read(again).all("[name=keep_title]")
    assert (decided["type"], decided["value"]) == ("hidden", choice)
    answer = conflict.save(keep_title=choice, keep_description="yours", **typed)
    assert answer.status_code == 200
    after = sandbox.get(booked["id"])
    assert (after["title"], after["description"]) == (title, "Y esto")


def test_nobodys_value_is_chosen_before_the_person_has(
    conflict: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    typed = {"title": "De Ana", "description": "Y esto"}
    page = read(conflict.save(**typed))
    assert len(page.all("[name=keep_title]")) == 2
    assert not page.has("[name=keep_title][checked]")


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_result_without_a_choice_asks_for_it_and_sends_nothing(
    conflict: Editor, booked: dict[str, Any], sandbox: Sandbox, htmx: bool
) -> None:
    typed = {"title": "De Ana", "place": "own", "address": "Sala 8"}
    stopped = conflict.save(**typed)
    conflict.follow(stopped)
    number = read(stopped).one("[name=conflict]")["value"]
    again = conflict.save(htmx=htmx, conflict=number, keep_where="yours", **typed)
    assert again.status_code == 409
    page = read(again)
    assert "choose in each line" in page
    # What was decided stays so, and what was typed.
    assert page.has("#keep-where-yours[checked]")
    assert not page.has("[name=keep_title][checked]")
    if not htmx:
        assert page.one("#f-title")["value"] == "De Ana"
    assert len(puts(sandbox, booked["id"])) == 1
    assert Edit.objects.filter(person__username="ana").count() == 1
    both = {"keep_title": "yours", "keep_where": "yours"}
    saved = conflict.save(conflict=number, **both, **typed)
    assert saved.status_code == 200
    assert sandbox.get(booked["id"])["title"] == "De Ana"


def test_a_page_that_does_not_tell_which_conflict_it_was_meets_it_again(
    conflict: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    conflict.follow(conflict.save(title="De Ana"))
    answer = conflict.save(title="De Ana")
    assert answer.status_code == 409
    assert "De Marta" in read(answer)
    assert len(puts(sandbox, booked["id"])) == 1
