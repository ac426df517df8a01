"""Variety that is the same each time."""

from random import Random


def chance(*names: object) -> Random:
    """A generator that always draws the same for the same names."""
    # For variety, not for secrets.
    return Random("".join(map(str, names)))  # noqa: S311
