"""Which of the eight colours of people somebody has."""

from zlib import crc32

HUES = 8


def hue_of(identity: object) -> int:
    """Return 1 to 8, from the id alone: no colleague who comes or goes changes it."""
    return crc32(str(identity).encode()) % HUES + 1
