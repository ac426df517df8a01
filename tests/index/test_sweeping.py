"""The index is kept warm: every calendar in turn, as often as the limit allows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.index import reference, sweeping
from appointments.index.directory import Directory
from appointments.index.ration import Ration
from appointments.index.sweeps import Reach, Sweep
from appointments.index.tables import Appointment
from appointments.index.window import Elsewhere
from tests.conftest import Book
from tests.index.swept import LISTS, again, asked, of, soon
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


def test_every_calendar_is_read_and_nothing_is_due_after_that(
    book: Book, sandbox: Sandbox, swept: Callable[..., int], names: Directory
) -> None:
    booked = book(start=soon())
    assert swept() == len(names.calendars)
    assert Appointment.objects.filter(event_id=booked["id"]).exists()
    assert sorted(asked(sandbox)) == sorted(names.calendars)
    assert swept() == 0
    for sweep in Sweep.objects.filter(reach=Reach.NEAR):
        assert sweep.due_at > timezone.now() + timedelta(seconds=30)
        assert sweep.read_at is not None


def test_one_that_fails_does_not_stop_the_rest_and_says_since_when(
    swept: Callable[..., int], sandbox: Sandbox, names: Directory
) -> None:
    sandbox.fault("error_502_html", path=LISTS, times=1)
    swept()
    (failed,) = Sweep.objects.filter(reach=Reach.NEAR, read_at=None)
    assert failed.trouble is not None
    assert failed.trouble.status == 502
    since = failed.failing_since
    assert since is not None
    read = Sweep.objects.filter(reach=Reach.NEAR).exclude(read_at=None)
    assert read.count() == len(names.calendars) - 1
    sandbox.fault("error_502_html", path=LISTS)
    again()
    swept()
    failed.refresh_from_db()
    assert failed.failing_since == since


def test_each_has_its_turn_also_when_little_may_be_read_at_once(
    swept: Callable[..., int], sandbox: Sandbox, names: Directory
) -> None:
    sandbox.fault("error_502_html", path=LISTS, times=2)
    for _ in range(3 * len(names.calendars)):
        again()
        swept(most=1)
    counted = {id: asked(sandbox).count(id) for id in names.calendars}
    assert set(counted.values()) == {3}


def test_a_sweep_goes_on_where_a_dead_worker_left_it(
    swept: Callable[..., int], sandbox: Sandbox
) -> None:
    Sweep.objects.filter(reach=Reach.ALL).exclude(pk=of(Reach.ALL).pk).delete()
    swept(Reach.ALL, most=2)
    left = of(Reach.ALL)
    assert left.at is not None
    # It had taken the next window when it was killed.
    taken = sweeping.next_of_all()
    assert taken is not None
    assert sweeping.next_of_all() is None
    Sweep.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    sandbox.clear()
    swept(Reach.ALL, most=1)
    (entry,) = sandbox.journal("GET")
    assert int(entry["query"]["startTime"]) == left.at.timestamp() * 1000


def test_one_whose_claim_ran_out_writes_nothing_over_what_others_did(
    swept: Callable[..., int],
) -> None:
    slow = sweeping.next_near()
    assert slow is not None
    Sweep.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    swept()
    before = Sweep.objects.get(pk=slow.pk)
    sweeping.read_on(slow)
    after = Sweep.objects.get(pk=slow.pk)
    assert (after.due_at, after.read_at) == (before.due_at, before.read_at)


def test_calendars_come_and_go(swept: Callable[..., int], names: Directory) -> None:
    first = next(iter(names.calendars))
    Sweep.provide([first, "newCalendar1"])
    assert set(Sweep.objects.values_list("calendar_id", flat=True)) == {
        first,
        "newCalendar1",
    }
    sweeping.provide()
    assert Sweep.objects.count() == 2 * len(names.calendars)


def test_the_rhythm_follows_from_what_the_limit_allows(
    swept: Callable[..., int],
) -> None:
    swept()
    assert sweeping.rhythm(Reach.NEAR) == timedelta(seconds=60)
    Ration.objects.update(daily_limit=1000)
    near = sweeping.rhythm(Reach.NEAR)
    assert near > timedelta(minutes=10)
    Ration.objects.update(daily_limit=500)
    assert sweeping.rhythm(Reach.NEAR) == near * 2


def test_nothing_is_kept_for_an_index_that_belongs_to_another(
    swept: Callable[..., int], book: Book, settings: Any
) -> None:
    reference.settle_source()
    reference.refresh(even_if_recent=True)
    sweeping.provide()
    booked = book(start=soon())
    sweep = sweeping.next_near()
    assert sweep is not None
    here = settings.LEADWAY_LOCATION_ID
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    reference.settle_source()
    settings.LEADWAY_LOCATION_ID = here
    with pytest.raises(Elsewhere):
        sweeping.read_on(sweep)
    assert not Appointment.objects.filter(event_id=booked["id"]).exists()
