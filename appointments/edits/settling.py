"""The use case: send what is waiting, find out about what is not known.

Nothing here repeats by itself: a person presses "Send again" or "Check again". An edit
whose outcome is unknown is read back before anything is repeated, because repeating may
run automations twice and may undo what a colleague did since.
"""

import math
from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from appointments.connection import leadway
from appointments.edits import diff, holding, pausing, saving
from appointments.edits.calling import about
from appointments.edits.drafts import Draft
from appointments.edits.standing import LANDS_WITHIN
from appointments.edits.tables import Edit
from appointments.index.placing import placed
from appointments.index.tables import Appointment
from appointments.leadway.errors import (
    LeadwayError,
    Refused,
    Resting,
    Stopping,
    Trouble,
)
from people.patience import tried

# A slow write may still land: look at once, after 2 s, and when none lands any more.
REREAD_AFTER_S = (0, 2, int(LANDS_WITHIN.total_seconds()))
LOST_AFTER = timedelta(seconds=60)


class Found(StrEnum):
    """What reading back told about an edit whose outcome was unknown."""

    APPLIED = "applied"
    NOT_YET = "not_yet"
    NOT_APPLIED = "not_applied"
    DIFFERENT = "different"
    NOT_TOLD = "not_told"
    NO_ANSWER = "no_answer"
    GONE = "gone"
    MOVED_ON = "moved_on"


def send_again(edit: Edit) -> None:
    """Send a waiting edit, compared afresh with what Leadway holds now.

    So is one that reading back could not settle: a person has decided. Any other edit
    is left alone: a second press sends nothing twice.
    """
    edit.refresh_from_db()
    if undecided(edit):
        edit.found_not_applied()
    if edit.waiting and pausing.is_behind(edit):
        edit.stand_back(Trouble(pausing.BEHIND))
    elif edit.waiting:
        with holding.pressed(), pausing.ending(edit):
            saving.send(edit)


def take_back(edit: Edit) -> None:
    """Let an edit that waits never leave; where it has left, it is shown as it is."""
    with pausing.ending(edit):
        edit.withdraw()


def read_back(edit: Edit) -> Found:
    """Read the record and decide about an edit in state UNKNOWN."""
    asked_at = timezone.now()
    try:
        with about(edit):
            record = placed(leadway().get_appointment(edit.event_id))
    except LeadwayError as error:
        return _not_read(edit, error)
    Appointment.remember(record, seen_at=asked_at)
    if not edit.look_again(record):
        return Found.MOVED_ON
    before = edit.compared
    if not diff.mentioned(edit.changes, record):
        return Found.NOT_TOLD
    if diff.applied(edit.changes, record, before=before):
        edit.found_applied()
        Appointment.mark_edited(record.id)
        Draft.end(edit)
        return Found.APPLIED
    if not diff.unmoved(edit.changes, record, before=before):
        return Found.DIFFERENT
    if edit.rereads < len(REREAD_AFTER_S) or _may_still_land_s(edit):
        return Found.NOT_YET
    edit.found_not_applied()
    return Found.NOT_APPLIED


def _not_read(edit: Edit, error: LeadwayError) -> Found:
    """Sort a look that failed; what Leadway does not have any more is settled."""
    if isinstance(error, Refused) and error.reason == "not_found":
        Appointment.mark_gone(edit.event_id)
        edit.refuse(error)
        return Found.GONE
    if not isinstance(error, Resting | Stopping):
        edit.looked_in_vain()
    return Found.NO_ANSWER


def undecided(edit: Edit) -> bool:
    """Tell whether reading it back has told all it can, so that a person decides."""
    if edit.state != Edit.State.UNKNOWN or edit.rereads < len(REREAD_AFTER_S):
        return False
    if edit.sent_at is None or edit.reread_at is None:
        return False
    return edit.reread_at - edit.sent_at >= timedelta(seconds=REREAD_AFTER_S[-1])


def next_look_s(edit: Edit) -> int | None:
    """Return in how many seconds to read back again, or None when enough was read."""
    if edit.state != Edit.State.UNKNOWN:
        return None
    if edit.rereads < len(REREAD_AFTER_S):
        return REREAD_AFTER_S[edit.rereads]
    # Somebody pressed "Check again" meanwhile: the last look comes in its time.
    return _may_still_land_s(edit) or None


def _may_still_land_s(edit: Edit) -> int:
    """Return for how many seconds more a slow write may land: looks prove nothing."""
    if edit.sent_at is None:
        return 0
    passed = (timezone.now() - edit.sent_at).total_seconds()
    return max(0, math.ceil(REREAD_AFTER_S[-1] - passed))


def lost_in_s(edit: Edit) -> int:
    """Return in how many seconds an edit in flight counts as lost, and a bit more."""
    lost_at = (edit.sent_at or timezone.now()) + LOST_AFTER
    return max(2, math.ceil((lost_at - timezone.now()).total_seconds()) + 1)


def settle_lost() -> int:
    """Turn calls that never came back into UNKNOWN; return how many there were.

    A process that was killed in flight leaves its edit handed over and unfinished.
    """
    lost = Edit.here().filter(
        state=Edit.State.PENDING, sent_at__lt=timezone.now() - LOST_AFTER
    )
    return sum(edit.lost() for edit in lost)


def verify(edit: Edit) -> None:
    """Read the record back right after an accepted save, once. Never raises.

    A read that fails is shown as what it is: the answer of the save stands. So it does
    where the read cannot be noted.
    """
    if not edit.verifiable:
        return
    asked_at = timezone.now()
    try:
        with about(edit):
            record = placed(leadway().get_appointment(edit.lives_at))
    except LeadwayError:
        return
    tried(Appointment.remember, record, seen_at=asked_at)
    tried(edit.look_again, record)
