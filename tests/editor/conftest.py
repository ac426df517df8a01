"""An appointment that somebody has open."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import Book
from tests.editor.opened import Opened


@pytest.fixture
def opened(names: Any, book: Book, as_ana: Client) -> Opened:
    return Opened(book()["id"], as_ana)
