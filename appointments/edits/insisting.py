"""Once more: what an edit asked for, where Leadway has another value than that."""

import uuid
from collections.abc import Collection
from dataclasses import replace

from appointments.connection import default_options
from appointments.edits.intending import intend, wanted
from appointments.edits.saving import left_behind, save
from appointments.edits.tables import Edit
from appointments.leadway.changes import derived_override
from people.models import User


def insist(
    edit: Edit, names: Collection[str], *, person: User, form_key: uuid.UUID
) -> Edit:
    """Save these fields once more, through the same checks. Automations stay off.

    Of an edit that stopped at a conflict all that it asked for, upon what was shown
    there. Raises PermissionDenied and NothingToSend.
    """
    stopped = edit.state == Edit.State.CONFLICTED
    changes = edit.changes if stopped else wanted(edit, names)
    options = replace(
        default_options(),
        to_notify=False,
        override_location_config=derived_override(changes),
    )
    intent = intend(
        edit.lives_at,
        changes,
        options,
        person=person,
        baseline=edit.baseline if stopped else left_behind(edit, edit.told),
        # Whoever has that time was named when it was asked for first.
        anyway=True,
        acknowledged=edit.compared if stopped else None,
        form_key=form_key,
    )
    return save(intent)
