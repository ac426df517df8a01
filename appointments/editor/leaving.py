"""What is wrong with a field is said when it is left, and goes when it is put right."""

from collections.abc import Set
from typing import Any

from appointments.editor import page
from appointments.editor.form import SECTIONS, AppointmentForm


def field_by_field(
    form: AppointmentForm, *, typing: str, said: Set[str]
) -> dict[str, Any]:
    """Return the slots of the fields that somebody has left, and what was touched.

    `said` names those where something is said by now; of the others, the wrong ones.
    Nobody is interrupted: what is said of the field that is being typed in waits, and
    so does what is said of a place while it is being put together.
    """
    busy = set(SECTIONS["where"]) if typing in SECTIONS["where"] else {typing}
    every = page.slots(form)
    held = {slot["name"] for slot in every if slot["message"] and slot["name"] in busy}
    return {
        "left_slots": [
            slot
            for slot in every
            if slot["name"] not in held and (slot["message"] or slot["name"] in said)
        ],
        "held": bool(held),
        "touched": " ".join(sorted(form.touched)),
    }
