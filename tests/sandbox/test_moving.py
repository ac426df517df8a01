"""The clinic is brought along to today, with everything that was changed in it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.diary import Diary
from sandbox.seed import ZONE, move_to_today, plant
from sandbox.store import Event, Store
from sandbox.times import local

# A Monday, and the clocks go forward between it and the moments below.
MONDAY = datetime(2027, 3, 1, 9, 30, tzinfo=ZONE)
LATER = MONDAY + timedelta(days=45)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "sandbox.sqlite3")
    plant(store, MONDAY)
    return store


def one(store: Store, name: str) -> Event:
    cast = store.document("cast", "cast")
    assert cast is not None
    found = Diary(store, ZONE).find(cast["appointments"][name])
    assert found is not None
    return found


def hours(store: Store, name: str) -> list[str]:
    cast = store.document("cast", "cast")
    assert cast is not None
    master = store.event(cast["series"][name])
    assert master is not None
    events = Diary(store, ZONE).unfolded(master)
    return [f"{local(event.start_ms, ZONE):%a %H:%M}" for event in events]


def test_it_moves_by_whole_weeks_and_keeps_the_hour(store: Store) -> None:
    before = local(one(store, "long_title").start_ms, ZONE)
    assert move_to_today(store, LATER) == 42
    after = local(one(store, "long_title").start_ms, ZONE)
    assert after.replace(tzinfo=None) - before.replace(tzinfo=None) == timedelta(42)
    assert after.utcoffset() != before.utcoffset()


def test_what_was_changed_comes_along(store: Store) -> None:
    event = one(store, "html")
    event.fields["title"] = "Cambiado"
    store.save([event])
    move_to_today(store, LATER)
    assert one(store, "html").fields["title"] == "Cambiado"


@pytest.mark.parametrize("name", ["weekly", "twice_a_week"])
def test_a_series_keeps_its_days_its_count_and_its_exceptions(
    store: Store, name: str
) -> None:
    before = hours(store, name)
    move_to_today(store, LATER)
    assert hours(store, name) == before


def test_the_occurrences_that_differ_are_named_anew(store: Store) -> None:
    move_to_today(store, LATER)
    diary = Diary(store, ZONE)
    for master in store.masters():
        for own in store.overrides(master.id):
            assert str(own.original_ms) in own.id
            assert diary.find(own.id) is not None


def test_every_working_day_around_today_is_filled(store: Store) -> None:
    move_to_today(store, LATER)
    for distance in range(-8, 14):
        day = (LATER + timedelta(days=distance)).replace(hour=0, minute=0)
        start = round(day.timestamp() * 1000)
        if day.weekday() < 5:
            assert len(store.alone_between(start, start + 86_400_000)) >= 20


@pytest.mark.parametrize("days", [5, 6, 12, 13, 40, 41])
def test_today_is_busy_on_a_weekend_too(store: Store, days: int) -> None:
    """A weekend of the seed is empty, and moves to a weekend."""
    now = MONDAY + timedelta(days=days)
    move_to_today(store, now)
    start = round(now.replace(hour=0).timestamp() * 1000)
    assert len(store.alone_between(start, start + 86_400_000)) >= 40


def test_a_busy_weekend_is_moved_not_doubled(tmp_path: Path) -> None:
    store = Store(tmp_path / "other.sqlite3")
    plant(store, MONDAY - timedelta(days=2))
    move_to_today(store, MONDAY + timedelta(days=40))
    start = round((MONDAY + timedelta(days=40)).replace(hour=0).timestamp() * 1000)
    assert 40 <= len(store.alone_between(start, start + 86_400_000)) < 60


def test_statuses_fit_the_new_present(store: Store) -> None:
    move_to_today(store, LATER)
    now_ms = round(LATER.timestamp() * 1000)
    over = store.alone_between(0, now_ms - 86_400_000)
    waiting = [e for e in over if e.fields["appointmentStatus"] == "confirmed"]
    assert len(waiting) < len(over) / 10
    ahead = [e for e in store.alone_between(now_ms, 10**13) if e.start_ms > now_ms]
    assert not {e.fields["appointmentStatus"] for e in ahead} & {"showed", "noshow"}


def test_on_the_same_day_nothing_moves(store: Store) -> None:
    before = store.all_events()
    assert move_to_today(store, MONDAY + timedelta(hours=1)) == 0
    assert store.all_events() == before
