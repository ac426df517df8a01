"""What this project remembers: edits, and copies of what Leadway returned last."""

from appointments.index.spans import DaySeen, Source
from appointments.index.tables import (
    Account,
    Appointment,
    Assignee,
    Calendar,
    Contact,
)
from appointments.models.attempts import Attempt
from appointments.models.drafts import Draft
from appointments.models.edits import Edit

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
