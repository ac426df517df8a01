"""Clicks come before reads that nobody waits for, by what Leadway says is left."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, contacts, days
from appointments.index.asking import side_by_side
from appointments.index.budget import Allowance
from appointments.index.copies import Contact
from appointments.index.directory import Directory
from appointments.leadway.client import Call, Rate
from appointments.leadway.records import AppointmentRecord
from tests.sandboxed import Sandbox


@pytest.fixture
def limited(settings: Any) -> Iterator[Sandbox]:
    """A sandbox of its own that takes ten calls, however long a test needs for them."""
    with Sandbox(rate=10) as sandbox:
        sandbox.switch(rate_interval_s=3600)
        settings.LEADWAY_BASE_URL = sandbox.url
        yield sandbox


@pytest.mark.django_db
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


def rate(remaining: int, *, daily: int = 150_000) -> Rate:
    return Rate(100, remaining, 10_000, 200_000, daily, 3_600_000)


def hear(*rates: Rate) -> None:
    for one in rates:
        call = Call("GET", "/", 200, 1.0, "", None, one, 1)
        budget.note(call)


@pytest.mark.django_db
def test_much_that_is_left_costs_no_statement() -> None:
    with CaptureQueriesContext(connection) as captured:
        hear(rate(99), rate(41, daily=20_001))
    assert len(captured) == 0


@pytest.mark.django_db
def test_the_least_that_was_heard_holds_until_the_interval_is_over() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        hear(rate(12), rate(35))
        assert not budget.spare()
        clock.shift(timedelta(seconds=9))
        hear(rate(8))
        assert not budget.spare()
        clock.shift(timedelta(seconds=2))
        assert budget.spare()
        hear(rate(30))
        assert budget.spare()


@pytest.mark.django_db
def test_the_last_twentieth_of_a_day_is_kept_for_clicks_too() -> None:
    hear(rate(99, daily=10_200))
    assert budget.spare()
    hear(rate(99, daily=10_000))
    assert not budget.spare()


@pytest.mark.django_db
def test_what_is_left_is_known_for_one_account_and_address(settings: Any) -> None:
    hear(rate(1))
    assert not budget.spare()
    settings.LEADWAY_BASE_URL = "http://127.0.0.1:10"
    assert budget.spare()


@pytest.mark.django_db
def test_threads_leave_what_they_heard_to_whoever_asked() -> None:
    def ask() -> None:
        hear(rate(1))

    assert side_by_side({"one": ask, "other": ask}) == (
        {"one": None, "other": None},
        {},
    )
    assert Allowance.objects.get().remaining == 1
