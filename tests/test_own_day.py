"""The days that tests get: nobody's before, open, and where they are told to be."""

from itertools import islice

from tests import own_day
from tests.own_day import FRIDAY


def test_no_day_is_handed_out_twice() -> None:
    days = [own.day for own in islice(own_day._far(), 500)]
    assert len(set(days)) == 500
    assert all(day.weekday() <= FRIDAY for day in days)
    assert all(
        (after - day).days > 1 for day, after in zip(days, days[1:], strict=False)
    )


def test_no_bookable_day_is_handed_out_twice_for_one_person() -> None:
    pairs = list(own_day._bookable())
    assert len(set(pairs)) == len(pairs) > 90
    assert not {own.day for own in pairs} & {
        own.day for own in islice(own_day._far(), 9)
    }
