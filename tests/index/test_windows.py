"""Windows adapt until all is read; what a list no longer has is looked after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.index import sweeping
from appointments.index.directory import Directory
from appointments.index.sweeps import FIRST_WINDOW_S, Reach, Sweep
from appointments.index.tables import Appointment
from appointments.leadway.http import transport
from tests.conftest import Book
from tests.index.swept import LISTS, again, of, soon
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_what_is_too_large_is_read_in_halves_and_whole(
    sandbox: Sandbox, swept: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty bookings an hour for half a day, each with 10 kB of description."""
    monkeypatch.setattr(transport, "MOST_LISTED_BYTES", 1_000_000)
    start = soon()
    many = [
        {
            "start": start + timedelta(minutes=1.5 * n),
            "description": f"{n} " + "Trae el informe. " * 600,
        }
        for n in range(40 * 12)
    ]
    calendar = sandbox.cast()["calendars"]["Fisioterapia"]
    fields = [
        {
            "calendarId": calendar,
            "startTime": one["start"].isoformat(),
            "description": one["description"],
            "title": "Lleno",
        }
        for one in many
    ]
    booked = sandbox.control("POST", "appointments", fields)
    try:
        swept()
        kept = Appointment.objects.filter(event_id__in=[one["id"] for one in booked])
        texts = {row.record.description for row in kept if row.record}
        assert texts == {one["description"] for one in many}
        sweep = of(Reach.NEAR)
        assert (sweep.trouble, sweep.holes) == (None, 0)
        assert sweep.read_at is not None
        # Once it has found what fits, the next sweep is hardly told to try less.
        calls, sweep.due_at = sweep.last_calls, timezone.now()
        sweep.save()
        swept()
        assert of(Reach.NEAR).last_calls <= calls
    finally:
        sandbox.reset()


def test_what_is_too_slow_is_read_in_halves(
    swept: Callable[..., int], sandbox: Sandbox, settings: Any
) -> None:
    settings.LEADWAY_DEADLINE_S = 2.0
    sandbox.fault("slow", path=LISTS, seconds=3, times=1)
    swept(most=1)
    failed = Sweep.objects.exclude(failing_since=None).get()
    assert failed.window_s == FIRST_WINDOW_S[Reach.NEAR] // 2
    again()
    swept()
    failed.refresh_from_db()
    assert (failed.failing_since, failed.trouble) == (None, None)
    assert failed.read_at is not None


def test_all_that_is_kept_is_read_in_windows_that_grow(
    swept: Callable[..., int], names: Directory, sandbox: Sandbox
) -> None:
    swept(Reach.ALL)
    sweep = of(Reach.ALL)
    start, end = sweeping.bounds(Reach.ALL)
    assert (sweep.read_start, sweep.read_end, sweep.at) == (start, end, None)
    assert sweep.window_s > FIRST_WINDOW_S[Reach.ALL]
    # Each window begins where the one before it ended.
    windows = [
        (int(e["query"]["startTime"]), int(e["query"]["endTime"]))
        for e in sandbox.journal("GET")
        if e["query"].get("calendarId") == sweep.calendar_id
    ]
    assert windows[0][0] == start.timestamp() * 1000
    assert windows[-1][1] == end.timestamp() * 1000
    assert [one[1] for one in windows[:-1]] == [one[0] for one in windows[1:]]


def test_what_was_deleted_is_gone_and_what_was_moved_is_not(
    book: Book, sandbox: Sandbox, swept: Callable[..., int], own: OwnDay
) -> None:
    deleted, moved, kept = book(start=soon()), book(start=soon()), book(start=soon())
    swept()
    sandbox.call("DELETE", f"/calendars/events/{deleted['id']}", json={})
    # Further ahead than the worker reads, and in no other test's way.
    far = own.at(12)
    sandbox.put(
        moved["id"],
        startTime=far.isoformat(),
        endTime=(far + timedelta(minutes=45)).isoformat(),
        ignoreFreeSlotValidation=True,
    )
    again()
    swept()
    rows = Appointment.objects.in_bulk([deleted["id"], moved["id"], kept["id"]])
    assert rows[deleted["id"]].gone
    assert rows[moved["id"]].start_time == far
    gone = {id: (row.gone, row.missing_since) for id, row in rows.items()}
    assert gone[moved["id"]] == gone[kept["id"]] == (False, None)


def test_what_many_lists_lack_is_found_out_by_and_by(
    book: Book, sandbox: Sandbox, swept: Callable[..., int]
) -> None:
    booked = [book(start=soon())["id"] for _ in range(8)]
    swept()
    for id in booked:
        sandbox.call("DELETE", f"/calendars/events/{id}", json={})
    again()
    swept()
    of_them = Appointment.objects.filter(event_id__in=booked)
    assert of_them.filter(missing_since=None, gone=False).count() == 0
    assert 0 < of_them.filter(gone=True).count() < 8
    again()
    swept()
    assert of_them.filter(gone=True).count() == 8
