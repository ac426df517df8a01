"""The appointment that most pages in these tests are about."""

from typing import Any

import pytest

from tests.conftest import Book


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(description="Trae el informe", address="Sala 2")
