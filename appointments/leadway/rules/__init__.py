"""What Leadway is known to refuse or silently ignore, as pure functions."""

from appointments.leadway.rules.fields import Conflict, conflicts, derived_override
from appointments.leadway.rules.ids import (
    EVENT_ID,
    Occurrence,
    is_event_id,
    same_series,
    series_of,
)
from appointments.leadway.rules.pasted import find_event_id
from appointments.leadway.rules.recurrence import rrule_fault

__all__ = [
    "EVENT_ID",
    "Conflict",
    "Occurrence",
    "conflicts",
    "derived_override",
    "find_event_id",
    "is_event_id",
    "rrule_fault",
    "same_series",
    "series_of",
]
