"""An event as the wire shows it: bare after a write, whole after a read."""

from typing import Any
from zoneinfo import ZoneInfo

from sandbox.store import Event
from sandbox.times import stamped, written

STATES = {
    "new": "pending",
    "confirmed": "active",
    "cancelled": "cancelled",
    "showed": "completed",
    "noshow": "noshow",
    "invalid": "invalid",
}
# What a read declares; meetingLocationType and meetingLocationId are not among it.
READ = (
    "title",
    "calendarId",
    "locationId",
    "contactId",
    "groupId",
    "appointmentStatus",
    "assignedUserId",
    "users",
    "address",
    "notes",
    "description",
    "rrule",
    "assignedResources",
    "createdBy",
)
WRITTEN = (
    "title",
    "calendarId",
    "locationId",
    "contactId",
    "appointmentStatus",
    "assignedUserId",
    "address",
    "meetingLocationType",
    "rrule",
)
OFTEN_MISSING = frozenset(
    {
        "startTime",
        "endTime",
        "locationId",
        "appointmentStatus",
        "appoinmentStatus",
        "statusDetails",
    }
)


def read(event: Event, zone: ZoneInfo) -> dict[str, Any]:
    """The record of GET and of lists."""
    record = {"id": event.id, **_chosen(event, READ), **_times(event, zone)}
    record["isRecurring"] = bool(event.fields.get("rrule"))
    record["dateAdded"] = stamped(event.fields["dateAdded"])
    record["dateUpdated"] = stamped(event.fields["dateUpdated"])
    if event.master_id:
        record["masterEventId"] = event.master_id
    if event.deleted:
        record["deleted"] = True
    return {**record, **event.fields.get("raw", {})}


def bare(event: Event, zone: ZoneInfo, *, dated: bool) -> dict[str, Any]:
    """The record that PUT and POST answer with; `dated` as under Version v3."""
    record = {"id": event.id, **_chosen(event, WRITTEN), **_times(event, zone)}
    record["isRecurring"] = bool(event.fields.get("rrule"))
    status = event.fields.get("appointmentStatus")
    record["appoinmentStatus"] = status
    record["status"] = status
    if status in STATES:
        record["statusDetails"] = _status_details(event, str(status))
    if dated:
        record["dateAdded"] = stamped(event.fields["dateAdded"])
        record["dateUpdated"] = stamped(event.fields["dateUpdated"])
    return record


def minimal(record: dict[str, Any]) -> dict[str, Any]:
    """The answer of a write as some have seen it: no times, no account, `booked`."""
    left = {name: value for name, value in record.items() if name not in OFTEN_MISSING}
    return left | {"status": "booked"}


def _chosen(event: Event, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: event.fields[name] for name in names if name in event.fields}


def _times(event: Event, zone: ZoneInfo) -> dict[str, str]:
    return {
        "startTime": written(event.start_ms, zone),
        "endTime": written(event.end_ms, zone),
    }


def _status_details(event: Event, status: str) -> dict[str, Any]:
    return {
        "status": status,
        "state": STATES[status],
        "oldStatus": event.fields.get("oldStatus", status),
        "translatable": True,
    }
