"""The pause before automations run: what is saved with them waits for some seconds.

Meanwhile nothing has left, so it can be undone with nothing to undo in Leadway. Whoever
has the edit on the screen sends it when the pause is over, or else a worker.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from appointments.connection import hold_s
from appointments.edits import holding
from appointments.edits.standing import PAUSED
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.errors import Trouble
from people.patience import tried

# It was saved after one that is paused, and leaves after it.
BEHIND = "behind"
# A worker's turn comes when the page's has passed.
GRACE = timedelta(seconds=3)


def pauses(edit: Edit, copy: Appointment | None) -> bool:
    """Let a new edit wait where it has to, and tell whether it does.

    Nothing is asked of the database: `copy` tells what else is paused.
    """
    if edit.trouble:
        return True
    paused = copy is not None and copy.is_paused
    until = copy.paused_until if copy and paused else None
    if edit.options.to_notify and hold_s():
        own = timezone.now() + timedelta(seconds=hold_s()) + GRACE
        until = max(own, until or own)
        edit.take({"trouble": Trouble(PAUSED), "not_before": until})
    elif until:
        edit.take({"trouble": Trouble(BEHIND), "not_before": until})
    return edit.trouble is not None


def noted(edit: Edit) -> None:
    """Let what is saved after a paused edit wait behind it."""
    if edit.paused and edit.not_before:
        Appointment.pause(edit.event_id, edit.not_before)


def goes_at(edit: Edit) -> datetime:
    """Return when a paused edit leaves by itself."""
    return (edit.not_before or timezone.now()) - GRACE


def left_s(edit: Edit) -> int:
    return max(0, math.ceil((goes_at(edit) - timezone.now()).total_seconds()))


def is_behind(edit: Edit) -> bool:
    """Whether it has to wait for an earlier one, whoever presses."""
    if not edit.trouble or edit.trouble.kind not in (PAUSED, BEHIND):
        return False
    earlier = holding.waiting().filter(event_id=edit.event_id, pk__lt=edit.pk)
    return earlier.filter(trouble__kind=PAUSED).exists()


@contextmanager
def ending(edit: Edit) -> Iterator[None]:
    """Let what waits behind it leave, if its pause ends in here: sent, or undone."""
    paused, until = edit.paused, edit.not_before
    try:
        yield
    finally:
        if paused and not edit.paused:
            tried(_go_on, edit.event_id, until)


def _go_on(event_id: str, until: datetime | None) -> None:
    Appointment.go_on(event_id, until)
    behind = holding.waiting().filter(event_id=event_id, trouble__kind=BEHIND)
    behind.update(not_before=None)
