"""Tolerant readers: any JSON value in, a value of the right type or None out."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 12, 31, tzinfo=UTC)
# Nothing that is told as a count lies before March 1973.
_LEAST_COUNT = 100_000_000
_COUNT = re.compile(r"[0-9]{9,14}")
_SHORTEST_TIME = len("2021-06-23T03:30")
# Letters by their kind of which nothing is seen: of Hangul, of Braille.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"


def text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def visible(value: Any) -> str:
    """Return a text without the spaces around it, "" where nothing of it is seen.

    A name may be made of blanks, joiners or directions alone.
    """
    found = value.strip() if isinstance(value, str) else ""
    if found.isascii() and found.isprintable():
        return found
    return found if any(map(_is_seen, found)) else ""


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK


def texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(item for item in value if isinstance(item, str))


def flag(value: Any) -> bool | None:
    """Read a boolean; Leadway's page itself prints one as the text "true"."""
    if isinstance(value, bool):
        return value
    spelled = value.strip().lower() if isinstance(value, str) else ""
    return {"true": True, "false": False}.get(spelled)


def number(value: Any) -> float | None:
    """Read a finite number, also when it was sent as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        read = float(value)
    except (ValueError, OverflowError):
        return None
    return read if abs(read) < 1e12 else None


def instant(value: Any, zone: tzinfo | None = None) -> datetime | None:
    """Read a time with any offset, `Z` or fractions of a second.

    A time without an offset is read as wall time in `zone`; without a zone it says
    nothing. A number, or a text of nothing but its figures, is seconds or milliseconds
    since 1970. The result carries a fixed offset, so that it compares and stores the
    same everywhere.
    """
    if (since := _since_1970(value)) is not None:
        return since
    if not isinstance(value, str) or len(value.strip()) < _SHORTEST_TIME:
        return None
    try:
        read = datetime.fromisoformat(value.strip())
        return _fixed(read, zone)
    except (ValueError, OverflowError):
        return None


def _since_1970(value: Any) -> datetime | None:
    """Read a count of seconds, or of milliseconds: those are a thousand times more."""
    if isinstance(value, str):
        value = int(value) if _COUNT.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not _LEAST_COUNT <= value <= _LEAST_COUNT * 1_000_000:
        return None
    seconds = value if value < _LEAST_COUNT * 1000 else value / 1000
    read = _EARLIEST + timedelta(seconds=seconds)
    return read if read <= _LATEST else None


def _fixed(read: datetime, zone: tzinfo | None) -> datetime | None:
    if read.tzinfo is None and zone is not None:
        read = read.replace(tzinfo=zone)
    offset = read.utcoffset()
    if offset is None:
        return None
    read = read.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)
    return read if _EARLIEST <= read <= _LATEST else None


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def objects(value: Any) -> tuple[dict[str, Any], ...]:
    """Return the objects of a list, leaving out whatever else is in it."""
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, dict))


def minutes(value: Any, unit: Any) -> int | None:
    """Read a length whose unit stands beside it, as calendars write it."""
    count = number(value)
    if count is None or count < 0:
        return None
    factor = {"hours": 60, "hour": 60, "days": 1440, "day": 1440}.get(str(unit), 1)
    return int(timedelta(minutes=min(count * factor, 1e7)) / timedelta(minutes=1))


def required_id(raw: Mapping[str, Any]) -> str:
    """Return the id of a record; ValueError when there is none."""
    found = text(raw.get("id")) or text(raw.get("_id"))
    if not found:
        raise ValueError("a record without an id")
    return found
