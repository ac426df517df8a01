"""A series stands in lists by its appointments, and not by itself once more."""

from typing import Any

import pytest
from django.test import Client

from appointments.index import days, reading
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def master(names: Any, book: Book, settings: Any) -> str:
    settings.INDEX_DAYS_AHEAD = 4000
    return str(book(rrule="FREQ=DAILY;COUNT=3", ignoreFreeSlotValidation=True)["id"])


def rows(client: Client, own: OwnDay) -> list[str]:
    found = []
    for url in (
        f"/?date={own}",
        f"/appointments/?from={own}&to={own}",
        f"/calendar/?day={own}&view=day",
    ):
        page = read(client.get(url))
        found += {
            one["data-appointment"] for one in page.all("main [data-appointment]")
        }
    return found


def test_a_series_that_was_read_is_no_second_appointment_of_its_first_day(
    as_ana: Client, master: str, own: OwnDay
) -> None:
    days.refresh(own.day, pressed=True)
    before = rows(as_ana, own)
    assert len(before) == 3
    reading.refresh(master)
    assert rows(as_ana, own) == before
    # Also when a list has found that it does not have it, and it was looked for.
    days.refresh(own.day, pressed=True)
    reading.refresh(master)
    assert rows(as_ana, own) == before
