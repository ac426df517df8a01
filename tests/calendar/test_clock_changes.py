"""Days on which the clock changes, or without a midnight, are drawn as they are."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from appointments.index import directory
from appointments.index.copies import Account
from tests.calendar.shown import classes
from tests.pages import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def in_zone() -> Callable[[str], None]:
    def move(zone: str) -> None:
        for account in Account.objects.all():
            account.record["timezone"] = zone
            account.save()
        directory.forget()

    return move


@pytest.mark.parametrize(
    ("zone", "day", "place", "text"),
    [
        (
            "Europe/Madrid",
            date(2027, 3, 28),
            {"h2", "m0", "for1h", "for0m"},
            "do not exist",
        ),
        ("Europe/Madrid", date(2026, 10, 25), {"h2", "m0", "for1h", "for0m"}, "twice"),
        (
            "Asia/Beirut",
            date(2027, 3, 28),
            {"h0", "m0", "for1h", "for0m"},
            "do not exist",
        ),
    ],
)
def test_a_change_of_the_clock_is_drawn_where_it_is(
    as_ana: Client,
    in_zone: Callable[[str], None],
    zone: str,
    day: date,
    place: set[str],
    text: str,
) -> None:
    in_zone(zone)
    answer = as_ana.get(f"/calendar/?day={day}&hours=all")
    page = read(answer)
    odd = page.all(".cal__col:nth-of-type(1) .cal__odd")
    assert [place <= classes(one) for one in odd] == [True]
    assert text in odd[0]
