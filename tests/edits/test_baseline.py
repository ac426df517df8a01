"""The signed record in the form: it cannot be made up, and it stays short."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import signing

from appointments.edits import baseline, diff
from appointments.edits.baseline import Baseline
from appointments.leadway.records import AppointmentRecord

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECORD = AppointmentRecord.from_wire(
    {
        "id": "a",
        "title": "موعد – ليلى",
        "startTime": NOON.isoformat(),
        "appointmentStatus": "confirmed",
        "description": "x" * 10_000,
        "unheardOf": "y" * 10_000,
    }
)
SEEN = Baseline(RECORD, ZoneInfo("America/Mexico_City"))


def test_what_was_signed_is_read_back_without_any_difference() -> None:
    seen = baseline.read(baseline.sign(SEEN), event_id="a")
    assert seen.zone == SEEN.zone
    read = seen.record
    assert diff.differing(RECORD, read) == diff.differing(read, RECORD) == []
    assert (read.title, read.start_time) == (RECORD.title, NOON)


def test_it_carries_only_what_a_form_compares() -> None:
    carried = baseline.compact(RECORD)
    assert not {"raw", "extra", "notes", "users"} & set(carried)
    assert len(baseline.sign(SEEN)) < 1_000


def forge(record: Any, zone: Any = "Europe/Madrid") -> str:
    return signing.dumps({"record": record, "zone": zone}, salt=baseline.SALT)


FORGED = [
    "",
    "nothing",
    "a:b:c",
    "\0",
    baseline.sign(SEEN) + "x",
    baseline.sign(SEEN)[:-1],
    baseline.sign(SEEN).swapcase(),
    signing.dumps({"id": "a", "title": "made up"}, salt="another"),
    signing.dumps({"id": "a", "title": "without a zone"}, salt=baseline.SALT),
    signing.dumps({"record": {"id": "a"}}, salt=baseline.SALT),
    forge({"id": "a"}, "Europe/Nowhere"),
    forge({"id": "a"}, 1),
    forge({"id": "a"}, "../secret"),
    forge({"title": "without an id"}),
    signing.dumps(["a"], salt=baseline.SALT),
    signing.dumps(None, salt=baseline.SALT),
    forge({"id": "a", "start_time": "soon"}),
    forge(["a"]),
    forge(None),
]


# Names that are the same in every process: a signature holds the time.
@pytest.mark.parametrize("text", FORGED, ids=[str(n) for n in range(len(FORGED))])
def test_whatever_was_not_signed_here_is_forged(text: str) -> None:
    with pytest.raises(baseline.Forged):
        baseline.read(text, event_id="a")


def test_the_baseline_of_another_appointment_is_forged() -> None:
    with pytest.raises(baseline.Forged):
        baseline.read(baseline.sign(SEEN), event_id="b")
