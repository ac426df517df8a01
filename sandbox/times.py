"""Instants are epoch milliseconds inside; outside they are text with an offset."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


# Far enough from both ends of the calendar for any zone and any length.
YEARS = range(1900, 9000)
LATEST_MS = 220_000_000_000_000


def parsed(text: str) -> datetime | None:
    """An aware datetime of a usual year, or None when the text is not one."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def to_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def local(ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, zone)


def written(ms: int, zone: ZoneInfo) -> str:
    """ISO 8601 with the offset that the zone has at that instant."""
    return local(ms, zone).isoformat(timespec="seconds")


def stamped(ms: int) -> str:
    """The form of dateAdded and dateUpdated: UTC with milliseconds."""
    text = datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def now_ms() -> int:
    return to_ms(datetime.now(UTC))
