"""Time zones by whatever name they are told under: IANA's, Windows', or an offset.

Accounts and calendars were seen to write "Europe/Madrid", "europe/madrid ", "Romance
Standard Time", "(GMT+01:00) Madrid" and "GMT+5:30". What is ambiguous is not guessed:
"CST" is the time of Chicago, of Shanghai and of Havana.
"""

import re
import struct
from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

# Names in the database that are no place's time, or this machine's own.
_NO_ZONES = {"factory", "localtime", "posixrules"}
_OFFSET = re.compile(r"(?:utc|gmt|z)?([+\-\u2212])(\d{1,2})(?::?([0-5]\d))?", re.I)
_BEFORE = re.compile(r"\(?((?:utc|gmt)?\s*[+\-\u2212]\s*\d{1,2}(?::?\d{2})?)\)?", re.I)
_MOST_MINUTES = 14 * 60
_LONGEST = 200


def zone_named(name: str | None) -> ZoneInfo | None:
    """Return the zone that is meant, or None where none is, or more than one."""
    text = " ".join(name.split()) if isinstance(name, str) else ""
    return _named(text) if 0 < len(text) <= _LONGEST else None


@lru_cache(256)
def _named(text: str) -> ZoneInfo | None:
    return (
        _exact(text)
        or _exact(_every_name().get(_plain(text), ""))
        or _exact(_windows_names().get(_plain(text), ""))
        or _prefixed(text)
        or _offset(text)
        or _described(text)
    )


def _plain(text: str) -> str:
    return text.strip("\"'/").casefold().replace(" ", "_")


def _prefixed(text: str) -> ZoneInfo | None:
    """Read "/freeassociation.sourceforge.net/Europe/Madrid", as libical writes it.

    RFC 5545 (3.2.19) lets a program set its own name before; "tzone://Microsoft/Utc" is
    Exchange's.
    """
    before, slash, rest = text.strip("\"'").partition("/")
    if before and not before.endswith(":"):
        return None
    while slash:
        if zone := _exact(_every_name().get(_plain(rest), "")):
            return zone
        _dropped, slash, rest = rest.partition("/")
    return None


def _exact(text: str) -> ZoneInfo | None:
    try:
        zone = ZoneInfo(text) if text else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return None if text.casefold() in _NO_ZONES else zone


@lru_cache(1)
def _every_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()} | {"z": "UTC"}


@lru_cache(1)
def _windows_names() -> dict[str, str]:
    """Return IANA's names by those of Windows, as the CLDR has them."""
    # Only where a name needs it: Babel brings the tables of all languages along.
    from babel.core import get_global

    names = get_global("windows_zone_mapping").items()
    return {windows.casefold().replace(" ", "_"): name for windows, name in names}


def is_a_place(zone: ZoneInfo) -> bool:
    """Whether it is called after a place, and not after an offset."""
    area, slash, _place = zone.key.partition("/")
    return bool(slash) and area != "Etc"


# --- offsets ---


def _offset(text: str) -> ZoneInfo | None:
    """Read "GMT+1", "UTC-05:00" or "+0530": a zone that never changes its clocks."""
    found = _OFFSET.fullmatch(text.replace(" ", "").strip("()"))
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    minutes *= 1 if found[1] == "+" else -1
    return _fixed(minutes) if abs(minutes) <= _MOST_MINUTES else None


@lru_cache(256)
def _fixed(minutes: int) -> ZoneInfo | None:
    """Return the zone of an offset: IANA's own, which counts the other way round."""
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return _exact("UTC")
    if not rest and (zone := _exact(f"Etc/GMT{'-' if minutes > 0 else '+'}{hours}")):
        return zone
    key = f"UTC{'+' if minutes > 0 else '-'}{hours:02d}:{rest:02d}"
    # The least that RFC 8536 allows: one kind of time, and no change of it.
    counts = struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    kind = struct.pack(">lBB", minutes * 60, 0, 0)
    data = b"TZif" + bytes(16) + counts + kind + b"LMT\0"
    return ZoneInfo.from_file(BytesIO(data), key=key)


# --- descriptions ---


def _described(text: str) -> ZoneInfo | None:
    """Read "(GMT+01:00) Madrid" and "GMT-06:00 America/Chicago (CST)".

    By the first place of which there is only one, with that offset where one is told.
    """
    told = _BEFORE.match(text)
    offset = _offset(told[1]) if told else None
    rest = text[told.end() :] if told else text
    for words in re.split(r"[,;()]", rest):
        for name in (words, *words.split()):
            zone = _exact(_places().get(_plain(name.strip()), ""))
            if zone and (offset is None or _has(zone, offset)):
                return zone
    return None


@lru_cache(1)
def _places() -> dict[str, str]:
    """Return zones by their whole names, and by the places that stand in one only."""
    found = defaultdict(set)
    for name in available_timezones():
        area, _slash, place = name.rpartition("/")
        if area and area != "Etc":
            found[name.casefold()].add(name)
            found[place.casefold()].add(name)
    return {place: min(names) for place, names in found.items() if len(names) == 1}


def _has(zone: ZoneInfo, offset: ZoneInfo) -> bool:
    """Whether a zone has an offset in winter or in summer."""
    wanted = datetime(2026, 1, 1, tzinfo=offset).utcoffset()
    months = (datetime(2026, month, 1, tzinfo=zone) for month in (1, 7))
    return any(one.utcoffset() == wanted for one in months)
