"""The record in words: all that Leadway tells, dated, and one answer as JSON."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.editor.known import Row, as_json, rows
from appointments.edits import saving
from appointments.index import reading
from appointments.index.reading import Opened
from appointments.leadway.records import AppointmentRecord
from appointments.words import Words
from people.models import User
from tests.conftest import Book
from tests.editor.filling import MADRID, RECORD, clinic
from tests.intents import intent
from tests.pages import read
from tests.sandboxed import Sandbox

WORDS = Words(clinic(), MADRID)
THIRTEEN = {
    "id",
    "calendarId",
    "locationId",
    "contactId",
    "startTime",
    "endTime",
    "title",
    "meetingLocationType",
    "address",
    "assignedUserId",
    "appointmentStatus",
    "isRecurring",
    "rrule",
}


def shown(record: AppointmentRecord) -> dict[str, Row]:
    found = rows(Opened(record, timezone.now()), WORDS, None)
    return {row.wire: row for row in found}


def test_all_thirteen_fields_of_the_page_are_shown_also_untold_ones() -> None:
    assert {*shown(RECORD)} == THIRTEEN | {"description"}
    assert {*shown(AppointmentRecord(id="a"))} == THIRTEEN | {"description"}


def test_what_is_empty_is_told_from_what_was_not_told() -> None:
    raw = {"id": "a", "assignedUserId": None, "startTime": "next week"}
    found = shown(AppointmentRecord.from_wire(raw))
    said = {name: row.said for name, row in found.items() if row.muted}
    assert said["assignedUserId"] == "nothing"
    assert said["meetingLocationType"] == "Leadway does not say"
    assert said["startTime"] == "not readable"


@pytest.mark.parametrize(("told", "said"), [(True, "Yes"), (False, "No")])
def test_the_account_and_whether_it_repeats_are_said(told: bool, said: str) -> None:
    found = shown(replace(RECORD, location_id="here", is_recurring=told))
    assert (found["locationId"].said, found["locationId"].code) == ("Clínica", "here")
    assert (found["isRecurring"].label, found["isRecurring"].said) == ("Repeats", said)


# --- what only the answer to a save tells ---


@pytest.fixture
def saved(book: Book, ana: User) -> dict[str, Any]:
    """An appointment whose kind of place was told by the answer to a save."""
    booked = book(address="Sala 2", description="Trae el informe")
    saving.save(intent(booked, ana, title="New", meeting_location_type="zoom"))
    return booked


@pytest.mark.django_db
def test_the_next_reading_does_not_throw_the_kind_of_place_away(
    saved: dict[str, Any],
) -> None:
    at = reading.load(saved["id"]).record.told_at["meeting_location_type"]
    reading.refresh(saved["id"])
    record = reading.load(saved["id"]).record
    assert (record.meeting_location_type, record.description) == (
        "zoom",
        "Trae el informe",
    )
    assert record.told_at == {"meeting_location_type": at}
    assert shown(record)["meetingLocationType"].told.startswith("told at ")


@pytest.mark.django_db
def test_of_another_place_it_says_nothing(
    saved: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.put(saved["id"], address="Sala 9", ignoreFreeSlotValidation=True)
    reading.refresh(saved["id"])
    record = reading.load(saved["id"]).record
    assert (record.address, record.meeting_location_type) == ("Sala 9", None)
    assert record.told_at == {}


@pytest.mark.django_db
def test_the_json_is_one_answer_and_not_a_blend(
    saved: dict[str, Any], as_ana: Client, names: Any
) -> None:
    after = json.loads(as_json(reading.load(saved["id"]).record))
    assert "description" not in after
    assert after["meetingLocationType"] == "zoom"
    card = read(as_ana.get(f"/appointments/{saved['id']}/")).one("#record")
    assert "Answered to a save" in card
    assert "Zoom" in card
    reading.refresh(saved["id"])
    read_back = json.loads(as_json(reading.load(saved["id"]).record))
    assert "meetingLocationType" not in read_back
    assert read_back["description"] == "Trae el informe"
    card = read(as_ana.get(f"/appointments/{saved['id']}/")).one("#record")
    assert "Answered to a save" not in card
    assert "told at" in card
