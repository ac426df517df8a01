"""The use case: bring the local copy of what Leadway holds up to date."""

from appointments.sync.asking import Missing
from appointments.sync.contacts import refresh_contacts
from appointments.sync.day import refresh_day, share_day
from appointments.sync.names import know_reference, refresh_reference, settle_source

__all__ = [
    "Missing",
    "know_reference",
    "refresh_contacts",
    "refresh_day",
    "refresh_reference",
    "settle_source",
    "share_day",
]
