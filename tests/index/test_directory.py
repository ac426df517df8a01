"""The names: read once, shown as one state, and never older than the rows."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.index import directory
from appointments.index.copies import Account
from appointments.index.stamp import Stamp
from tests.pages import read
from tests.sandboxed import LOCATION_ID

pytestmark = pytest.mark.django_db


def rename(name: str) -> None:
    """Change the account's name as another process would."""
    Account.objects.update(name=name)
    Stamp.renew(LOCATION_ID)


def test_names_that_another_process_changed_are_seen_at_once(names: Any) -> None:
    rename("Otra")
    assert directory.current().account_name == "Otra"


def test_a_request_shows_one_state_and_what_it_changed_itself(names: Any) -> None:
    with directory.asked_once(None):
        assert directory.current() == names
        rename("Otra")
        assert directory.current() == names
        directory.forget()
        assert directory.current().account_name == "Otra"


def test_what_was_taken_back_is_not_remembered(names: Any) -> None:
    with transaction.atomic():
        rename("Otra")
        assert directory.current().account_name == "Otra"
        transaction.set_rollback(True)
    assert directory.current() == names


def test_a_page_asks_for_the_names_along_with_the_person(
    names: Any, as_carlos: Client
) -> None:
    as_carlos.get("/")
    with CaptureQueriesContext(connection) as captured:
        page = read(as_carlos.get("/"))
    asked = [one["sql"] for one in captured if "appointments_stamp" in one["sql"]]
    assert names.account_name in page
    assert len(asked) == 1
    assert "people_user" in asked[0]
