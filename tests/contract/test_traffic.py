"""Everything the dashboard asks of Leadway in a day, held to the description."""

import re
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from tests.conftest import Book
from tests.contract.description import request_faults
from tests.editor_page import Editor
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
FLAGS = {"toNotify", "ignoreFreeSlotValidation", "ignoreDateRange"}
# The form's controls, one save after the other; the place needs its source too.
SAVES: list[dict[str, str]] = [
    {"title": "Revisión – «ñandú» 🦶"},
    {"description": 'Primera línea\nSegunda: "comillas" & <b>ángulos</b>'},
    {"appointment_status": "showed"},
    {"start": "16:15", "end": "17:00"},
    {"end_next_day": "on", "end": "00:30", "start": "23:45"},
    {"assigned_user_id": "{James Whitfield}"},
    {"place": "own", "meeting_location_type": "phone"},
    {"place": "own", "address": "+34 600 111 222"},
    {"place": "calendar", "meeting_location_id": "{place}"},
    {"rrule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "rrule_consent": "on"},
    {"description": ""},
    {"calendar_id": "{Nutrición}", "assigned_user_id": "{Daniel Ortega}"},
    {"title": "Con automatizaciones", "to_notify": "on"},
    {"title": "Con comprobaciones", "ignore_date_range": "on"},
]


@pytest.fixture
def ids(sandbox: Sandbox, names: Any) -> dict[str, str]:
    """Ids by the names that SAVES uses for them."""
    cast = sandbox.cast()
    calendar = names.calendars[cast["calendars"]["Fisioterapia"]]
    place = next(iter(calendar.all_places())).meeting_location_id
    return {**cast["users"], **cast["calendars"], "place": place}


def faults(journal: list[dict[str, Any]]) -> list[str]:
    return [
        f"{one['method']} {one['path']}: {fault}"
        for one in journal
        for fault in request_faults(
            one["method"], one["path"], one["body"], one["headers"], one["query"]
        )
    ]


def save(
    client: Client, event_id: str, ids: dict[str, str], typed: dict[str, str]
) -> None:
    """Save one thing, as somebody does who opens the editor for it."""
    names = {
        name: re.sub(r"^{(.*)}$", lambda m: ids[m[1]], text)
        for name, text in typed.items()
    }
    answer = Editor(client, event_id).save(**names)
    if answer.status_code == 409:
        answer = Editor(client, event_id).save(anyway="1", **names)
    assert answer.status_code == 200, (typed, answer.content.decode()[:600])


def test_a_working_day_asks_only_what_is_described(
    as_marta: Client,
    book: Book,
    sandbox: Sandbox,
    ids: dict[str, str],
    settings: Any,
    own: OwnDay,
) -> None:
    settings.LEADWAY_FRESH_S = 0
    event_id = book()["id"]
    series = sandbox.cast()["series"]["weekly"]
    sandbox.clear()
    as_marta.post(f"/_refresh/?date={own}", headers=HTMX)
    for typed in SAVES:
        save(as_marta, event_id, ids, typed)
    for event in (event_id, series):
        editor = Editor(as_marta, event)
        editor.post("_fresh/")
    save(as_marta, series, ids, {"title": "Toda la serie"})
    for edit in Edit.objects.order_by("pk")[:3]:
        as_marta.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
    last = Edit.objects.latest("pk")
    assert as_marta.post(f"/edits/{last.pk}/undo/", headers=HTMX).status_code == 200
    journal = sandbox.journal()
    assert faults(journal) == []
    posted = {one["path"] for one in journal if one["method"] == "POST"}
    assert posted <= {"/contacts/search"}
    assert {one["method"] for one in journal} <= {"GET", "PUT", "POST"}
    puts = [one["body"] for one in journal if one["method"] == "PUT"]
    assert len(puts) == len(SAVES) + 2
    for body in puts:
        assert body["appointmentStatus"]
        assert body.keys() >= FLAGS
    sent = {name for body in puts for name in body}
    assert sent >= {"overrideLocationConfig", "rrule", "calendarId", "address"}
