"""The days that tests get: nobody's before, open, and where they are told to be."""

from datetime import datetime, time, timedelta
from itertools import islice

from tests import own_day
from tests.own_day import FRIDAY, MADRID
from tests.sandboxed import LOCATION_ID, Sandbox


def test_no_day_is_handed_out_twice() -> None:
    days = [own.day for own in islice(own_day._far(), 500)]
    assert len(set(days)) == 500
    assert all(day.weekday() <= FRIDAY for day in days)
    assert all(
        (after - day).days > 1 for day, after in zip(days, days[1:], strict=False)
    )


def test_no_bookable_day_is_handed_out_twice_for_one_person() -> None:
    pairs = list(own_day._bookable())
    assert len(set(pairs)) == len(pairs)
    assert len(pairs) > 75
    assert not {own.day for own in pairs} & {
        own.day for own in islice(own_day._far(), 9)
    }


def test_nobody_is_booked_on_them_already(sandbox: Sandbox) -> None:
    sandbox.reset()
    own = list(own_day._bookable())
    booked = {
        (event["startTime"][:10], name)
        for name, key in sandbox.cast()["users"].items()
        for event in events_of(sandbox, key, own[0], own[-1])
    }
    assert [one for one in own if (one.day.isoformat(), one.person) in booked] == []


def events_of(
    sandbox: Sandbox, user_id: str, first: own_day.OwnDay, last: own_day.OwnDay
) -> list[dict[str, str]]:
    bounds = (first.day, last.day + timedelta(days=1))
    start, end = (
        round(datetime.combine(day, time(), MADRID).timestamp() * 1000)
        for day in bounds
    )
    query = {"locationId": LOCATION_ID, "startTime": start, "endTime": end}
    answer = sandbox.call(
        "GET", "/calendars/events", params={**query, "userId": user_id}
    )
    return list(answer.json()["events"])
