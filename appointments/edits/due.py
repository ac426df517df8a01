"""What is due of edits without anybody waiting: for a worker to do."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from appointments.edits import settling
from appointments.edits.settling import REREAD_AFTER_S
from appointments.edits.tables import Edit
from appointments.index import passing
from appointments.index.claims import take_first

# Whoever has the edit on the screen looks first.
GRACE = timedelta(seconds=3)
# Longer than a look takes: then another worker may look, should this one have died.
LOOKING = timedelta(seconds=30)
# After a look, by how many there were: an outage may last longer than the first three.
WAITS_S = (*REREAD_AFTER_S[1:], 120, 600, 3600)


def next_look() -> Edit | None:
    """Take the edit that has waited longest for somebody to find out about it.

    `not_before` of an edit whose outcome is not known says when to look next, and is
    what a worker takes it by. Where nobody answers, nobody looks. One that a later look
    has told all it can is left to a person.
    """
    if not passing.current().answers_reads:
        return None
    now = timezone.now()
    due = Q(not_before=None) | Q(not_before__lte=now)
    rows = Edit.here().filter(due, state=Edit.State.UNKNOWN)
    rows = rows.filter(finished_at__lte=now - GRACE).exclude(_told())
    return take_first(
        rows.order_by(F("not_before").asc(nulls_first=True), "pk"),
        not_before=now + LOOKING,
    )


def _told() -> Q:
    last = timedelta(seconds=REREAD_AFTER_S[-1])
    seen = Q(reread_at__isnull=False, reread_at__gte=F("sent_at") + last)
    return seen & Q(rereads__gte=len(REREAD_AFTER_S))


def look(edit: Edit) -> None:
    """Read the record of an edit that was taken, and say when to look again."""
    taken_until = edit.not_before
    try:
        settling.read_back(edit)
    finally:
        looked = max(edit.rereads, 1) - 1
        wait_s = WAITS_S[min(looked, len(WAITS_S) - 1)]
        later = timezone.now() + timedelta(seconds=wait_s)
        still = edit.state == Edit.State.UNKNOWN
        ours = Edit.here().filter(pk=edit.pk, not_before=taken_until)
        ours.update(not_before=later if still else None)
