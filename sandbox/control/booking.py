"""Books appointments exactly as they are asked for, without any check."""

from typing import TYPE_CHECKING, Any

from sandbox import records
from sandbox.control.endpoints import NOT_AN_OBJECT, body_of
from sandbox.control.guard import PREFIX
from sandbox.gate import LOCATION_ID
from sandbox.ids import new_id
from sandbox.messages import Answer, Request
from sandbox.refusals import unprocessable
from sandbox.routing import Route
from sandbox.store import Event
from sandbox.times import HOUR_MS, LATEST_MS, MINUTE_MS, now_ms, parsed, to_ms

if TYPE_CHECKING:
    from sandbox.application import Sandbox

TIMES = ("startTime", "endTime", "dateAdded", "dateUpdated")


def book(sandbox: "Sandbox", request: Request) -> Answer:
    """Book exactly what is asked, without any check; a list books many at once."""
    body = body_of(request)
    many = isinstance(body, list)
    wanted = body if many else [body]
    if not all(isinstance(fields, dict) for fields in wanted):
        raise unprocessable([NOT_AN_OBJECT])
    defaults, zone = _defaults(sandbox), sandbox.zone
    events = [_event(defaults, fields) for fields in wanted]
    with sandbox.store.writing():
        sandbox.store.save(events)
    booked = [records.read(event, zone) for event in events]
    return Answer(201, booked if many else booked[0])


def _event(defaults: dict[str, Any], wanted: dict[str, Any]) -> Event:
    """`raw` in the wanted fields is laid over the record whenever it is read."""
    fields = defaults | {k: v for k, v in wanted.items() if k != "id"}
    for name in TIMES:
        fields[name] = _ms(name, fields[name])
    if "endTime" not in wanted:
        fields["endTime"] = fields["startTime"] + 30 * MINUTE_MS
    deleted = bool(fields.pop("deleted", False))
    return Event(str(wanted.get("id") or new_id()), fields, deleted=deleted)


def _defaults(sandbox: "Sandbox") -> dict[str, Any]:
    calendar = sandbox.store.first("calendar")
    start_ms = (now_ms() // HOUR_MS + 25) * HOUR_MS
    return {
        "title": "Sesión de prueba",
        "calendarId": calendar["id"],
        "groupId": calendar["groupId"],
        "locationId": LOCATION_ID,
        "contactId": sandbox.store.first("contact")["id"],
        "assignedUserId": calendar["teamMembers"][0]["userId"],
        "users": [],
        "appointmentStatus": "confirmed",
        "address": "",
        "startTime": start_ms,
        "endTime": start_ms + 30 * MINUTE_MS,
        "dateAdded": now_ms(),
        "dateUpdated": now_ms(),
    }


def _ms(name: str, value: Any) -> int:
    moment = parsed(value) if isinstance(value, str) else None
    if moment is not None:
        return to_ms(moment)
    if type(value) is not int or abs(value) > LATEST_MS:
        raise unprocessable(f"{name} must be ISO 8601 with an offset, or milliseconds")
    return value


ROUTES = [Route("POST", f"{PREFIX}appointments", book)]
