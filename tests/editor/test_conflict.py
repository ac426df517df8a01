"""Somebody else was quicker: three columns, and a choice."""

from typing import Any

import pytest
from django.test import Client

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
