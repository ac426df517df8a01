"""Leadway's records and requests as values: wire names ↔ our names, only here."""

from appointments.leadway.records.account import Account, Contact, Note, NotePage, User
from appointments.leadway.records.appointment import AppointmentRecord, NotARecordError
from appointments.leadway.records.calendar import (
    Calendar,
    FreeSlots,
    OpenHours,
    Place,
    TeamMember,
    free_slots_from_wire,
)
from appointments.leadway.records.changes import Changes, WriteOptions, update_body
from appointments.leadway.records.names import (
    ATTRIBUTES,
    LOCATION_TYPES,
    OPTIONS,
    SETTABLE_STATUSES,
    STATUSES,
    our_name,
    wire_name,
)

__all__ = [
    "ATTRIBUTES",
    "LOCATION_TYPES",
    "OPTIONS",
    "SETTABLE_STATUSES",
    "STATUSES",
    "Account",
    "AppointmentRecord",
    "Calendar",
    "Changes",
    "Contact",
    "FreeSlots",
    "NotARecordError",
    "Note",
    "NotePage",
    "OpenHours",
    "Place",
    "TeamMember",
    "User",
    "WriteOptions",
    "free_slots_from_wire",
    "our_name",
    "update_body",
    "wire_name",
]
