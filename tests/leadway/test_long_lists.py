"""What comes in one answer, however many there are: it has no pages."""

import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest

from appointments.leadway.errors import Unreadable
from appointments.leadway.http.transport import MOST_LISTED_BYTES
from tests.leadway.conftest import Play
from tests.leadway.peer import Script, answer, http

START, END = (datetime(2026, 12, day, tzinfo=UTC) for day in (3, 4))


def test_a_list_may_be_longer_than_a_record(play: Play) -> None:
    """150 appointments of a day with long descriptions, 120 calendars of 9 kB."""
    event = {"id": "a" * 20, "description": "x" * 8_000}
    listed = [event | {"id": f"{number:020}"} for number in range(150)]
    leadway, _ = play(answer({"events": listed}))
    found = leadway.list_events(start=START, end=END, calendar_id="cal")
    assert len(found) == 150
    calendars = [{"id": f"{n:020}", "description": "x" * 9_000} for n in range(120)]
    leadway, _ = play(answer({"calendars": calendars}))
    assert len(leadway.calendars()) == 120


def test_a_list_of_thirty_megabytes_is_read(play: Play) -> None:
    event = {"id": "a" * 20, "description": "x" * 8_000}
    listed = [event | {"id": f"{number:020}"} for number in range(3_750)]
    leadway, _ = play(answer({"events": listed}), deadline_s=60, read_deadline_s=60)
    assert len(leadway.list_events(start=START, end=END, calendar_id="cal")) == 3_750


def test_what_is_longer_is_given_up_before_it_fills_the_memory(play: Play) -> None:
    """A few hundred kilobytes that would be ten times as much as a list may be."""
    leadway, _ = play(packed(10 * MOST_LISTED_BYTES), deadline_s=60, read_deadline_s=60)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as caught:
            leadway.list_events(start=START, end=END, calendar_id="cal")
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.reason == "too_large"
    assert most < 3 * MOST_LISTED_BYTES


def packed(size: int) -> Script:
    """An answer of blanks, packed in pieces so that the test has it nowhere whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    blanks = b" " * 1_000_000
    pieces = [packer.compress(blanks) for _ in range(size // len(blanks))]
    return http(
        200, b"".join([*pieces, packer.flush()]), [("Content-Encoding", "gzip")]
    )
