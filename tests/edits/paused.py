"""Edits that are held back, as nothing is over while a test looks."""

from typing import Any

from django.test import Client

from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.edits.pressing import HTMX
from tests.intents import intent

# No machine is so slow that it is over meanwhile.
LONG_S = 3600


def held(booked: dict[str, Any], who: User, **changes: Any) -> Edit:
    wanted = changes or {"title": "Después"}
    edit = saving.save(intent(booked, who, to_notify=True, **wanted))
    assert edit.paused
    return edit


def deed(client: Client, edit: Edit, name: str, **posted: str) -> Any:
    return client.post(f"/edits/{edit.pk}/{name}/", posted, headers=HTMX)
