"""The one call of an edit, and what Leadway may want besides before it takes it."""

from appointments.connection import leadway
from appointments.edits import along
from appointments.edits.tables import Edit
from appointments.leadway.errors import Refused, Trouble
from appointments.leadway.records import AppointmentRecord
from people.patience import tried


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
