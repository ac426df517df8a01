"""Times at which nobody can be booked: of one user, or of an event calendar."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox.effects import effect
from sandbox.endpoints.appointments import READ, WRITE, found
from sandbox.endpoints.events import listed
from sandbox.gate import check_location
from sandbox.ids import new_id
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, calendar_service, unprocessable
from sandbox.routing import Route
from sandbox.shapes import Moment, Shape, Text, faults
from sandbox.store import Event
from sandbox.times import now_ms, parsed, to_ms, written

if TYPE_CHECKING:
    from sandbox.application import Sandbox

BLOCK: Shape = {
    "title": Text(),
    "startTime": Moment(),
    "endTime": Moment(),
    "calendarId": Text(),
    "assignedUserId": Text(),
    "locationId": Text(),
}
OWNERS = ("calendarId", "assignedUserId")
ONE_OWNER = "Either calendarId or assignedUserId is required, not both."


def list_blocks(sandbox: "Sandbox", request: Request) -> Answer:
    return listed(sandbox, request, kind="block")


def create(sandbox: "Sandbox", request: Request) -> Answer:
    required = ("startTime", "endTime", "locationId")
    if wrong := faults(request.body, BLOCK, required=required):
        raise unprocessable(wrong)
    body = request.body
    check_location(body["locationId"])
    if bool(body.get("calendarId")) == bool(body.get("assignedUserId")):
        raise unprocessable(ONE_OWNER)
    fields = _blank() | body | _times(body)
    event = Event(new_id(), fields, kind="block")
    _check(sandbox, event)
    with sandbox.store.writing(discard=bool(request.discards)):
        sandbox.store.save([event])
    return _answer(sandbox, request, event)


def update(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    if wrong := faults(request.body, BLOCK):
        raise unprocessable(wrong)
    with sandbox.store.writing(discard=bool(request.discards)):
        before = found(sandbox, event_id, "block")
        changes = request.body | _times(request.body) | {"dateUpdated": now_ms()}
        event = replace(before, fields=before.fields | changes)
        _check(sandbox, event)
        sandbox.store.save([event])
    return _answer(sandbox, request, event, before)


def _answer(
    sandbox: "Sandbox", request: Request, event: Event, before: Event | None = None
) -> Answer:
    """201 for a change too, which is the only success that is declared."""
    effects = [] if request.discards else [effect(before, event, sandbox.zone)]
    return Answer(201, _shown(sandbox, event), effects=effects)


def _check(sandbox: "Sandbox", event: Event) -> None:
    """Only an event calendar can be blocked itself. Raises Refusal."""
    key = event.fields["calendarId"]
    calendar = sandbox.store.document("calendar", key) if key else None
    if key and calendar is None:
        raise calendar_service(f"Calendar with id {key} not found")
    if calendar and calendar["calendarType"] != "event":
        raise bad_request("The calendar is not an event calendar.")
    if event.end_ms <= event.start_ms:
        raise bad_request("The end time must be after the start time.")


def _times(body: dict[str, Any]) -> dict[str, int]:
    names = [name for name in ("startTime", "endTime") if name in body]
    moments = {name: parsed(body[name]) for name in names}
    return {name: to_ms(moment) for name, moment in moments.items() if moment}


def _blank() -> dict[str, Any]:
    """The record of a list declares fields that a block has nothing to say about."""
    texts = ("title", "calendarId", "assignedUserId", "contactId", "groupId")
    return {
        **dict.fromkeys(texts, ""),
        "appointmentStatus": "",
        "users": [],
        "dateAdded": now_ms(),
        "dateUpdated": now_ms(),
    }


def _shown(sandbox: "Sandbox", event: Event) -> dict[str, Any]:
    owners = {name: event.fields[name] for name in OWNERS if event.fields[name]}
    times = {
        "startTime": written(event.start_ms, sandbox.zone),
        "endTime": written(event.end_ms, sandbox.zone),
    }
    named = {name: event.fields[name] for name in ("locationId", "title")}
    return {"id": event.id, **named, **owners, **times}


PATH = "/calendars/events/block-slots"
ROUTES = [
    Route("GET", "/calendars/blocked-slots", list_blocks, READ),
    Route("POST", PATH, create, WRITE),
    Route("PUT", PATH + "/{event_id}", update, WRITE),
]
