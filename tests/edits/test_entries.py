"""The history of an appointment tells who changed what, here and in Leadway itself."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.index import days
from people.models import User
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(names: Any, book: Book, own: OwnDay) -> dict[str, Any]:
    booked = book(title="Antes")
    assert days.refresh(own.day, pressed=True) == []
    return booked


def page(client: Client, booked: dict[str, Any]) -> Part:
    return read(client.get(f"/appointments/{booked['id']}/"))


def elsewhere(
    sandbox: Sandbox, booked: dict[str, Any], own: OwnDay, **changes: Any
) -> None:
    status = {"appointmentStatus": booked["appointmentStatus"]}
    sandbox.put(booked["id"], **status | changes, ignoreFreeSlotValidation=True)
    assert days.refresh(own.day, pressed=True) == []


def test_nothing_is_said_of_who_changed_it_where_nobody_did(
    known: dict[str, Any], as_ana: Client
) -> None:
    shown = page(as_ana, known)
    assert shown.one("#latest").text == ""
    assert "Nobody has changed it yet." in shown.one("#history").text


def test_what_was_changed_outside_is_in_the_history_in_its_place(
    known: dict[str, Any], as_ana: Client, ana: User, sandbox: Sandbox, own: OwnDay
) -> None:
    saving.save(intent(known, ana, title="De Ana"))
    elsewhere(sandbox, known, own, title="De fuera")
    shown = page(as_ana, known)
    first, second = (one.text for one in shown.all("#history .timeline > li"))
    assert "Somebody in Leadway" in first
    assert "De Ana" in first
    assert "De fuera" in first
    assert ana.name in second
    assert "Somebody in Leadway changed this" in shown.one("#latest").text


def test_the_last_change_is_the_last_one_that_leadway_took(
    known: dict[str, Any], as_ana: Client, ana: User, sandbox: Sandbox
) -> None:
    saving.save(intent(known, ana, title="De Ana"))
    sandbox.fault("unprocessable", method="PUT", times=1)
    saving.save(intent(known, ana, title="Nunca"))
    latest = page(as_ana, known).one("#latest").text
    assert "De Ana" in latest
    assert "Nunca" not in latest


def test_a_longer_appointment_is_told_by_its_end(
    known: dict[str, Any], as_ana: Client, sandbox: Sandbox, own: OwnDay
) -> None:
    start = own.at(12).isoformat()
    elsewhere(sandbox, known, own, startTime=start, endTime=own.at(14).isoformat())
    latest = page(as_ana, known).one("#latest").text
    assert "End" in latest
    assert "12:45" in latest
    assert "14:00" in latest


def test_the_history_tells_what_resulted_and_what_was_asked_for(
    known: dict[str, Any], as_ana: Client, ana: User, sandbox: Sandbox
) -> None:
    kept = {"method": "PUT", "field": "title", "value": "La suya", "times": 1}
    sandbox.fault("keeps_other_value", **kept)
    saving.save(intent(known, ana, title="La mía", address="Sala 7"))
    shown = page(as_ana, known)
    for where in ("#history", "#latest"):
        place, title = (one.text for one in shown.all(f"{where} .diff"))
        assert title == "Title Antes La suya asked “La mía”"
        assert place.endswith("Sala 7")
        assert "asked" not in place


def test_what_nothing_came_of_is_told_as_such(
    known: dict[str, Any], as_ana: Client, ana: User, sandbox: Sandbox
) -> None:
    sandbox.fault("ignore_write", method="PUT", echo="stored")
    saving.save(intent(known, ana, title="De Ana"))
    shown = page(as_ana, known)
    only = shown.one("#history .timeline > li")
    assert "wanted to change this" in only.text
    assert "Not saved" in only.text
    assert not only.has("button")
    assert shown.one("#latest").text == ""


def test_what_nobody_asked_for_is_in_the_history_as_such(
    known: dict[str, Any], as_ana: Client, ana: User, sandbox: Sandbox
) -> None:
    kept = {"method": "PUT", "field": "appointmentStatus", "value": "showed"}
    sandbox.fault("keeps_other_value", **kept)
    saving.save(intent(known, ana, address="Sala 7"))
    place, status = (one.text for one in page(as_ana, known).all("#history .diff"))
    assert status == "Status Confirmed Showed not asked for"
