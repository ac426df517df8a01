"""A search among many appointments costs about what a page of them costs."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from appointments.index import listing
from appointments.index.tables import Appointment
from tests import pace
from tests.benchmark import many

pytestmark = pytest.mark.django_db
COUNT = 4000
# On PostgreSQL the work is done by another process, which only the clock sees.
TIMES = 4


@pytest.fixture
def plenty() -> None:
    many.fill(COUNT, datetime.now(UTC))


def look(text: str = "", after: int | None = None) -> Callable[[], object]:
    rows = Appointment.objects.select_related("contact")
    return lambda: listing.page(rows, text, after=after)


@pytest.mark.usefixtures("plenty")
def test_no_search_costs_many_times_a_page_without_one() -> None:
    for text in (many.COMMON, many.COMMON[0], many.SOME, many.RARE, many.NONE):
        ratio = pace.times_as_long(
            look(text), look(), under=TIMES, clock=time.monotonic
        )
        assert ratio < TIMES, text


@pytest.mark.usefixtures("plenty")
@pytest.mark.parametrize("text", ["", many.COMMON])
def test_a_page_far_behind_costs_what_the_first_does(text: str) -> None:
    positions = Appointment.objects.order_by("position")
    after = positions.values_list("position", flat=True)[COUNT * 9 // 10]
    assert pace.times_as_long(look(text, after), look(text), under=2) < 2


@pytest.mark.usefixtures("plenty")
def test_what_was_put_in_is_found() -> None:
    rows = Appointment.objects.filter(contact__name__contains=many.RARE.title())
    found = listing.page(Appointment.objects.all(), many.RARE, size=COUNT)
    assert {row.pk for row in found.rows} == set(rows.values_list("pk", flat=True))
    assert 0 < len(found.rows) < COUNT / 50
