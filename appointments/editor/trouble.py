"""What is wrong with what was typed, at the control where it can be put right."""

from dataclasses import dataclass


@dataclass(eq=False)
class Trouble(Exception):
    """What is wrong with a field."""

    field: str
    message: str
