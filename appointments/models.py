"""What this project remembers: edits, and copies of what Leadway returned last."""

from appointments.edits.attempts import Attempt
from appointments.edits.drafts import Draft
from appointments.edits.outside import Outside
from appointments.edits.presence import Presence
from appointments.edits.tables import Edit
from appointments.index.absent import Absent
from appointments.index.blocks import Block, Blockable
from appointments.index.budget import Allowance
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.free_days import FreeDay
from appointments.index.looks import Look
from appointments.index.pulse import Pulse
from appointments.index.ration import Ration
from appointments.index.source import Source
from appointments.index.spans import Span
from appointments.index.stamp import Stamp
from appointments.index.subjects import Subject
from appointments.index.sweeps import Sweep
from appointments.index.tables import Appointment
from appointments.index.untimed import Untimed
from appointments.listing.tables import SavedView
from appointments.practice.tables import Rehearsal

__all__ = [
    "Absent",
    "Account",
    "Allowance",
    "Appointment",
    "Assignee",
    "Attempt",
    "Block",
    "Blockable",
    "Calendar",
    "Contact",
    "Draft",
    "Edit",
    "FreeDay",
    "Look",
    "Outside",
    "Presence",
    "Pulse",
    "Ration",
    "Rehearsal",
    "SavedView",
    "Source",
    "Span",
    "Stamp",
    "Subject",
    "Sweep",
    "Untimed",
]
