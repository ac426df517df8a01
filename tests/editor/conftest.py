"""An appointment that somebody has open, and a series."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.conftest import Book
from tests.editor.opened import Opened
from tests.own_day import OwnDay

RULE = "RRULE:FREQ=WEEKLY;COUNT=10"


@pytest.fixture
def opened(names: Any, book: Book, as_ana: Client) -> Opened:
    return Opened(book()["id"], as_ana)


@pytest.fixture
def series(names: Any, book: Book, own: OwnDay) -> Callable[..., str]:
    """Book ten weeks; return the id of the whole."""

    def make(rule: str = RULE, **fields: Any) -> str:
        return str(book(rrule=rule, ignoreFreeSlotValidation=True, **fields)["id"])

    return make
