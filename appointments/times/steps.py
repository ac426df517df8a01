"""Places on a grid of five minutes, and how a style sheet is told them.

static/css/timegrid.css has a class for each hour and each five minutes of it: one for
each step of a day would be a twentieth of all that a page weighs.
"""

from datetime import datetime

STEP = 5
HOUR = 60 // STEP
DAY = 24 * HOUR


def place(start: int) -> str:
    """Return the classes of a step, counted from midnight."""
    return f"h{start // HOUR} m{start % HOUR * STEP}"


def stretch(start: int, length: int) -> str:
    """Return the classes of so many steps from one on."""
    return f"{place(start)} for{length // HOUR}h for{length % HOUR * STEP}m"


def place_of(at: datetime) -> str:
    """Return the classes of the step that a clock on the wall is in."""
    return place((at.hour * 60 + at.minute) // STEP)
