"""What Leadway refused, field by field, for the controls that change them."""

from collections.abc import Mapping
from dataclasses import dataclass

from appointments.words import Words

# Where each of its values is a tile of its own, by that value.
TILES = {"appointment_status": "f-status-{}", "meeting_location_type": "f-type-{}"}
# Where a form's control has another name than the field.
CONTROL = {"start_time": "start", "end_time": "end"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What Leadway refused about one field, and which control changes it."""

    control: str
    label: str
    message: str
    # The id of the control that a link to it leads to: of tiles the one that was asked.
    anchor: str


def faults_of(
    said: Mapping[str, str], words: Words, asked: Mapping[str, object]
) -> list[Fault]:
    """Return what was said of fields by our names, for the controls that change them.

    Also of a field that was left alone: Leadway may want it changed.
    """
    return [
        Fault(
            CONTROL.get(name, name),
            words.label(name),
            message,
            _anchor(name, asked.get(name)),
        )
        for name, message in said.items()
    ]


def _anchor(name: str, asked: object) -> str:
    if name in TILES and asked:
        return TILES[name].format(asked)
    return f"f-{CONTROL.get(name, name)}"
