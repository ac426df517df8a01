"""What this project remembers: edits, and copies of what Leadway returned last."""

from appointments.models.attempts import Attempt
from appointments.models.drafts import Draft
from appointments.models.edits import Edit
from appointments.models.index import (
    Account,
    Appointment,
    Assignee,
    Calendar,
    Contact,
)
from appointments.models.listing import DaySeen, Source

__all__ = [
    "Account",
    "Appointment",
    "Assignee",
    "Attempt",
    "Calendar",
    "Contact",
    "DaySeen",
    "Draft",
    "Edit",
    "Source",
]
