"""Appointments page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.index import listing
from appointments.index.positions import first_at, position
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
COUNT, SIZE = 23, 5


@pytest.fixture(autouse=True)
def appointments() -> None:
    """Three of them start at the same time, always, and one has no start."""
    records = [
        AppointmentRecord(
            id=f"id{number:02}",
            title="Control",
            start_time=START + timedelta(minutes=15 * (number // 3)),
        )
        for number in range(COUNT)
    ]
    records.append(AppointmentRecord(id="never", title="Control"))
    Appointment.remember_all(records, seen_at=timezone.now())


def walk(text: str, *, latest_first: bool) -> list[list[str]]:
    """Go forwards through all pages, and check that going back finds them again."""
    every = Appointment.objects.all()
    pages, after = [], None
    while True:
        page = listing.page(
            every, text, after=after, latest_first=latest_first, size=SIZE
        )
        pages.append(page)
        if page.after is None:
            break
        after = page.after
    assert pages[0].before is None
    for former, page in zip(pages, pages[1:], strict=False):
        back = listing.page(
            every, text, before=page.before, latest_first=latest_first, size=SIZE
        )
        assert back.rows == former.rows
        assert back.after is not None
        assert (back.before is None) == (former is pages[0])
    return [[row.event_id for row in page.rows] for page in pages]


@pytest.mark.parametrize("text", ["", "control", "c", "control id"])
@pytest.mark.parametrize("latest_first", [False, True])
def test_the_pages_hold_each_appointment_once_and_in_order(
    text: str, latest_first: bool
) -> None:
    pages = walk(text, latest_first=latest_first)
    assert [len(page) for page in pages] == [5, 5, 5, 5, 3]
    listed = [id for page in pages for id in page]
    assert sorted(listed) == [f"id{number:02}" for number in range(COUNT)]
    starts = dict(Appointment.objects.values_list("event_id", "start_time"))
    in_order = sorted((starts[id] for id in listed), reverse=latest_first)
    assert [starts[id] for id in listed] == in_order


@pytest.mark.parametrize("text", ["", "control"])
def test_a_page_is_one_statement(text: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        listing.page(Appointment.objects.select_related("contact"), text, after=0)
    assert len(captured) == 1


def test_a_page_of_nothing_has_no_neighbours() -> None:
    assert listing.page(Appointment.objects.none()) == listing.Page([])
    assert listing.page(Appointment.objects.all(), "nowhere") == listing.Page([])


def test_what_starts_earlier_stands_before() -> None:
    second = timedelta(seconds=1)
    ids = ("a", "zz", "0123456789")
    for start in (START, datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)):
        for id in ids:
            assert first_at(start) <= position(start, id) < first_at(start + second)


@pytest.mark.parametrize("year", [1, 9999])
def test_no_start_is_too_far_away_to_be_kept(year: int) -> None:
    start = datetime(year, 1, 2, tzinfo=UTC)
    record = AppointmentRecord(id="far", title="Lejos", start_time=start)
    Appointment.remember(record, seen_at=timezone.now())
    (row,) = listing.page(Appointment.objects.all(), "lejos").rows
    assert row.start_time == start
    first = year == 1
    page = listing.page(Appointment.objects.all(), latest_first=not first, size=1)
    assert page.rows == [row]
