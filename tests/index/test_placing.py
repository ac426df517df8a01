"""Times without an offset are by the account's clock, wherever they are read."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from appointments.index import days, reading
from appointments.index.tables import Appointment
from tests.calendar.shown import classes
from tests.conftest import Book
from tests.editor_page import Editor
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
Spelled = Callable[[Any], object]
SPELLINGS: dict[str, Spelled] = {
    "with a space": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "with a T": lambda at: f"{at:%Y-%m-%dT%H:%M:%S}",
    "seconds": lambda at: int(at.timestamp()),
    "milliseconds": lambda at: int(at.timestamp() * 1000),
    "a text of seconds": lambda at: str(int(at.timestamp())),
}


@pytest.fixture(params=SPELLINGS.values(), ids=SPELLINGS)
def odd(request: pytest.FixtureRequest, book: Book, own: OwnDay) -> dict[str, Any]:
    start, end = own.at(10), own.at(10, 30)
    spelled = request.param
    raw = {"startTime": spelled(start), "endTime": spelled(end)}
    return book(start=start, end=end, raw=raw)


def test_a_list_reads_them(odd: dict[str, Any], own: OwnDay) -> None:
    days.refresh(own.day, pressed=True)
    kept = Appointment.objects.get(event_id=odd["id"])
    assert (kept.start_time, kept.end_time) == (own.at(10), own.at(10, 30))
    assert kept.record is not None
    assert not kept.record.unreadable


def test_a_look_at_one_reads_them(odd: dict[str, Any], own: OwnDay) -> None:
    assert reading.refresh(odd["id"]).start_time == own.at(10)


def test_they_are_drawn_and_edited_like_others(
    as_ana: Client, odd: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    days.refresh(own.day, pressed=True)
    page = read(as_ana.get(f"/calendar/?day={own}"))
    block = page.one(f".ev[data-appointment='{odd['id']}']")
    assert {"h10", "m0", "for0h", "for30m"} <= classes(block)
    editor = Editor(as_ana, odd["id"])
    assert editor.save(title="Otra").status_code == 200
    (put,) = sandbox.journal("PUT")
    assert "startTime" not in put["body"]
