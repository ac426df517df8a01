"""Whom a call to the sandbox was about, and who saved it: as far as we know."""

from collections.abc import Sequence
from datetime import timedelta

from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.ids import is_event_id
from appointments.practice.rehearsing import Call

PATH = "/calendars/events/appointments/"
# So long a call may be on its way after it was noted as sent.
ON_ITS_WAY = timedelta(seconds=30)


def names(calls: Sequence[Call]) -> list[str]:
    """Return "Nuria Campos · Ana Beltrán" for each call, or what of it is known."""
    ids = [_event_id(one) for one in calls]
    contacts, edits = _contacts(ids), _edits(ids)
    return [
        " · ".join(filter(None, [contacts.get(id, ""), _who(one, edits.get(id, []))]))
        for one, id in zip(calls, ids, strict=True)
    ]


def _event_id(call: Call) -> str:
    path = call.path.partition("?")[0]
    event_id = path.removeprefix(PATH) if path.startswith(PATH) else ""
    return event_id if is_event_id(event_id) else ""


def _contacts(ids: Sequence[str]) -> dict[str, str]:
    rows = Appointment.objects.filter(pk__in={*ids} - {""})
    found = rows.values_list("pk", "contact__name")
    return {id: name for id, name in found if name}


def _edits(ids: Sequence[str]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    rows = Edit.here().filter(event_id__in={*ids} - {""}, sent_at__isnull=False)
    for edit in rows.only("event_id", "sent_at", "person_name").order_by("-sent_at"):
        found.setdefault(edit.event_id, []).append(edit)
    return found


def _who(call: Call, edits: Sequence[Edit]) -> str:
    """Return who saved it: the edit that was sent last before the call came."""
    if call.method != "PUT":
        return ""
    for edit in edits:
        if edit.sent_at and timedelta() <= call.at - edit.sent_at <= ON_ITS_WAY:
            return edit.person_name
    return ""
