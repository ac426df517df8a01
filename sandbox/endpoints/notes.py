"""Notes of an appointment."""

from typing import TYPE_CHECKING, Any

from sandbox.endpoints.appointments import READ, WRITE, found
from sandbox.ids import new_id
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, unprocessable
from sandbox.routing import Route
from sandbox.shapes import Text, faults
from sandbox.times import now_ms, stamped

if TYPE_CHECKING:
    from sandbox.application import Sandbox

NOTE = {"body": Text(5000), "userId": Text()}
MOST = 20


def list_notes(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    """Newest first, twenty at most at once."""
    found(sandbox, event_id)
    limit, offset = _number(request, "limit"), _number(request, "offset")
    if limit > MOST:
        raise unprocessable([f"limit must not be greater than {MOST}"])
    notes = sandbox.store.documents("note", event_id)[::-1]
    page = notes[offset : offset + limit]
    return Answer(200, {"notes": page, "hasMore": len(notes) > offset + limit})


def create(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    _check(request)
    event = found(sandbox, event_id)
    note = {
        "id": new_id(),
        **request.body,
        "dateAdded": stamped(now_ms()),
        "contactId": event.fields["contactId"],
        "createdBy": _author(sandbox, request.body.get("userId", "")),
    }
    with sandbox.store.writing(discard=bool(request.discards)):
        sandbox.store.keep("note", note["id"], note, parent=event_id)
    return Answer(201, {"note": note})


def update(
    sandbox: "Sandbox", request: Request, *, event_id: str, note_id: str
) -> Answer:
    _check(request)
    with sandbox.store.writing(discard=bool(request.discards)):
        note = _note(sandbox, event_id, note_id) | request.body
        sandbox.store.keep("note", note_id, note, parent=event_id)
    return Answer(200, {"note": note})


def delete(
    sandbox: "Sandbox", request: Request, *, event_id: str, note_id: str
) -> Answer:
    with sandbox.store.writing(discard=bool(request.discards)):
        _note(sandbox, event_id, note_id)
        sandbox.store.forget("note", note_id)
    return Answer(200, {"success": True})


def _check(request: Request) -> None:
    if wrong := faults(request.body, NOTE, required=("body",)):
        raise unprocessable(wrong)


def _note(sandbox: "Sandbox", event_id: str, note_id: str) -> dict[str, Any]:
    found(sandbox, event_id)
    notes = sandbox.store.documents("note", event_id)
    note = next((note for note in notes if note["id"] == note_id), None)
    if note is None:
        raise bad_request(f"Note with id {note_id} not found")
    return note


def _author(sandbox: "Sandbox", user_id: str) -> dict[str, str]:
    user = sandbox.store.document("user", user_id) or {}
    return {"id": user_id, "name": user.get("name", "")}


def _number(request: Request, name: str) -> int:
    number = request.number(name)
    if number is None:
        raise unprocessable([f"{name} must be a number string"])
    return number


PATH = "/calendars/appointments/{event_id}/notes"
ROUTES = [
    Route("GET", PATH, list_notes, READ),
    Route("POST", PATH, create, WRITE),
    Route("PUT", PATH + "/{note_id}", update, WRITE),
    Route("DELETE", PATH + "/{note_id}", delete, WRITE),
]
