"""The words of the API: which fields there are and which values they may have.

Source: Leadway, "Update appointment".
"""

from types import MappingProxyType

LOCATION_TYPES = ("custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google")

# In the order of the page's table, which is the order in which a body is written.
BODY_NAMES = MappingProxyType(
    {
        "title": "title",
        "meeting_location_type": "meetingLocationType",
        "meeting_location_id": "meetingLocationId",
        "override_location_config": "overrideLocationConfig",
        "appointment_status": "appointmentStatus",
        "assigned_user_id": "assignedUserId",
        "description": "description",
        "address": "address",
        "ignore_date_range": "ignoreDateRange",
        "to_notify": "toNotify",
        "ignore_free_slot_validation": "ignoreFreeSlotValidation",
        "rrule": "rrule",
        "calendar_id": "calendarId",
        "start_time": "startTime",
        "end_time": "endTime",
    }
)
RECORD_NAMES = MappingProxyType(
    {
        "id": "id",
        "location_id": "locationId",
        "contact_id": "contactId",
        "master_event_id": "masterEventId",
        "is_recurring": "isRecurring",
        "date_added": "dateAdded",
        "date_updated": "dateUpdated",
        "users": "users",
        "deleted": "deleted",
        "notes": "notes",
    }
)
OPTIONS = (
    "override_location_config",
    "ignore_date_range",
    "to_notify",
    "ignore_free_slot_validation",
)
ATTRIBUTES = tuple(name for name in BODY_NAMES if name not in OPTIONS)

_WIRE = {**BODY_NAMES, **RECORD_NAMES}
_OURS = {wire: ours for ours, wire in _WIRE.items()} | {
    "appoinmentStatus": "appointment_status"  # Leadway's own misspelling
}


def wire_name(name: str) -> str:
    """Return the API's spelling of our `name`; KeyError when there is none."""
    return _WIRE[name]


def our_name(wire: str) -> str:
    """Return our spelling of the API's `wire`; KeyError when there is none."""
    return _OURS[wire]
