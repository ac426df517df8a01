"""A file for a spreadsheet, written while it is sent, and harmless in one.

Times stand in the account's zone and in UTC: a spreadsheet knows no offsets.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import StreamingHttpResponse

from appointments.times import clock

# So many rows are read by one statement.
AT_ONCE = 500
# Who wants more than a spreadsheet can show wants the database.
MOST = 100_000
MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in full width as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def answer(lines: Iterable[str], *, name: str) -> StreamingHttpResponse:
    """Answer with what `lines` yields, as a file of this name."""
    marked = _marked(lines)
    sent = StreamingHttpResponse(marked, content_type="text/csv; charset=utf-8")
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


def _marked(lines: Iterable[str]) -> Iterator[str]:
    # Without it some programs take the text for another encoding.
    mark = MARK
    for one in lines:
        yield mark + one
        mark = ""


def line(cells: Iterable[str]) -> str:
    """Write one line. No cell of it is calculated."""
    written: str = _WRITER.writerow([_harmless(cell) for cell in cells])
    return written


def both(label: str, zone: ZoneInfo) -> list[str]:
    """Head the two columns of a time."""
    return [f"{label} ({of})" for of in (zone.key, "UTC")]


def times(moment: datetime | None, zone: ZoneInfo) -> list[str]:
    """Write the two cells of a time."""
    if moment is None:
        return ["", ""]
    zones = (zone, clock.UTC_ZONE)
    return [f"{clock.local(moment, one):%Y-%m-%d %H:%M}" for one in zones]


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """A file that gives back what is written: a line at a time."""

    def write(self, line: str) -> Any:
        return line


_WRITER: Any = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
