"""From what was chosen under "Status" to a status that can be set."""

from collections.abc import Set

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.leadway import statuses

FIELD = "appointment_status"


def read(chosen: str, touched: Set[str]) -> dict[str, str]:
    """Return the status if it changes. Raises Trouble."""
    if FIELD not in touched:
        return {}
    if chosen in statuses.SETTABLE:
        return {FIELD: chosen}
    raise Trouble(FIELD, _("Choose a status from the list."))


def not_kept() -> Trouble:
    """Say that a status must be chosen, because the present one cannot be sent."""
    message = _(
        "Leadway resets the status of an appointment that is saved without one,"
        " and does not take this one back. Choose a status."
    )
    return Trouble(FIELD, message)
