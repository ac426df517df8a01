"""An edit that waits to be sent."""

from typing import Any

import pytest

from appointments import connection
from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.intents import intent
from tests.sandboxed import Sandbox

NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
def waiting(booked: dict[str, Any], ana: User, settings: Any, sandbox: Sandbox) -> Edit:
    """An edit that could not leave; the way is free again."""
    wanted = intent(booked, ana, title="Después")
    settings.LEADWAY_BASE_URL = NOBODY_LISTENS
    edit = saving.save(wanted)
    settings.LEADWAY_BASE_URL = sandbox.url
    assert edit.waiting
    # Nobody listened at the same address.
    edit.account = connection.account()
    edit.save(update_fields=["account"])
    return edit
