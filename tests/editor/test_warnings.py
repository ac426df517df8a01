"""Warned, never blocked: overlaps, long ones, and automations."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.editor_page import Editor
from tests.own_day import MADRID, OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def evening(day: int, hour: int) -> datetime:
    """A time in a month of 2031 that no other test is about."""
    return datetime(2031, 5, day, hour, tzinfo=MADRID)


def test_an_overlap_is_named_and_saved_with_one_more_click(
    as_ana: Client, book: Book, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    other = book(start=own.at(17), end=own.at(18))
    Editor(as_ana, other["id"])
    editor = Editor(as_ana, booked["id"])
    answer = editor.save(start="17:15")
    assert answer.status_code == 409
    assert "17:00 – 18:00" in read(answer)
    assert not Edit.objects.exists()
    assert editor.save(start="17:15", anyway="1").status_code == 200


@pytest.mark.parametrize("status", ["cancelled", "noshow", "invalid"])
def test_what_is_not_taking_place_is_no_overlap(
    as_ana: Client, book: Book, booked: dict[str, Any], status: str
) -> None:
    when = {"start": evening(7, 20), "end": evening(7, 21)}
    Editor(as_ana, book(**when, appointmentStatus=status)["id"])
    answer = Editor(as_ana, booked["id"]).save(date="7/5/2031", start="20:15")
    assert answer.status_code == 200


def test_one_that_begins_where_another_ends_is_no_overlap(
    as_ana: Client, book: Book, booked: dict[str, Any]
) -> None:
    Editor(as_ana, book(start=evening(5, 20), end=evening(5, 21))["id"])
    answer = Editor(as_ana, booked["id"]).save(date="5/5/2031", start="21:00")
    assert answer.status_code == 200


def test_a_series_that_moves_is_not_in_its_own_way(
    as_ana: Client, sandbox: Sandbox
) -> None:
    master = sandbox.cast()["series"]["weekly"]
    editor = Editor(as_ana, master)
    record = Appointment.objects.get(event_id=master).record
    assert record
    assert record.start_time
    millis = int(record.start_time.timestamp() * 1000)
    first = replace(record, id=f"{master}_{millis}_2700", master_event_id=master)
    Appointment.remember(first, seen_at=timezone.now())
    later = record.start_time.astimezone(MADRID) + timedelta(minutes=5)
    said = read(editor.review(start=f"{later:%H:%M}"))
    assert "already has" not in said
    assert editor.save(start=f"{later:%H:%M}").status_code == 200


def test_over_twelve_hours_is_a_warning_and_no_more(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    typed = {"date": "6/5/2031", "start": "08:00", "end": "21:00"}
    said = read(editor.review(**typed))
    assert "This takes 13 hours. Is that right?" in said
    assert editor.save(**typed).status_code == 200


def test_automations_are_off_at_every_new_form(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    editor.review(title="Con avisos", to_notify="on")
    # A draft brings back what was typed, and not that.
    back = Editor(as_ana, booked["id"], "?draft").fields
    assert back["title"] == "Con avisos"
    assert "to_notify" not in back
    editor.save(title="Con avisos", to_notify="on")
    assert "to_notify" not in Editor(as_ana, booked["id"]).fields


def test_who_pins_automations_has_them_on_at_every_form(
    as_ana: Client, as_marta: Client, booked: dict[str, Any]
) -> None:
    as_ana.post("/preferences/automations/", {"automations": "on"})
    assert "to_notify" in Editor(as_ana, booked["id"]).fields
    assert "to_notify" not in Editor(as_marta, booked["id"]).fields
    off = Editor(as_ana, booked["id"]).fields
    del off["to_notify"]
    as_ana.post(f"/appointments/{booked['id']}/", off | {"title": "Sin avisos"})
    assert "to_notify" in Editor(as_ana, booked["id"]).fields


def test_what_runs_automations_says_so_in_amber(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    editor = Editor(as_ana, booked["id"])
    on = read(editor.review(title="Con avisos", to_notify="on")).one("#review-said")
    assert on["data-tone"] == "warn"
    assert "Saving runs Leadway’s automations" in on
    off = read(editor.review(title="Sin avisos")).one("#review-said")
    assert off.get("data-tone") is None
