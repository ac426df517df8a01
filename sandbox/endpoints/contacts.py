"""The people who are treated: one by id, or a search."""

import unicodedata
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sandbox.gate import check_location
from sandbox.messages import Answer, Request
from sandbox.refusals import unknown_contact, unprocessable
from sandbox.routing import Route
from sandbox.shapes import Listing, Number, Shape, Text, faults
from sandbox.store import Event
from sandbox.times import local

if TYPE_CHECKING:
    from sandbox.application import Sandbox

SEARCH: Shape = {
    "locationId": Text(),
    "page": Number(1),
    "pageLimit": Number(1, 500),
    "query": Text(75),
    "filters": Listing(),
    "sort": Listing(),
}
# The end of the year 2100, in milliseconds: after everything.
END_MS = 4_133_980_800_000
NAIVE = "%Y-%m-%d %H:%M:%S"
SEARCHED = ("name", "email", "phone")


def read(sandbox: "Sandbox", request: Request, *, contact_id: str) -> Answer:
    contact = sandbox.store.document("contact", contact_id)
    if contact is None:
        raise unknown_contact(contact_id)
    return Answer(200, {"contact": contact})


def appointments(sandbox: "Sandbox", request: Request, *, contact_id: str) -> Answer:
    """Every appointment of a contact, with times that name no offset."""
    read(sandbox, request, contact_id=contact_id)
    diary = sandbox.diary
    events = diary.between(0, END_MS, field="contactId", value=contact_id)
    shown = [_brief(event, diary.zone) for event in events if not event.deleted]
    return Answer(200, {"events": shown})


def _brief(event: Event, zone: ZoneInfo) -> dict[str, Any]:
    names = ("title", "calendarId", "locationId", "contactId", "groupId")
    chosen = {name: event.fields.get(name, "") for name in names}
    return {
        "id": event.id,
        **chosen,
        "assignedUserId": event.fields.get("assignedUserId", ""),
        "users": event.fields.get("users", []),
        "status": "booked",
        "appointmentStatus": event.fields.get("appointmentStatus"),
        "startTime": local(event.start_ms, zone).strftime(NAIVE),
        "endTime": local(event.end_ms, zone).strftime(NAIVE),
        "dateAdded": local(event.fields["dateAdded"], zone).strftime(NAIVE),
    }


def search(sandbox: "Sandbox", request: Request) -> Answer:
    body = request.body
    if wrong := faults(body, SEARCH, required=("locationId", "pageLimit")):
        raise unprocessable(wrong)
    check_location(body["locationId"])
    contacts = [
        contact
        for contact in sandbox.store.documents("contact")
        if _matches(contact, body.get("query", ""))
        and all(_passes(contact, wanted) for wanted in body.get("filters", []))
    ]
    size = body["pageLimit"]
    first = (body.get("page", 1) - 1) * size
    page = contacts[first : first + size]
    return Answer(200, {"contacts": page, "total": len(contacts)})


def _matches(contact: dict[str, Any], query: str) -> bool:
    """Every word of the query begins or continues a word; accents do not count."""
    text = _folded(" ".join(str(contact.get(name, "")) for name in SEARCHED))
    return all(word in text for word in _folded(query).split())


def _passes(contact: dict[str, Any], wanted: Any) -> bool:
    """The two operators that matter here; what else is asked narrows nothing."""
    if not isinstance(wanted, dict):
        return True
    value = contact.get(str(wanted.get("field")))
    if wanted.get("operator") == "eq":
        return bool(value == wanted.get("value"))
    if wanted.get("operator") == "contains":
        return _folded(str(wanted.get("value"))) in _folded(str(value))
    return True


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


ROUTES = [
    Route("GET", "/contacts/{contact_id}", read, "contacts.readonly"),
    Route(
        "GET",
        "/contacts/{contact_id}/appointments",
        appointments,
        "contacts.readonly",
    ),
    Route("POST", "/contacts/search", search, "contacts.readonly"),
]
