"""Whoever looks has a view of what is theirs, by their account's e-mail address."""

from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.listing.test_views import ids, keep, nothing_yet, page
from tests.pages import read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def two(names: Any) -> str:
    """Two appointments of two people; the e-mail address of the first one."""
    (email, mine), (_other, theirs) = list(names.addresses.items())[:2]
    keep("mine", assigned_user_id=mine)
    keep("theirs", assigned_user_id=theirs)
    return str(email)


def test_mine_is_what_the_user_with_my_address_takes(
    as_carlos: Client, carlos: User, two: str
) -> None:
    carlos.email = f" {two.upper()}"
    carlos.save()
    link = page(as_carlos).one(".side__ctx a", "Mine")
    said = read(as_carlos.get(link["href"]))
    assert ids(said) == ["mine"]
    assert "Assignee: Me" in said.one("#chip-assignee")
    assert said.one(".side__ctx [aria-current=page]").text == "Mine"


@pytest.mark.parametrize("email", ["", "nobody@example.com"])
def test_whom_nobody_knows_has_nothing_and_is_told_why(
    as_carlos: Client, carlos: User, two: str, email: str
) -> None:
    carlos.email = email
    carlos.save()
    said = page(as_carlos, assignee="me")
    assert ids(said) == []
    assert "Nobody in Leadway has the e-mail address of your account" in said


def test_the_file_is_of_mine_as_well(as_marta: Client, marta: User, two: str) -> None:
    marta.email = two
    marta.save()
    answer: Any = as_marta.get("/appointments.csv?tab=all&assignee=me")
    said = b"".join(answer.streaming_content).decode()
    assert '"mine"' in said
    assert '"theirs"' not in said
