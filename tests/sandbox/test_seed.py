"""The clinic of the seed, at moments that nobody can wait for."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sandbox.diary import Diary
from sandbox.recurrence import occurrences
from sandbox.seed import ZONE, days, plant, prolong, series
from sandbox.seed.calendars import open_hours
from sandbox.slots import Opening, team
from sandbox.store import Event, Store
from sandbox.times import DAY_MS, HOUR_MS, local, to_ms

SUNDAY = datetime(2026, 11, 22, 11, 20, tzinfo=ZONE)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "sandbox.sqlite3")


def appointments(store: Store) -> list[Event]:
    return of_kind(store, "appointment")


def of_kind(store: Store, kind: str) -> list[Event]:
    return [one for one in store.alone_between(0, 10**13) if one.kind == kind]


def by_day(store: Store) -> Counter[str]:
    return Counter(str(local(e.start_ms, ZONE).date()) for e in appointments(store))


def test_the_same_moment_gives_the_same_clinic(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other.sqlite3")
    for each in (store, other):
        plant(each, SUNDAY)
    assert appointments(store) == appointments(other)


def test_today_is_busy_on_a_sunday_too(store: Store) -> None:
    plant(store, SUNDAY)
    assert by_day(store)["2026-11-22"] >= 40
    assert by_day(store)["2026-11-29"] == 0


def test_saturdays_hold_a_few_and_sundays_nobody(store: Store) -> None:
    plant(store, SUNDAY + timedelta(days=1))
    for day, least, most in (("21", 4, 25), ("22", 0, 0), ("28", 4, 25), ("29", 0, 0)):
        assert least <= by_day(store)[f"2026-11-{day}"] <= most


def test_people_are_away_on_the_day_it_shows_and_around(store: Store) -> None:
    plant(store, SUNDAY)
    blocks = of_kind(store, "block")
    days = Counter(str(local(one.start_ms, ZONE).date()) for one in blocks)
    assert days["2026-11-22"] == 3
    assert days["2026-11-24"] == 3
    assert any(one.end_ms - one.start_ms > 2 * DAY_MS for one in blocks)
    free = [one for one in appointments(store) if one.start_ms >= to_ms(SUNDAY)]
    today = [one for one in blocks if local(one.start_ms, ZONE).date() == SUNDAY.date()]
    for one in today:
        theirs = one.fields["assignedUserId"]
        assert not [
            event
            for event in free
            if event.fields["assignedUserId"] == theirs
            and event.start_ms < one.end_ms
            and event.end_ms > one.start_ms
        ]


def test_some_of_what_is_over_waits_for_its_outcome(store: Store) -> None:
    plant(store, SUNDAY.replace(hour=20))
    over = [
        e.fields["appointmentStatus"]
        for e in appointments(store)
        if local(e.end_ms, ZONE) < SUNDAY
    ]
    counted = Counter(over)
    assert counted["showed"] > 0.7 * len(over)
    assert counted["confirmed"] > 3
    assert counted["noshow"] > 3


@pytest.mark.parametrize("weekday", range(7))
@pytest.mark.parametrize("hour", [0, 23])
def test_it_can_be_planted_on_any_day_and_hour(
    store: Store, weekday: int, hour: int
) -> None:
    now = (SUNDAY + timedelta(days=weekday)).replace(hour=hour)
    plant(store, now)
    assert len(store.masters()) == 2


def test_the_clinic_goes_on_after_a_month(store: Store) -> None:
    plant(store, SUNDAY)
    before = appointments(store)
    later = SUNDAY + timedelta(days=31)
    prolong(store, later)
    after = appointments(store)
    assert {e.id for e in before} < {e.id for e in after}
    days = by_day(store)
    assert days[str(later.date())] >= 40
    assert days[str(later.date() + timedelta(days=12))] >= 25
    assert len(of_kind(store, "block")) > 60
    for event in after:
        assert store.document("contact", event.fields["contactId"])


def test_nothing_is_added_twice(store: Store) -> None:
    plant(store, SUNDAY)
    before = appointments(store)
    prolong(store, SUNDAY)
    prolong(store, SUNDAY + timedelta(hours=5))
    assert appointments(store) == before


@pytest.mark.parametrize("planted", range(-6, 0))
@pytest.mark.parametrize("weekend", [-1, 0])
def test_a_weekend_that_comes_later_is_busy_too(
    store: Store, planted: int, weekend: int
) -> None:
    """Whether or not other days have come into view by then."""
    now = SUNDAY + timedelta(days=weekend)
    plant(store, SUNDAY + timedelta(days=planted))
    prolong(store, now)
    assert by_day(store)[str(now.date())] >= 40
    before = appointments(store)
    prolong(store, now + timedelta(hours=1))
    assert appointments(store) == before


def test_one_who_was_put_on_a_free_day_does_not_keep_it_free(store: Store) -> None:
    plant(store, SUNDAY - timedelta(days=2))
    put = next(e for e in appointments(store) if local(e.start_ms, ZONE) < SUNDAY)
    put.fields |= {"startTime": to_ms(SUNDAY), "endTime": to_ms(SUNDAY) + HOUR_MS}
    store.save([put])
    prolong(store, SUNDAY)
    assert by_day(store)["2026-11-22"] >= 40


def test_who_was_moved_away_from_today_stays_away(store: Store) -> None:
    plant(store, SUNDAY)
    midnight = to_ms(SUNDAY.replace(hour=0, minute=0))
    moved = store.alone_between(midnight, midnight + DAY_MS)
    for event in moved:
        event.fields |= {"startTime": 0, "endTime": HOUR_MS}
    store.save(moved)
    prolong(store, SUNDAY)
    assert {e.start_ms for e in map(store.event, (e.id for e in moved)) if e} == {0}


def inside(event: Event, today: datetime) -> bool:
    """Whether the clinic is open then; the clinic of each day may be another."""
    start, end = local(event.start_ms, ZONE), local(event.end_ms, ZONE)
    weekday = start.isoweekday() % 7
    spans = [
        (hours["openHour"] * 60 + hours["openMinute"], _closes(hours))
        for rule in open_hours(today.date())
        if weekday in rule["daysOfTheWeek"]
        for hours in rule["hours"]
    ]
    first, last = (at.hour * 60 + at.minute for at in (start, end))
    return any(opens <= first and last <= closes for opens, closes in spans)


def _closes(hours: dict[str, int]) -> int:
    return hours["closeHour"] * 60 + hours["closeMinute"]


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_clinic_is_open_on_the_day_it_shows(year: int) -> None:
    """On every day of three years, and its series fall on working days."""
    now = datetime(year, 1, 1, 11, 20, tzinfo=ZONE)
    while now.year == year:
        outside = [e.fields["title"] for e in days.today(now) if not inside(e, now)]
        assert outside == [], now
        for master in series.planned(now).values():
            starts = occurrences(master.fields["rrule"], master.start_ms, ZONE)
            assert {local(ms, ZONE).weekday() for ms in starts} <= {0, 1, 2, 3, 4}
            assert inside(master, now)
        saturday = now + timedelta(days=(5 - now.weekday()) % 7 + 7)
        held = [one.event(now) for one in days.visits_of(saturday.date())]
        assert held
        assert all(inside(event, now) for event in held), saturday
        now += timedelta(days=1)


@pytest.mark.parametrize("planted", ["then", "the Monday before"])
@pytest.mark.parametrize("ahead", range(7))
def test_there_are_free_times_on_the_day_it_shows(
    store: Store, planted: str, ahead: int
) -> None:
    now = (SUNDAY + timedelta(days=ahead)).replace(hour=8, minute=0)
    plant(store, now if planted == "then" else now - timedelta(days=now.weekday()))
    prolong(store, now)
    assert by_day(store)[str(now.date())] >= 40
    free = [
        start
        for calendar in store.documents("calendar")
        for start in _opening(store, calendar).free_on(now.date())
    ]
    assert len(free) > 20


def _opening(store: Store, calendar: dict[str, Any]) -> Opening:
    return Opening(Diary(store, ZONE), calendar, team(calendar))


def test_after_the_weekend_it_is_open_as_usual(store: Store) -> None:
    plant(store, SUNDAY)
    prolong(store, SUNDAY + timedelta(days=1))
    for calendar in store.documents("calendar"):
        assert {d for r in calendar["openHours"] for d in r["daysOfTheWeek"]} == {
            *range(1, 7)
        }


def test_hours_that_somebody_has_set_stay(store: Store) -> None:
    plant(store, SUNDAY)
    own = store.documents("calendar")[0] | {"openHours": []}
    store.keep("calendar", own["id"], own)
    prolong(store, SUNDAY + timedelta(days=1))
    assert store.document("calendar", own["id"]) == own


def test_nobody_sees_two_at_once_on_a_saturday_that_has_come(store: Store) -> None:
    """Its morning was filled before; the rest of its page comes around that."""
    saturday = SUNDAY - timedelta(days=1)
    plant(store, saturday - timedelta(days=4))
    prolong(store, saturday)
    there = [
        (e.fields["assignedUserId"], e.start_ms, e.end_ms)
        for e in appointments(store)
        if local(e.start_ms, ZONE).date() == saturday.date()
    ]
    assert len(there) >= 35
    for who, start, end in there:
        same = [o for o in there if o[0] == who and o[1] < end and o[2] > start]
        assert same == [(who, start, end)]
