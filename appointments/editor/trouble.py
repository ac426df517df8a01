"""What is wrong with what was typed, at the control where it can be put right."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Trouble(Exception):
    """What is wrong with a field, and what may be meant by it."""

    field: str
    message: str
    # The time that is offered in the place of one that does not exist.
    instead: datetime | None = None
