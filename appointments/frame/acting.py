"""What can be done at once about the appointment that is meant most likely.

Outcomes are posted to edits/pressing.py, as the buttons of a row are. What needs a
choice opens the appointment at that control.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.frame.options import Group, Option, label
from appointments.index.tables import Appointment
from appointments.today import rows
from appointments.today.rows import Press, Row
from appointments.words import Words

LABELS = {
    "showed": gettext_lazy("Mark as showed"),
    "noshow": gettext_lazy("Mark as no-show"),
    "cancelled": gettext_lazy("Cancel the appointment"),
    "confirmed": gettext_lazy("Confirm the appointment"),
}
# These show in a line what became of a press, above what they list.
TELLING = ("day", "calendar", "listing")


def on(
    one: Appointment, title: str, words: Words, now: datetime, *, may_edit: bool
) -> Group:
    """Return the deeds; `title` names the appointment."""
    row = rows.row(one, words, now)
    pressed = [_press(row, one) for one in row.presses]
    changes = [*pressed, *_opened(row)] if may_edit else []
    return Group(
        "top",
        _("Do now: %(appointment)s") % {"appointment": title},
        [*changes, Option(label(_("Copy the id")), "copy", copy=row.event_id)],
        {"form_key": row.key, "was_appointment_status": row.status},
    )


def back(here: str) -> str:
    """Return where a press leads back to: this page, if it tells what became of it."""
    path = urlsplit(here).path
    return here if path in map(reverse, TELLING) else ""


def _press(row: Row, press: Press) -> Option:
    return Option(
        label(str(LABELS[press.status])),
        press.icon,
        status=press.status,
        action=row.press_url,
        name="appointment_status",
        value=press.status,
        key=press.key,
    )


def _opened(row: Row) -> list[Option]:
    return [
        Option(label(text), icon, url=f"{row.url}#f-{control}", opens=row.event_id)
        for text, icon, control in (
            (_("Move…"), "clock", "start"),
            (_("Reassign…"), "user", "assigned_user_id"),
        )
    ]
