"""What Leadway refused, field by field, for the controls that change them."""

from collections.abc import Mapping
from dataclasses import dataclass

from appointments.words import Words

# Where a form's control has another name than the field.
CONTROL = {"start_time": "start", "end_time": "end"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What Leadway refused about one field, and which control changes it."""

    control: str
    label: str
    message: str


def faults_of(said: Mapping[str, str], words: Words) -> list[Fault]:
    """Return what was said of fields by our names, for the controls that change them.

    Also of a field that was left alone: Leadway may want it changed.
    """
    return [
        Fault(CONTROL.get(name, name), words.label(name), message)
        for name, message in said.items()
    ]
