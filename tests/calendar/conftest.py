"""Who and what the calendar's tests are about."""

from typing import Any

import pytest

from appointments.index import directory
from appointments.index.copies import Calendar
from sandbox.seed.calendars import A_MONDAY, open_hours
from tests.sandboxed import Sandbox


@pytest.fixture
def cast(sandbox: Sandbox) -> dict[str, Any]:
    """Who and what is in the sandbox, by name."""
    return sandbox.cast()


@pytest.fixture
def closed_on_sundays(names: Any) -> None:
    """The hours of any weekday: on a Sunday the sandbox is open on Sundays."""
    for calendar in Calendar.objects.all():
        calendar.record["openHours"] = open_hours(A_MONDAY)
        calendar.save()
    directory.forget()
