"""What is held back while a test looks, and the appointment that it is of."""

from typing import Any

import pytest

from appointments.index import reading
from tests.conftest import Book
from tests.edits.paused import LONG_S


@pytest.fixture(autouse=True)
def held_for_an_hour(settings: Any) -> None:
    settings.LEADWAY_HOLD_S = LONG_S


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one
