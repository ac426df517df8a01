"""What a press or a drop sends besides what was chosen: said before it, shown after."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import days, reading
from tests.conftest import Book
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
SAID = "What a press or a drag needs besides goes along as it is: status, times or"
UNCHECKED = "Leadway does not check whether the time is free."
PAGES = {
    "/?date={day}": (".quick", "press-sends"),
    "/appointments/?from={day}&to={day}": (".menu[action$='press/']", "press-sends"),
    "/calendar/?day={day}&view=day": (".ev a[aria-describedby]", "cal-keys"),
}


@pytest.fixture
def booked(book: Book, own: OwnDay) -> dict[str, Any]:
    one = book(start=own.at(10))
    days.refresh(own.day, pressed=True)
    return one


def seen(client: Client, at: str, day: OwnDay) -> Part:
    return read(client.get(at.format(day=day)))


@pytest.mark.parametrize("at", PAGES)
def test_it_is_said_before_and_each_control_is_described_by_it(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, at: str
) -> None:
    page = seen(as_ana, at, own)
    control, description = PAGES[at]
    said = page.one(f"#{description}").text
    assert SAID in said
    assert UNCHECKED in said
    found = page.all(control)
    assert found
    assert all(one["aria-describedby"] == description for one in found)


@pytest.mark.parametrize("at", PAGES)
def test_who_may_only_look_is_told_nothing_of_it(
    as_carlos: Client, booked: dict[str, Any], own: OwnDay, at: str
) -> None:
    assert SAID not in seen(as_carlos, at, own)


def test_it_says_what_this_installation_sends(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, settings: Any
) -> None:
    settings.LEADWAY_IGNORE_FREE_SLOT_VALIDATION = False
    settings.LEADWAY_IGNORE_DATE_RANGE = True
    page = seen(as_ana, "/?date={day}", own)
    assert UNCHECKED not in page
    assert "does not check how soon or how far ahead it is." in page


def test_after_it_what_went_along_is_named_with_its_reason(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    reading.load(booked["id"])
    pressed = {"appointment_status": "showed", "was_appointment_status": "confirmed"}
    as_ana.post(f"/appointments/{booked['id']}/press/", pressed)
    edit = Edit.objects.get()
    (body,) = puts(sandbox, booked["id"])
    assert body["assignedUserId"] == booked["assignedUserId"]
    shown = read(as_ana.get(f"/edits/{edit.pk}/raw/")).one("table.along")
    assert "Assignee" in shown
    assert "Without its check of free times Leadway wants an assignee." in shown
    assert "Run automations" in shown
