"""Two readers, and a day with a bit of everything."""

from typing import Any

import pytest
from playwright.sync_api import Page

from appointments.index import days
from tests.browser.sweep.sweeping import READERS, Sweep
from tests.conftest import Book
from tests.own_day import OwnDay

RULE = "RRULE:FREQ=WEEKLY;COUNT=4"


@pytest.fixture(params=READERS)
def sweep(page: Page, live: str, request: Any, settings: Any) -> Sweep:
    settings.SANDBOX = settings.DEMO_ACCOUNTS = True
    return Sweep(page, live, READERS[request.param])


@pytest.fixture
def filled(book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    """A day with one, two side by side, one cancelled, and one of a series."""
    booked = [
        book(start=own.at(9), description="Nota", address="Sala 2"),
        book(start=own.at(11)),
        book(start=own.at(11, 15), title="Cita a la vez"),
        book(start=own.at(16), appointmentStatus="cancelled"),
        book(start=own.at(17), rrule=RULE, ignoreFreeSlotValidation=True),
    ]
    days.refresh(own.day, pressed=True)
    return booked
