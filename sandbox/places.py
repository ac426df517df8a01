"""Where a meeting is held: what a body's location fields make of the record."""

from typing import Any

from sandbox.refusals import bad_request

# The kinds of a configuration and the type that a meeting held there shows.
TYPES = {
    "custom": "custom",
    "zoom_conference": "zoom",
    "google_conference": "gmeet",
    "ms_teams_conference": "ms_teams",
    "inbound_call": "phone",
    "outbound_call": "phone",
    "physical": "address",
    "booker": "booker",
}
# The id that every calendar answers to.
DEFAULT_ID = "default"


def place(
    calendar: dict[str, Any], body: dict[str, Any], *, type_stays: bool = True
) -> dict[str, Any]:
    """The changes to the meeting's place. Raises Refusal for an unknown id.

    An address by itself makes it custom; `type_stays` says whether a type beside it
    has its way.
    """
    changes = _by_id(calendar, body) | _by_type(body)
    if "address" in body:
        changes["address"] = body["address"]
        if "meetingLocationType" not in body or not type_stays:
            changes["meetingLocationType"] = "custom"
    return changes


def configurations(calendar: dict[str, Any]) -> list[dict[str, Any]]:
    """The calendar's places and those of its members."""
    members = calendar.get("teamMembers", [])
    own = list(calendar.get("locationConfigurations", []))
    return own + [c for m in members for c in m.get("locationConfigurations", [])]


def _by_type(body: dict[str, Any]) -> dict[str, Any]:
    # With the override off the configured place stands, and a type beside it does
    # nothing: Leadway ignores it without a word.
    if "meetingLocationType" not in body or body.get("overrideLocationConfig") is False:
        return {}
    return {"meetingLocationType": body["meetingLocationType"]}


def _by_id(calendar: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    if "meetingLocationId" not in body:
        return {}
    key = body["meetingLocationId"]
    known = {c["meetingId"]: c for c in configurations(calendar) if "meetingId" in c}
    if key == DEFAULT_ID and key not in known:
        return {"meetingLocationId": key}
    if key not in known:
        raise bad_request(f"Meeting location with id {key} not found")
    if body.get("overrideLocationConfig", False):
        return {"meetingLocationId": key}
    return {
        "meetingLocationId": key,
        "meetingLocationType": TYPES[known[key]["kind"]],
        "address": known[key].get("location", ""),
    }
