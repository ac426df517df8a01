"""The form over a newer record, with what was typed and is not saved yet."""

from collections.abc import Collection, Set
from dataclasses import replace

from appointments.editor.form import AppointmentForm
from appointments.editor.making import as_now, make_form
from appointments.editor.options import FOR_ONE_SAVE
from appointments.editor.waiting import controls
from appointments.edits import baseline
from appointments.edits.baseline import Baseline
from appointments.edits.tables import Edit
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request


def go_on(
    request: Request,
    record: AppointmentRecord,
    saved: Collection[str],
    edit: Edit | None = None,
) -> AppointmentForm:
    """Return the form over a newer record, with what was typed and is not saved yet.

    As long as anything is, in the zone that it was typed in. `edit` was accepted.
    """
    try:
        seen = posted_baseline(request, record.id)
    except baseline.Forged:
        return make_form(request, as_now(record))
    left = make_form(request, seen, request.POST).touched - {*saved, *FOR_ONE_SAVE}
    if not left:
        return make_form(request, as_now(record))
    # What came of a save of the same person was not seen, and is no news to them.
    known = replace(seen.record, **edit.came) if edit else seen.record
    record = _below(left, record, known)
    newer = Baseline(record, seen.zone) if seen.zone else as_now(record)
    data = make_form(request, newer).as_posted()
    data |= {name: request.POST.get(name, "") for name in left}
    return make_form(request, newer, data)


def _below(
    typed: Set[str], newer: AppointmentRecord, shown: AppointmentRecord
) -> AppointmentRecord:
    """Return the newer record, but for what these controls were typed over.

    What somebody else has put there meanwhile is a conflict at the next save: nobody
    was shown it, because what is typed stands in its place.
    """
    covered = [name for name in ATTRIBUTES if controls([name]) & typed]
    return replace(newer, **{name: getattr(shown, name) for name in covered})


def posted_baseline(request: Request, event_id: str) -> Baseline:
    """Return what the posted form was made from. Raises Forged."""
    return baseline.read(request.POST.get("baseline", ""), event_id=event_id)
