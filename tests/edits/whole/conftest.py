"""A series of five, and how it is saved as a whole."""

from collections.abc import Callable
from typing import Any

import pytest

from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import Book
from tests.intents import intent
from tests.sandboxed import Sandbox


@pytest.fixture
def master(names: Any, book: Book, settings: Any) -> dict[str, Any]:
    # The days of their own that tests book on are further ahead than is usual.
    settings.INDEX_DAYS_AHEAD = 4000
    return book(rrule="FREQ=DAILY;COUNT=5", ignoreFreeSlotValidation=True)


@pytest.fixture
def save(master: dict[str, Any], ana: User, sandbox: Sandbox) -> Callable[..., Edit]:
    def saved(**changes: Any) -> Edit:
        known = sandbox.get(master["id"])
        edit = saving.save(intent(known, ana, **changes))
        assert edit.state == Edit.State.ACCEPTED
        return edit

    return saved
