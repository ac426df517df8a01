"""Event ids: their alphabet, and what the id of an occurrence says."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EVENT_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
"""To be matched whole (`fullmatch`). Escaping does not make a path safe, as `..` shows:
only the alphabet does."""

_OCCURRENCE = re.compile(
    r"(?P<master>[A-Za-z0-9_-]{1,100})_(?P<millis>[0-9]{12,13})_(?P<seconds>[0-9]{1,7})"
)


class Occurrence(NamedTuple):
    """The parts of an occurrence's id; `start` is aware, in UTC."""

    master: str
    start: datetime
    seconds: int


def is_event_id(text: str) -> bool:
    return EVENT_ID.fullmatch(text) is not None


def series_of(event_id: str) -> Occurrence | None:
    """Take apart the id of an occurrence, or return None for any other id."""
    match = _OCCURRENCE.fullmatch(event_id)
    if match is None:
        return None
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    start = epoch + timedelta(milliseconds=int(match["millis"]))
    return Occurrence(match["master"], start, int(match["seconds"]))


def same_series(asked: str, returned: str, master: str | None = None) -> bool:
    """Say whether `returned` is `asked` itself or an occurrence of the same series.

    `master` is the series that the returned record names, if it names one.
    """
    if returned == asked:
        return True
    occurrence = series_of(asked)
    series = occurrence.master if occurrence else asked
    other = series_of(returned)
    return series in (master, other.master if other else None)


def sound(id: str | None) -> str | None:
    """Return what can be an id; a longer text than a column of ids holds is none."""
    return id if id and is_event_id(id) else None
