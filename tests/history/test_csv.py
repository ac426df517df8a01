"""The history as a file for a spreadsheet: all that is shown, and harmless."""

import csv
import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.history import as_csv
from appointments.index import reading
from appointments.leadway.records import AppointmentRecord
from audit.models import AuditEvent
from people.models import User
from tests.conftest import Book
from tests.history.test_history import outside, saved
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    answer: Any = client.get(f"/history.csv{query}")
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Disposition"].startswith('attachment; filename="history-')
    text = b"".join(answer.streaming_content).decode()
    assert text[0] == "\ufeff"
    return list(csv.DictReader(text[1:].splitlines()))


def test_each_field_has_a_line_with_what_it_was_and_is(
    as_marta: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después", appointment_status="showed")
    Edit.objects.update(made_at=datetime(2027, 7, 5, 10, tzinfo=UTC), screen="list")
    title, status = rows(as_marta)
    assert title["Time (Europe/Madrid)"] == "2027-07-05 12:00"
    assert title["Time (UTC)"] == "2027-07-05 10:00"
    assert title["Who"] == "Ana Beltrán"
    assert (title["Field"], title["Before"], title["Changed to"]) == (
        "Title",
        "Antes",
        "Después",
    )
    assert (status["Field"], status["Changed to"]) == ("Status", "Showed")
    assert status["Event"] == booked["id"]
    assert (status["Result"], status["Source"]) == ("Saved", "from the list")
    assert (status["Run automations"], status["Edit number"]) == ("No", str(edit.pk))


def test_what_was_changed_outside_is_among_it_and_the_filters_hold(
    as_marta: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    saved(booked, ana, appointment_status="showed")
    outside(booked["id"], "Fuera")
    assert [row["Changed to"] for row in rows(as_marta)] == ["Fuera", "Showed"]
    [row] = rows(as_marta, "?field=title")
    assert (row["Who"], row["Edit number"]) == ("Somebody in Leadway", "")


@pytest.mark.parametrize("title", ['=HYPERLINK("x")', "+1", "-1", "@sum", "＝1"])
def test_no_cell_is_a_formula(
    title: str, as_marta: Client, booked: dict[str, Any]
) -> None:
    outside(booked["id"], title)
    [row] = rows(as_marta)
    assert row["Changed to"] == f"'{title}"


def test_it_goes_on_over_as_many_statements_as_it_needs(
    as_marta: Client, booked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_csv, "AT_ONCE", 3)
    at = datetime(2027, 7, 5, 10, tzinfo=UTC)
    for number in range(8):
        Outside.objects.create(
            event_id=booked["id"],
            known_at=at,
            # Two at each moment: none is left out, none comes twice.
            found_at=at + timedelta(minutes=number // 2),
            fields=["title"],
            before=AppointmentRecord(id=booked["id"], title="Antes"),
            after=AppointmentRecord(id=booked["id"], title=str(number)),
        )
    told = [row["Changed to"] for row in rows(as_marta)]
    assert told == ["7", "6", "5", "4", "3", "2", "1", "0"]
    monkeypatch.setattr(as_csv, "MOST", 6)
    *told, last = rows(as_marta)
    assert len(told) == 6
    assert "goes on" in last["Time (Europe/Madrid)"]


def test_who_takes_it_away_is_told_to_the_trail_without_what_was_searched(
    as_marta: Client, as_ana: Client, booked: dict[str, Any]
) -> None:
    assert as_ana.get("/history.csv").status_code == 403
    rows(as_marta, "?q=Sofía&field=title")
    as_marta.head("/history.csv")
    [event] = AuditEvent.objects.filter(action="list.exported")
    assert (event.object, event.person_name) == ("history.csv", "Marta Ruiz")
    assert json.loads(event.after) == {"field": ["title"], "q": ["…"]}


def test_the_page_leads_to_the_file_of_what_it_shows(
    as_marta: Client, as_ana: Client, booked: dict[str, Any]
) -> None:
    outside(booked["id"], str(uuid.uuid4()))
    link = read(as_marta.get("/history/?field=title")).one("a[download]")
    assert link["href"] == "/history.csv?field=title"
    assert not read(as_ana.get("/history/")).has("a[download]")
