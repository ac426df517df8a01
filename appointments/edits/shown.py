"""A receipt for somebody: what they may do with it, and when it looks again."""

import uuid
from dataclasses import dataclass

from appointments.edits import marks, telling
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.request import Request, may_act_on, may_edit


@dataclass(frozen=True, slots=True)
class Shown:
    """A receipt for somebody: what they may do with it, and when it looks again.

    `id` is that of its element, `tone` the colour of its edge. `look_in_s` is None when
    it does not look again by itself; `key` is of the deeds in it, so that a second
    press of one is harmless.
    """

    receipt: telling.Receipt
    id: str
    picture: str
    tone: str
    may_act: bool
    may_undo: bool
    look_in_s: int | None
    key: uuid.UUID


def shown(edit: Edit, request: Request, *, looked: bool = False) -> Shown:
    """Return the receipt for who asks. One look by itself at a save is enough."""
    told = telling.receipt(edit, words())
    may_act = may_act_on(request, edit.person_id)
    look_in_s = told.look_again_s
    if told.unchecked:
        # A read that failed is not repeated for ever.
        look_in_s = None if looked else 0
    elif told.kind == "paused" and not may_act:
        look_in_s = telling.LOOKS_EVERY_S
    elif told.kind == "unknown" and not may_act:
        # Reading back settles the edit, so it is for who may do that.
        look_in_s = None
    return Shown(
        told,
        id=f"receipt-{edit.pk}",
        picture=_picture(told),
        tone=marks.tone_of(told.kind, told.tone),
        may_act=may_act,
        may_undo=may_edit(request),
        look_in_s=look_in_s,
        key=uuid.uuid4(),
    )


def _picture(told: telling.Receipt) -> str:
    return marks.picture_of(
        told.kind,
        told.tone,
        undoes=bool(told.edit.undoes_id),
        by_leadway=told.by_leadway,
    )
