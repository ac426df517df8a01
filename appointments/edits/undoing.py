"""Undo: the inverse of an accepted edit, saved through the same checks."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from appointments.edits import diff
from appointments.edits.along import status_to_send
from appointments.edits.calling import left_behind
from appointments.edits.in_words import TOGETHER
from appointments.edits.intending import intend, quietly
from appointments.edits.saving import save
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from people.models import User


def undo(
    edit: Edit,
    *,
    person: User,
    form_key: uuid.UUID,
    acknowledged: AppointmentRecord | None = None,
    screen: str = "",
    only: Collection[str] = (),
) -> Edit | None:
    """Save the inverse of an accepted edit, through the same checks.

    Automations stay off. Fields whose earlier value Leadway never told stay as they
    are; None when that leaves nothing to put back. `acknowledged` is the record a
    person has seen and decided to change all the same. Of `only` some fields the rest
    stays; what a person takes for one, such as both times, goes back together.
    """
    now = edit.compared
    before = replace(now, appointment_status=status_to_send(now))
    changes, _lost = diff.earlier(_asked(edit, only), before=before)
    if not changes:
        return None
    intent = intend(
        edit.lives_at,
        changes,
        quietly(changes),
        person=person,
        baseline=left_behind(edit, edit.returned),
        # Back to where it was: whoever has that time now had to know of this one.
        anyway=True,
        acknowledged=acknowledged,
        form_key=form_key,
        undoes=edit,
        screen=screen,
    )
    return save(intent)


def _asked(edit: Edit, only: Collection[str]) -> list[str]:
    asked = [*edit.changes.asked()]
    if not only:
        return asked
    meant = {*only}.union(*(one for one in TOGETHER.values() if {*one} & {*only}))
    return [name for name in asked if name in meant]
