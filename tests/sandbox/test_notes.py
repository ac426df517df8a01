"""Notes of an appointment: written, read in pages, changed, taken away."""

from typing import Any

import pytest
import requests

from tests.sandbox.process import Account


def notes(
    leadway: Account, event_id: str, method: str = "GET", note: str = "", **more: Any
) -> requests.Response:
    path = f"/calendars/appointments/{event_id}/notes{note and '/' + note}"
    return leadway.call(method, path, **more)


def page(limit: int = 20, offset: int = 0) -> dict[str, dict[str, int]]:
    return {"params": {"limit": limit, "offset": offset}}


def test_a_note_is_written_read_changed_and_deleted(leadway: Account) -> None:
    booked, user = leadway.book(), leadway.cast()["users"]["Marta Ruiz"]
    sent = {"body": "Llega tarde", "userId": user}
    answer = notes(leadway, booked["id"], "POST", json=sent)
    assert answer.status_code == 201
    note = answer.json()["note"]
    assert note["createdBy"] == {"id": user, "name": "Marta Ruiz"}
    assert note["contactId"] == booked["contactId"]
    answer = notes(leadway, booked["id"], "PUT", note["id"], json={"body": "No viene"})
    assert answer.json()["note"] == note | {"body": "No viene"}
    listed = notes(leadway, booked["id"], **page()).json()
    assert [n["body"] for n in listed["notes"]] == ["No viene"]
    answer = notes(leadway, booked["id"], "DELETE", note["id"])
    assert answer.json()["success"] is True
    assert notes(leadway, booked["id"], **page()).json()["notes"] == []


def test_notes_come_in_pages_newest_first(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    for number in range(5):
        notes(leadway, event_id, "POST", json={"body": f"Nota {number}"})
    first = notes(leadway, event_id, **page(3)).json()
    assert [n["body"] for n in first["notes"]] == ["Nota 4", "Nota 3", "Nota 2"]
    assert first["hasMore"] is True
    rest = notes(leadway, event_id, **page(3, 3)).json()
    assert (len(rest["notes"]), rest["hasMore"]) == (2, False)


@pytest.mark.parametrize("query", [{}, {"limit": "21", "offset": "0"}, {"limit": "5"}])
def test_a_wrong_page_is_refused(leadway: Account, query: dict[str, str]) -> None:
    answer = notes(leadway, leadway.book()["id"], params=query)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "body", [{}, {"body": ""}, {"body": "x" * 5001}, {"body": "x", "title": "y"}]
)
def test_a_wrong_note_is_refused(leadway: Account, body: dict[str, str]) -> None:
    answer = notes(leadway, leadway.book()["id"], "POST", json=body)
    assert answer.status_code == 422


def test_an_unknown_note_or_appointment_is_refused(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    answer = notes(leadway, event_id, "PUT", "nowhere", json={"body": "x"})
    assert answer.status_code == 400
    assert notes(leadway, "nowhere", **page()).status_code == 404


def test_a_note_belongs_to_its_appointment(leadway: Account) -> None:
    first, second = leadway.book()["id"], leadway.book()["id"]
    note = notes(leadway, first, "POST", json={"body": "x"}).json()["note"]["id"]
    assert notes(leadway, second, "DELETE", note).status_code == 400
