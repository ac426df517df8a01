"""The one call of an edit: what Leadway may want besides, and what it leaves behind."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from appointments.connection import leadway
from appointments.edits import along
from appointments.edits.tables import Edit
from appointments.index.reading import Opened, current
from appointments.leadway import ids
from appointments.leadway.errors import Busy, LeadwayError, Refused, Trouble
from appointments.leadway.fields import SECTIONS
from appointments.leadway.purpose import calls_for
from appointments.leadway.records import AppointmentRecord
from people.patience import tried

WHERE = {*SECTIONS["where"]}


def now_of(edit: Edit) -> Opened:
    """Return what Leadway holds of the appointment that an edit has claimed."""
    with about(edit):
        return current(edit.event_id, claimed=True)


def about(edit: Edit) -> AbstractContextManager[None]:
    """Let the log say of all calls in here that they are this edit's."""
    return calls_for(f"edit {edit.pk}")


def answer_to(edit: Edit) -> AppointmentRecord:
    """Call; once more with what Leadway says that it wants besides, if we have that."""
    try:
        return _called(edit)
    except Refused as error:
        if not _meets(edit, error):
            raise
    return _called(edit)


def _called(edit: Edit) -> AppointmentRecord:
    contact_id, body = edit.compared.contact_id, edit.body or {}
    with about(edit):
        return leadway().send_update(edit.event_id, body, contact_id=contact_id)


def _meets(edit: Edit, error: Refused) -> bool:
    before = edit.body or {}
    body = along.met(
        Trouble.of(error),
        edit.changes,
        edit.options,
        body=before,
        now=edit.compared,
    )
    return body is not None and tried(edit.meet, error, body) and edit.body == body


def left_behind(edit: Edit, returned: AppointmentRecord | None) -> AppointmentRecord:
    """Return the record as the edit left it, for all that is known.

    What was sent and is not in the answer counts as applied until a reading says
    otherwise: an old status would be sent along with the next save.
    """
    sent = along.put_in(edit.body, edit.changes) | edit.changes.asked()
    asked = replace(edit.compared, **sent)
    if WHERE & sent.keys() and "meeting_location_type" not in sent:
        # It was of another place.
        asked = replace(asked, meeting_location_type=None, told_at={})
    return asked.merged(returned) if returned else asked


def addressable(returned: AppointmentRecord, event_id: str) -> AppointmentRecord:
    """Keep to the id we know where Leadway gives one that nothing can be asked by."""
    if ids.is_event_id(returned.id):
        return returned
    return replace(returned, id=event_id)


def not_before(error: LeadwayError) -> datetime | None:
    """Return when it may be tried again, if Leadway said anything about it."""
    if not isinstance(error, Busy):
        return None
    return timezone.now() + timedelta(seconds=error.retry_after_s)
