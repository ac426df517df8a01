"""Read, update and create one appointment."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox import records
from sandbox.booking import Booking
from sandbox.diary import Diary
from sandbox.effects import effect
from sandbox.gate import LOCATION_ID, check_location
from sandbox.ids import new_id
from sandbox.messages import Answer, Request
from sandbox.refusals import unknown_contact, unknown_event, unprocessable
from sandbox.routing import Route
from sandbox.shapes import Choice, Flag, Kind, Moment, Text, faults
from sandbox.store import Event
from sandbox.times import local, now_ms, to_ms

if TYPE_CHECKING:
    from sandbox.application import Sandbox

STATUSES = frozenset(
    # `completed` is not listed, but was accepted and stored as `showed`.
    {"new", "confirmed", "cancelled", "showed", "noshow", "invalid", "completed"}
)
PLACES = frozenset(
    {"custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google"}
)
UPDATE: dict[str, Kind] = {
    "title": Text(),
    "meetingLocationType": Choice(PLACES),
    "meetingLocationId": Text(),
    "overrideLocationConfig": Flag(),
    "appointmentStatus": Choice(STATUSES),
    "assignedUserId": Text(),
    "description": Text(),
    "address": Text(),
    "ignoreDateRange": Flag(),
    "toNotify": Flag(),
    "ignoreFreeSlotValidation": Flag(),
    "rrule": Text(),
    "calendarId": Text(),
    "startTime": Moment(),
    "endTime": Moment(),
}
UPDATE_V3 = UPDATE | {"appointmentStatus": Choice(STATUSES | {"active"})}
CREATE = UPDATE | {"locationId": Text(), "contactId": Text()}
REQUIRED = ("calendarId", "locationId", "contactId", "startTime")


def found(sandbox: "Sandbox", event_id: str, kind: str = "appointment") -> Event:
    """The event as it is seen. Raises Refusal when there is none, or none any more."""
    event = sandbox.diary.find(event_id)
    if event is None or event.deleted or event.kind != kind:
        raise unknown_event(event_id, sandbox.switches.unknown_event_status)
    return event


def read(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    record = records.read(found(sandbox, event_id), sandbox.zone)
    return Answer(200, {sandbox.switches.get_key: record})


def update(sandbox: "Sandbox", request: Request, *, event_id: str) -> Answer:
    shape = UPDATE_V3 if request.is_v3 else UPDATE
    if wrong := faults(request.body, shape):
        raise unprocessable(wrong)
    # Reading and writing in one transaction is what makes exactly one of several
    # equal bookings win.
    with sandbox.store.writing(discard=bool(request.discards)):
        before = found(sandbox, event_id)
        booking = Booking(sandbox.diary, sandbox.switches, before, request.body)
        save(sandbox.diary, before, booking.applied())
        event = found(sandbox, event_id)
    if request.discards == "stored":
        event = before
    return _answer(sandbox, request, event, before)


def create(sandbox: "Sandbox", request: Request) -> Answer:
    if wrong := faults(request.body, CREATE, required=REQUIRED):
        raise unprocessable(wrong)
    body = request.body
    check_location(body["locationId"])
    if sandbox.store.document("contact", body["contactId"]) is None:
        raise unknown_contact(body["contactId"])
    with sandbox.store.writing(discard=bool(request.discards)):
        event = Event(new_id(), _blank(body))
        booking = Booking(sandbox.diary, sandbox.switches, event, body)
        event.fields |= booking.applied()
        sandbox.store.save([event])
    return _answer(sandbox, request, event)


def save(diary: Diary, before: Event, changes: dict[str, Any]) -> None:
    """Keep the changes: in the event, or in what one occurrence has of its own."""
    if before.master_id:
        diary.store.save([_override(diary, before, changes)])
        return
    after = replace(before, fields=before.fields | changes)
    moved = _moved_overrides(diary, before, after)
    diary.store.save([after, *moved])


def _override(diary: Diary, before: Event, changes: dict[str, Any]) -> Event:
    """The occurrence's own fields: those that differ from the series, no more."""
    own = {k: v for k, v in changes.items() if v != before.fields.get(k)}
    if "startTime" in own or "endTime" in own:
        own |= {name: changes[name] for name in ("startTime", "endTime")}
    present = diary.store.event(before.id)
    fields = (present.fields if present else {}) | own
    return replace(before, fields=fields)


def _moved_overrides(diary: Diary, before: Event, after: Event) -> list[Event]:
    """When a series moves, what belonged to an occurrence moves along with it."""
    if before.start_ms == after.start_ms or not before.fields.get("rrule"):
        return []
    zone = diary.zone
    # On the wall clock: a shift across a clock change keeps the hour of each.
    shift = _naive(after, diary) - _naive(before, diary)
    return [
        replace(own, original_ms=to_ms(local(own.original_ms, zone) + shift))
        for own in diary.store.overrides(before.id)
        if own.original_ms is not None
    ]


def _naive(event: Event, diary: Diary) -> Any:
    return local(event.start_ms, diary.zone).replace(tzinfo=None)


def _blank(body: dict[str, Any]) -> dict[str, Any]:
    """What a new appointment has before its body is applied."""
    return {
        "title": "",
        "locationId": LOCATION_ID,
        "contactId": body["contactId"],
        "users": [],
        "address": "",
        "appointmentStatus": "confirmed",
        "meetingLocationType": "default",
        "createdBy": {"source": "third_party"},
        "dateAdded": now_ms(),
    }


def _answer(
    sandbox: "Sandbox", request: Request, event: Event, before: Event | None = None
) -> Answer:
    record = records.bare(event, sandbox.zone, dated=request.is_v3)
    if sandbox.switches.minimal_answers:
        record = records.minimal(record)
    # Left out, the flag counts as true; a write that is played runs nothing.
    runs = request.body.get("toNotify") is not False and not request.discards
    effects = [] if request.discards else [effect(before, event, sandbox.zone)]
    return Answer(200, record, automations=runs, effects=effects)


PATH = "/calendars/events/appointments"
WRITE, READ = "calendars/events.write", "calendars/events.readonly"
ROUTES = [
    Route("GET", PATH + "/{event_id}", read, READ),
    Route("PUT", PATH + "/{event_id}", update, WRITE),
    Route("POST", PATH, create, WRITE),
]
