"""What somebody looks at is read first, and who is coming is read by and by."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.index import days, looks, people_met, sweeping
from appointments.index.copies import Contact
from appointments.index.directory import Directory
from appointments.index.looks import Look
from appointments.index.pulse import Pulse
from appointments.index.spans import Span
from appointments.index.subjects import Subject
from appointments.index.tables import Appointment
from appointments.times.clock import day_bounds
from appointments.work.duties import DUTIES
from tests import days_read
from tests.conftest import Book
from tests.index.swept import LISTS, asked, soon
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(own: OwnDay, swept: Callable[..., int], sandbox: Sandbox) -> date:
    """A day that is far away, as somebody opens it where a worker is there."""
    sandbox.clear()
    Pulse.beat()
    return own.day


def read_looks() -> int:
    count = 0
    while span := sweeping.next_looked_at():
        sweeping.read_span(span)
        count += 1
    return count


def test_a_page_leaves_the_reading_to_the_worker_that_is_there(
    day: date, book: Book, sandbox: Sandbox, names: Directory
) -> None:
    booked = book()
    assert days.refresh(day, pressed=False) is None
    assert asked(sandbox) == []
    assert read_looks() == len(names.calendars)
    assert Appointment.objects.filter(event_id=booked["id"]).exists()
    assert not days_read.seen(day).stale
    assert read_looks() == 0


def test_a_press_and_a_page_without_a_worker_read_at_once(
    day: date, sandbox: Sandbox, names: Directory
) -> None:
    assert days.refresh(day, pressed=True) is not None
    Pulse.objects.update(said="")
    Span.objects.update(asked_at=None)
    assert days.refresh(day, pressed=False) is not None
    assert len(asked(sandbox)) == 2 * len(names.calendars)


def test_it_is_read_again_as_long_as_somebody_looks(
    day: date, names: Directory
) -> None:
    bounds = day_bounds(day, names.shown_in)
    Look.note(*bounds)
    assert read_looks() == len(names.calendars)
    Span.objects.update(asked_at=timezone.now() - looks.EVERY)
    assert read_looks() == len(names.calendars)
    Span.objects.update(asked_at=timezone.now() - looks.EVERY)
    Look.objects.update(looked_at=timezone.now() - looks.LASTS)
    assert read_looks() == 0


def test_many_who_look_at_the_same_write_hardly_anything(
    day: date, names: Directory, django_assert_num_queries: Any
) -> None:
    bounds = day_bounds(day, names.shown_in)
    Look.note(*bounds)
    with django_assert_num_queries(1):
        Look.note(*bounds)
    assert Look.objects.count() == 1


def test_a_calendar_that_fails_there_leaves_the_others(
    day: date, sandbox: Sandbox, names: Directory
) -> None:
    Look.note(*day_bounds(day, names.shown_in))
    sandbox.fault("error_502_html", path=LISTS, times=1)
    assert read_looks() == len(names.calendars)
    assert len(days_read.seen(day).missing) == 1


def test_what_somebody_looks_at_comes_before_all_other_reading() -> None:
    order = [duty.name for duty in DUTIES]
    assert (
        order.index("next_looked_at")
        < order.index("next_near")
        < order.index("next_near_round")
        < order.index("next_of_all")
        < order.index("next_round")
    )


def test_what_nobody_looks_at_any_more_is_let_go(day: date, names: Directory) -> None:
    Look.note(*day_bounds(day, names.shown_in))
    read_looks()
    long_ago = timezone.now() - timedelta(days=8)
    Look.objects.update(looked_at=long_ago)
    Span.objects.update(asked_at=long_ago)
    Look.age_out()
    assert (Look.objects.count(), Span.objects.count()) == (0, 0)


# --- who is coming ---


def read_contacts() -> int:
    count = 0
    while subject := people_met.next_round():
        people_met.read_some(subject)
        count += 1
        assert count < 50
    return count


def test_who_is_coming_is_known_before_anybody_opens_a_page(
    swept: Callable[..., int], sandbox: Sandbox
) -> None:
    swept()
    assert read_contacts() >= 1
    unknown = Appointment.objects.filter(contact__name="")
    assert not unknown.exists()
    sandbox.clear()
    assert read_contacts() == 0
    assert sandbox.journal() == []


def test_one_who_was_deleted_is_asked_for_once(
    swept: Callable[..., int], sandbox: Sandbox, book: Book
) -> None:
    booked = book(start=soon(), contactId="nobody1234")
    swept()
    read_contacts()
    assert Contact.objects.get(id="nobody1234").name == ""
    sandbox.clear()
    assert read_contacts() == 0
    assert sandbox.journal() == []
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})


def test_without_the_right_to_read_them_nobody_is_asked_for(
    swept: Callable[..., int], sandbox: Sandbox
) -> None:
    swept()
    sandbox.fault("scope", path="/contacts/")
    assert read_contacts() == 1
    (subject,) = Subject.called(["contacts"])
    assert subject.trouble is not None
    sandbox.clear()
    assert read_contacts() == 0
