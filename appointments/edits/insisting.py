"""Once more: what an edit asked for, where Leadway has another value than that."""

import uuid
from collections.abc import Collection

from appointments.edits.calling import left_behind
from appointments.edits.intending import intend, quietly, wanted
from appointments.edits.saving import save
from appointments.edits.tables import Edit
from people.models import User


def insist(
    edit: Edit,
    names: Collection[str],
    *,
    person: User,
    form_key: uuid.UUID,
    screen: str = "",
) -> Edit:
    """Save these fields once more, through the same checks. Automations stay off.

    Of an edit that stopped at a conflict all that it asked for, upon what was shown
    there. Raises PermissionDenied and NothingToSend.
    """
    stopped = edit.state == Edit.State.CONFLICTED
    changes = edit.changes if stopped else wanted(edit, names)
    intent = intend(
        edit.lives_at,
        changes,
        quietly(changes),
        person=person,
        baseline=edit.baseline if stopped else left_behind(edit, edit.told),
        # Whoever has that time was named when it was asked for first.
        anyway=True,
        acknowledged=edit.compared if stopped else None,
        form_key=form_key,
        screen=screen,
    )
    return save(intent)
