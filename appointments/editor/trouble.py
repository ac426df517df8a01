"""What is wrong with what was typed, at the control where it can be put right."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(eq=False)
class Trouble(Exception):
    """What is wrong with a field; `choices` are the two offsets of an overlap."""

    field: str
    message: str
    choices: tuple[datetime, ...] = ()
