"""The clinic of the seed, at moments that nobody can wait for."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.seed import ZONE, plant, prolong
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
    assert by_day(store)["2026-11-21"] == 0


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
