"""Where an appointment takes place, as far as it was set here: reads tell little."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import diff
from appointments.edits.tables import Edit
from appointments.leadway.fields import SECTIONS
from appointments.leadway.records import AppointmentRecord
from appointments.times import writing
from appointments.words import Words


def set_here(
    record: AppointmentRecord, words: Words, edits: Iterable[Edit] | None = None
) -> str:
    """Say which place was set here last, and when: "Zoom, set here 02:29."

    Nothing where it was written anew in Leadway since. `edits` are those of the
    appointment, the newest first; without them they are asked for.
    """
    for edit in Edit.about(record.id) if edits is None else edits:
        asked = edit.changes.asked()
        names = [name for name in SECTIONS["where"] if name in asked]
        if edit.state != Edit.State.ACCEPTED or not names:
            continue
        if "address" in asked and not _still_there(edit, record):
            return ""
        place = " · ".join(words.value(name, asked[name]) for name in names)
        at = writing.write_ago(edit.made_at, now=timezone.now(), zone=words.zone)
        return _("%(place)s, set here %(at)s.") % {"place": place, "at": at}
    return ""


def _still_there(edit: Edit, record: AppointmentRecord) -> bool:
    told = edit.told
    results = [edit.changes.address, told.address if told else None]
    return any(diff.same("address", record.address, one) for one in results)
