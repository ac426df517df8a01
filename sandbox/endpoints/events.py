"""List the events of a window, and delete one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox import records
from sandbox.effects import effect
from sandbox.endpoints.appointments import READ, WRITE
from sandbox.gate import check_location
from sandbox.messages import Answer, Request
from sandbox.refusals import unknown_event, unprocessable
from sandbox.routing import Route
from sandbox.times import LATEST_MS, now_ms

if TYPE_CHECKING:
    from sandbox.application import Sandbox

NARROWED_BY = {
    "userId": "assignedUserId",
    "calendarId": "calendarId",
    "groupId": "groupId",
}
NO_OWNER = "Either of userId, calendarId or groupId is required"


def list_events(sandbox: "Sandbox", request: Request) -> Answer:
    """The window matches by overlap: an event may be in two adjacent windows."""
    return listed(sandbox, request, kind="appointment")


def listed(sandbox: "Sandbox", request: Request, *, kind: str) -> Answer:
    """The events of one kind in the window, of the owner that is asked for first."""
    check_location(request.param("locationId"))
    start_ms, end_ms = window(request, "startTime", "endTime")
    given = [name for name in NARROWED_BY if request.param(name)]
    if not given:
        raise unprocessable(NO_OWNER)
    field, value = NARROWED_BY[given[0]], request.param(given[0])
    diary = sandbox.diary
    shown = [
        records.read(event, diary.zone)
        for event in diary.between(start_ms, end_ms, field=field, value=value)
        if event.kind == kind
        and (not event.deleted or sandbox.switches.deleted_in_lists)
    ]
    return Answer(200, {"events": shown})


def window(request: Request, first: str, last: str) -> tuple[int, int]:
    """Two epoch milliseconds of the query. Raises Refusal."""
    start_ms, end_ms = _moment(request, first), _moment(request, last)
    if start_ms is None or end_ms is None:
        wrong = [name for name in (first, last) if _moment(request, name) is None]
        raise unprocessable([f"{name} must be a number string" for name in wrong])
    return start_ms, end_ms


def _moment(request: Request, name: str) -> int | None:
    number = request.number(name)
    return number if number is not None and number <= LATEST_MS else None


def delete(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    """An occurrence is hidden; of a master, the whole series goes."""
    with sandbox.store.writing(discard=bool(request.discards)):
        event = sandbox.diary.find(event_id)
        if event is None or event.deleted:
            raise unknown_event(event_id, sandbox.switches.unknown_event_status)
        own = sandbox.store.event(event_id) or replace(event, fields={})
        fields = own.fields | {"dateUpdated": now_ms()}
        sandbox.store.save([replace(own, deleted=True, fields=fields)])
    effects = [] if request.discards else [effect(event, None, sandbox.zone)]
    # There is no flag for it: what is deleted is always told.
    runs = None if event.kind == "block" else not request.discards
    return Answer(201, {"succeeded": True}, automations=runs, effects=effects)


ROUTES = [
    Route("GET", "/calendars/events", list_events, READ),
    Route("DELETE", "/calendars/events/{event_id}", delete, WRITE),
]
