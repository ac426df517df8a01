"""Clicks come before reads that nobody waits for, by what Leadway says is left."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from appointments.connection import leadway
from appointments.index import budget, contacts, days
from appointments.index.directory import Directory
from appointments.index.tables import Contact
from appointments.leadway.records import AppointmentRecord
from tests.sandboxed import Sandbox


@pytest.fixture
def limited(settings: Any) -> Iterator[Sandbox]:
    """A sandbox of its own that enforces ten calls in ten seconds."""
    with Sandbox(rate=10) as sandbox:
        settings.LEADWAY_BASE_URL = sandbox.url
        yield sandbox
    budget._heard.until = 0.0


def test_the_last_fifth_is_kept_for_clicks(limited: Sandbox) -> None:
    spare = []
    for _ in range(9):
        leadway().calendars()
        spare.append(budget.spare())
    assert spare == [True] * 7 + [False] * 2


@pytest.mark.django_db
def test_contacts_wait_when_little_is_left(limited: Sandbox) -> None:
    for _ in range(8):
        leadway().calendars()
    limited.clear()
    contacts.refresh([AppointmentRecord(id="a", contact_id="someContact1")])
    assert limited.journal() == []


@pytest.mark.django_db
def test_a_day_of_forty_costs_few_calls(sandbox: Sandbox, names: Directory) -> None:
    sandbox.clear()
    missing = days.refresh(datetime.now(names.zone).date(), pressed=True)
    calls = [entry for entry in sandbox.journal() if "/contacts" in entry["path"]]
    assert missing == []
    assert Contact.objects.count() > 40
    assert len(calls) <= 10


@pytest.mark.django_db
def test_a_day_that_nobody_pressed_for_waits_when_little_is_left(
    limited: Sandbox,
) -> None:
    for _ in range(8):
        leadway().calendars()
    limited.clear()
    assert days.refresh(datetime.now(UTC).date(), pressed=False) is None
    assert limited.journal() == []
    assert days.refresh(datetime.now(UTC).date(), pressed=True) is not None
