"""What a backup brings back: changes that may have gone out since it was made.

Nothing here knows whether they have. So none leaves by itself any more, whatever it was
waiting for, and a person who looks at the appointment decides.
"""

from appointments.edits.standing import OPEN
from appointments.edits.tables import Edit


def hold() -> int:
    """Let each edit that is not at its end wait for a person; return how many."""
    edits = list(Edit.objects.filter(state__in=OPEN).order_by("pk"))
    for edit in edits:
        edit.came_back()
    return len(edits)
