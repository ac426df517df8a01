"""What comes in one answer, however many there are: it has no pages."""

from datetime import UTC, datetime

from tests.leadway.conftest import Play
from tests.leadway.peer import answer

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
