"""After Leadway refused a time: is it still the one that somebody considers?"""

from appointments.availability.wanted import Wanted
from appointments.models import Edit


def refused_edit(number: int, wanted: Wanted) -> Edit | None:
    """Return the refused edit of that number if it asked for this very time."""
    edit = Edit.objects.filter(
        pk=number, event_id=wanted.event_id, state=Edit.State.REFUSED
    ).first()
    return edit if edit and _asked_for(edit, wanted) else None


def _asked_for(edit: Edit, wanted: Wanted) -> bool:
    asked, before = edit.asked(), edit.before()
    return (wanted.start, wanted.end, wanted.user_id, wanted.calendar_id) == (
        asked.start_time or before.start_time,
        asked.end_time or before.end_time,
        asked.assigned_user_id or before.assigned_user_id or "",
        asked.calendar_id or before.calendar_id or "",
    )
