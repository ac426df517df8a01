"""Blocked times as they come over the wire."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.leadway.conftest import Play
from tests.leadway.peer import answer
from tests.leadway.test_client import END, LOCATION, START

MADRID = ZoneInfo("Europe/Madrid")


def test_blocks_are_those_of_one_user_or_calendar(play: Play) -> None:
    span = {"startTime": "2026-11-23T14:00:00+01:00", "endTime": "2026-11-23 15:30:00"}
    block = {"id": "one", "title": " Comida ", **span}
    gone = {**block, "id": "two", "deleted": True}
    timeless = {"id": "three", "startTime": "soon", "endTime": None}
    leadway, peer = play(answer({"events": [block, gone, timeless, block, "odd"]}))
    found = leadway.list_blocks(start=START, end=END, user_id="ana", zone=MADRID)
    assert peer.seen[0].line == (
        f"GET /calendars/blocked-slots?locationId={LOCATION}&startTime=1795424400000"
        "&endTime=1795510800000&userId=ana HTTP/1.1"
    )
    assert [(one.id, one.title) for one in found] == [("one", "Comida")]
    assert found[0].end - found[0].start == timedelta(minutes=90)
