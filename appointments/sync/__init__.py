"""The use case: bring the local copy of what Leadway holds up to date."""

from appointments.sync.asking import Missing
from appointments.sync.contacts import refresh_contacts
from appointments.sync.day import (
    is_being_read,
    is_old,
    refresh_day,
    seen,
    share_day,
)
from appointments.sync.names import know_reference, refresh_reference, settle_source

__all__ = [
    "Missing",
    "is_being_read",
    "is_old",
    "know_reference",
    "refresh_contacts",
    "refresh_day",
    "refresh_reference",
    "seen",
    "settle_source",
    "share_day",
]
