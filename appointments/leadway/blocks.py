"""Times at which nobody can be booked: an absence, a meeting, lunch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from appointments.leadway import readers, wire


@dataclass(frozen=True, slots=True)
class BlockedTime:
    """One of them. Whose it is, is what was asked for."""

    id: str
    title: str
    start: datetime
    end: datetime
    deleted: bool = False

    @classmethod
    def from_wire(cls, obj: Any, *, zone: ZoneInfo | None = None) -> Self:
        """Read one; ValueError where it blocks nothing that could be drawn.

        Times without an offset are read as wall time in `zone`.
        """
        raw: Mapping[str, Any] = readers.mapping(wire.clean(obj))
        start = readers.instant(raw.get("startTime"), zone)
        end = readers.instant(raw.get("endTime"), zone)
        if start is None or end is None or end <= start:
            raise ValueError("a block without its times")
        return cls(
            id=readers.required_id(raw),
            title=(readers.text(raw.get("title")) or "").strip(),
            start=start,
            end=end,
            deleted=bool(readers.flag(raw.get("deleted"))),
        )
