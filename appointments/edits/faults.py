"""What Leadway refused, field by field, for the controls that change them."""

from collections.abc import Container, Mapping
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


def faults_of(
    said: Mapping[str, str], asked: Container[str], words: Words
) -> list[Fault]:
    """Return the faults of the fields that were asked for; `said` is by our names."""
    return [
        Fault(CONTROL.get(name, name), words.label(name), message)
        for name, message in said.items()
        if name in asked
    ]
