"""Leadway's refusals, with its own texts and its own inconsistent shapes.

Some bodies carry `statusCode`, some `status`, some no `message` at all; all of these
were seen on the live service, and a client has to survive each.
"""

from secrets import token_hex
from typing import Any

SLOT_TAKEN = "The slot you have selected is no longer available."
WRONG_LENGTH = "Selected slot duration is not a valid duration option for this calendar"
NOT_IN_TEAM = "The user id not part of calendar team."
NO_ACCESS = "The token does not have access to this location."
REVOKED = "Invalid token: access token is invalid"
NO_SCOPE = "The token is not authorized for this scope."


class Refusal(Exception):
    """Raised anywhere below the application; becomes the answer."""

    def __init__(self, status: int, content: Any) -> None:
        super().__init__(status, content)
        self.status = status
        self.content = content


def bad_request(text: str) -> Refusal:
    return _standard(400, text, "Bad Request", traceId=trace_id())


def unauthorized(text: str) -> Refusal:
    return _standard(401, text, "Unauthorized")


def no_access() -> Refusal:
    return Refusal(403, {"statusCode": 403, "message": NO_ACCESS})


def forbidden() -> Refusal:
    return _standard(403, "Forbidden resource", "Forbidden")


def no_route(method: str, path: str) -> Refusal:
    return _standard(404, f"Cannot {method} {path}", "Not Found")


def unsupported() -> Refusal:
    return _standard(415, "Unsupported Media Type", "Unsupported Media Type")


def unprocessable(message: str | list[str]) -> Refusal:
    return _standard(422, message, "Unprocessable Entity")


def too_many() -> Refusal:
    return Refusal(429, {"statusCode": 429, "message": "Too Many Requests"})


def unknown_event(event_id: str, status: int) -> Refusal:
    """Nobody documents the status of an unknown event, hence the switch for it."""
    text = f"Appointment with id {event_id} not found"
    return _standard(status, text, "Not Found", traceId=trace_id())


def unknown_contact(contact_id: str) -> Refusal:
    """The shape without a `message` key."""
    text = f"Contact with id {contact_id} not found"
    return Refusal(400, {"error": text, "status": 400})


def calendar_service(text: str) -> Refusal:
    """The shape of the calendar service's own errors."""
    content = {
        "status": 400,
        "message": text,
        "name": "HttpException",
        "traceId": trace_id(),
    }
    return Refusal(400, content)


def trace_id() -> str:
    digits = token_hex(16)
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "-".join(parts)


def _standard(
    status: int, message: str | list[str], error: str, **more: str
) -> Refusal:
    content = {"statusCode": status, "message": message, "error": error, **more}
    return Refusal(status, content)
