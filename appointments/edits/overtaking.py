"""What one edit of an appointment says of another that was made earlier."""

from django.db.models import Q

from appointments.edits import diff, holding, pausing
from appointments.edits.standing import LANDS_WITHIN
from appointments.edits.tables import Edit


def replace_waiting(edit: Edit) -> bool:
    """Let what the same person has waiting of the same fields never leave.

    Who saves again what waits means it instead, not after it: sent one after the other
    the second would clash with the first. So does who saves the form that shows it,
    even with a field put back. What waits of other fields, or of others, stays. Tell
    whether there was any.
    """
    asked = edit.changes.asked().keys()
    mine = holding.waiting().filter(event_id=edit.event_id, person=edit.person)
    replaced = [
        one
        for one in mine
        # Of what a backup brought back nobody knows whether it had left before.
        if not one.restored
        and (one.pk in edit.instead_of or one.changes.asked().keys() <= asked)
    ]
    for one in replaced:
        with pausing.ending(one):
            one.replace()
    return bool(replaced)


def settle_older(edit: Edit) -> None:
    """Settle the unknown edits of an appointment that this accepted one came after.

    What it was compared with tells whether they had arrived; what it wrote over
    itself does not matter any more. Of the rest nothing is known, and it stays so.
    """
    older = Edit.here().filter(
        event_id=edit.event_id, state=Edit.State.UNKNOWN, made_at__lt=edit.made_at
    )
    for one in older.order_by("made_at"):
        _settle(one, edit)


def _settle(older: Edit, edit: Edit) -> None:
    asked, before = older.changes.asked(), older.compared
    if asked.keys() <= edit.changes.asked().keys():
        older.overtake()
        return
    seen, seen_at = edit.current, edit.current_seen_at
    if seen is None or seen_at is None or older.sent_at is None:
        return
    if seen_at > older.sent_at and diff.applied(older.changes, seen, before=before):
        older.found_applied()
    elif seen_at > older.sent_at + LANDS_WITHIN and diff.unmoved(
        older.changes, seen, before=before
    ):
        older.found_not_applied()


def moved_by_others(edit: Edit, merged: list[str]) -> set[str]:
    """Return what has another value by now, but for what we know to have given it.

    Our earlier edits, and what the same person has saved since.
    """
    ours = Q(pk__lt=edit.pk) | Q(person=edit.person_id)
    known = Edit.here().filter(ours, event_id=edit.event_id)
    accepted = known.filter(state=Edit.State.ACCEPTED, finished_at__gte=edit.made_at)
    return set(merged).difference(*(one.changes.asked() for one in accepted))
