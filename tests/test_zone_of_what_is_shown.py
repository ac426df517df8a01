"""The zone that a page names is that of the days on it, whatever day it is today."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.times.clock import noon
from appointments.times.writing import write_zone
from tests.own_day import MADRID
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
WINTER, SUMMER = date(2027, 1, 13), date(2027, 7, 14)
# The clock goes forward on the Sunday.
CHANGES = date(2027, 3, 28)


def keep(*days: date) -> None:
    for day in days:
        start = datetime(day.year, day.month, day.day, 12, tzinfo=MADRID)
        end = start + timedelta(minutes=45)
        record = AppointmentRecord(id=f"on{day}", start_time=start, end_time=end)
        Appointment.remember(record, seen_at=timezone.now())


@pytest.mark.parametrize(("day", "offset"), [(WINTER, "GMT+1"), (SUMMER, "GMT+2")])
@pytest.mark.parametrize(
    "address",
    ["/?date={0}", "/calendar/?day={0}&view=day", "/appointments/?from={0}&to={0}"],
)
def test_it_is_that_of_the_day(
    as_ana: Client, day: date, offset: str, address: str
) -> None:
    keep(day)
    page = read(as_ana.get(address.format(day)))
    assert f"Madrid time ({offset})" in page.one("main")


def test_a_list_over_both_names_both(as_ana: Client) -> None:
    keep(WINTER, SUMMER)
    page = read(as_ana.get(f"/appointments/?from={WINTER}&to={SUMMER}"))
    assert "Madrid time (GMT+1 → GMT+2)" in page


@pytest.mark.parametrize(
    ("view", "said"), [("day", "GMT+2"), ("week", "GMT+1 → GMT+2")]
)
def test_the_clock_changes_within_a_week_and_before_noon(
    as_ana: Client, view: str, said: str
) -> None:
    page = read(as_ana.get(f"/calendar/?day={CHANGES}&view={view}"))
    assert f"Madrid time ({said})" in page


def test_one_zone_is_named_once() -> None:
    first, last = noon(WINTER, MADRID), noon(WINTER + timedelta(days=6), MADRID)
    assert write_zone(first, MADRID, until=last) == write_zone(first, MADRID)
