"""Where an appointment stands among all others: by its start, then by its id.

One number says it, so that a list goes on behind any row at the same cost, and the
words of search are listed in this very order: see trigrams.py.
"""

from datetime import UTC, datetime, timedelta
from zlib import crc32

# Of the 64 bits of the number 34 are the second of the start, until the year 2242.
BITS = 30
FIRST, LAST = -(1 << 33), (1 << 33) - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def position(start: datetime | None, event_id: str) -> int:
    """Return where it stands; before all others when it has no start."""
    return first_at(start) | crc32(event_id.encode()) >> (32 - BITS)


def first_at(start: datetime | None) -> int:
    """Return the least position of whatever starts then; the bound of a span."""
    second = FIRST if start is None else (start - EPOCH) // SECOND
    return min(max(second, FIRST), LAST) << BITS
