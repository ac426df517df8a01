"""The sandbox's own endpoints, for tests and training; only loopback may ask."""

import json
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from sandbox import records
from sandbox.faults.rules import UnknownFaultError, read_rule
from sandbox.gate import LOCATION_ID
from sandbox.ids import new_id
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, forbidden, unprocessable
from sandbox.routing import Route, Router
from sandbox.store import Event
from sandbox.times import HOUR_MS, MINUTE_MS, now_ms, parsed, to_ms

if TYPE_CHECKING:
    from sandbox.application import Sandbox

PREFIX = "/__sandbox__/"
TIMES = ("startTime", "endTime", "dateAdded", "dateUpdated")


def answer(sandbox: "Sandbox", request: Request) -> Answer:
    """Answer a control request. Raises Refusal."""
    if not ip_address(request.peer or "127.0.0.1").is_loopback:
        raise forbidden()
    match = ROUTER.match(request)
    try:
        request.body = json.loads(request.raw) if request.raw else {}
    except ValueError as fault:
        raise bad_request(f"The body is not JSON: {fault}") from fault
    return match.route.handler(sandbox, request)


def list_faults(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, sandbox.rules.shown())


def add_faults(sandbox: "Sandbox", request: Request) -> Answer:
    wanted = request.body if isinstance(request.body, list) else [request.body]
    try:
        sandbox.rules.add([read_rule(item) for item in wanted])
    except UnknownFaultError as fault:
        raise unprocessable(str(fault)) from fault
    return Answer(200, sandbox.rules.shown())


def clear_faults(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.rules.clear()
    return Answer(200, [])


def show_journal(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, sandbox.journal.shown())


def clear_journal(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.journal.clear()
    return Answer(200, [])


def reset(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.reset()
    return Answer(200, {"status": "ok"})


def show_switches(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, sandbox.switches.shown())


def set_switches(sandbox: "Sandbox", request: Request) -> Answer:
    if faults := sandbox.switches.set(request.body):
        raise unprocessable(faults)
    return show_switches(sandbox, request)


def show_cast(sandbox: "Sandbox", _request: Request) -> Answer:
    """Names and ids of the seed, so that nobody has to search for them."""
    return Answer(200, sandbox.store.document("cast", "cast"))


def book(sandbox: "Sandbox", request: Request) -> Answer:
    """Book exactly what is asked, without any check; a list books many at once."""
    many = isinstance(request.body, list)
    wanted = request.body if many else [request.body]
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
    if moment is None and not isinstance(value, int):
        raise unprocessable(f"{name} must be ISO 8601 with an offset, or milliseconds")
    return to_ms(moment) if moment else int(value)


ROUTER = Router(
    [
        Route("GET", f"{PREFIX}faults", list_faults),
        Route("POST", f"{PREFIX}faults", add_faults),
        Route("DELETE", f"{PREFIX}faults", clear_faults),
        Route("GET", f"{PREFIX}journal", show_journal),
        Route("DELETE", f"{PREFIX}journal", clear_journal),
        Route("POST", f"{PREFIX}reset", reset),
        Route("GET", f"{PREFIX}switches", show_switches),
        Route("POST", f"{PREFIX}switches", set_switches),
        Route("GET", f"{PREFIX}cast", show_cast),
        Route("POST", f"{PREFIX}appointments", book),
    ]
)
