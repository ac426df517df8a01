"""What is wrong with a field is said when it is left, and goes when it is put right."""

from collections.abc import Set

from appointments.editor.controls import Control
from appointments.editor.form import SECTIONS


def left_and_held(
    slots: list[Control], *, typing: str, said: Set[str]
) -> tuple[list[Control], bool]:
    """Return the slots of the fields that somebody has left, and if an error waits.

    `said` names those where something is said by now; of the others, the wrong ones.
    Nobody is interrupted: what is said of the field that is being typed in waits, and
    so does what is said of a place while it is being put together.
    """
    busy = set(SECTIONS["where"]) if typing in SECTIONS["where"] else {typing}
    held = {slot.name for slot in slots if slot.error and slot.name in busy}
    left = [
        slot
        for slot in slots
        if slot.name not in held and (slot.error or slot.name in said)
    ]
    return left, bool(held)
