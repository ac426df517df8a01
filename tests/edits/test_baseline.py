"""The signed record in the form: it cannot be made up, and it stays short."""

from datetime import UTC, datetime

import pytest
from django.core import signing

from appointments.edits import baseline, diff
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


def test_what_was_signed_is_read_back_without_any_difference() -> None:
    read = baseline.read(baseline.sign(RECORD), event_id="a")
    assert diff.differing(RECORD, read) == diff.differing(read, RECORD) == []
    assert (read.title, read.start_time) == (RECORD.title, NOON)


def test_it_carries_only_what_a_form_compares() -> None:
    carried = baseline.compact(RECORD)
    assert not {"raw", "extra", "notes", "users"} & set(carried)
    assert len(baseline.sign(RECORD)) < 1_000


FORGED = [
    "",
    "nothing",
    "a:b:c",
    "\0",
    baseline.sign(RECORD) + "x",
    baseline.sign(RECORD)[:-1],
    baseline.sign(RECORD).swapcase(),
    signing.dumps({"id": "a", "title": "made up"}, salt="another"),
    signing.dumps({"title": "without an id"}, salt=baseline.SALT),
    signing.dumps(["a"], salt=baseline.SALT),
    signing.dumps(None, salt=baseline.SALT),
    signing.dumps({"id": "a", "start_time": "soon"}, salt=baseline.SALT),
]


# Names that are the same in every process: a signature holds the time.
@pytest.mark.parametrize("text", FORGED, ids=[str(n) for n in range(len(FORGED))])
def test_whatever_was_not_signed_here_is_forged(text: str) -> None:
    with pytest.raises(baseline.Forged):
        baseline.read(text, event_id="a")


def test_the_baseline_of_another_appointment_is_forged() -> None:
    with pytest.raises(baseline.Forged):
        baseline.read(baseline.sign(RECORD), event_id="b")
