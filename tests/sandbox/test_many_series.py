"""Very many series: what is asked for is read, and not what the account holds."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from time import process_time

import pytest

from sandbox.diary import Diary
from sandbox.seed import ZONE, plant
from sandbox.seed.calendars import CALENDARS
from sandbox.slots import Opening
from sandbox.store import Event, Store
from sandbox.times import DAY_MS, to_ms
from tests.pace import seconds, times_as_long

NOW = datetime(2026, 11, 23, 11, tzinfo=ZONE)
FEW, MANY = 20, 1_000
RULES = ("RRULE:FREQ=WEEKLY;COUNT=30", "RRULE:FREQ=DAILY", "RRULE:FREQ=MONTHLY")


def series(count: int, calendar_id: str) -> Iterator[Event]:
    """So many of last winter, and of a calendar that nobody asks about."""
    for n in range(count):
        day = NOW.date() - timedelta(days=300 - n % 7)
        start = to_ms(datetime.combine(day, time(10), ZONE))
        yield Event(
            f"series{n:05}",
            {
                "startTime": start,
                "endTime": start + 45 * 60_000,
                "calendarId": calendar_id,
                "rrule": RULES[n % len(RULES)],
            },
        )


def planted(folder: Path, count: int) -> Diary:
    store = Store(folder / "sandbox.sqlite3")
    plant(store, NOW)
    store.save(series(count, "another"))
    return Diary(store, ZONE)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    return planted(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Diary:
    return planted(tmp_path_factory.mktemp("many"), MANY)


def week(diary: Diary) -> Callable[[], object]:
    start, calendar_id = to_ms(NOW), CALENDARS[0]["id"]

    def listed() -> None:
        for n in range(4):
            first = start + (n - 2) * 7 * DAY_MS
            last = first + 7 * DAY_MS
            assert diary.between(first, last, field="calendarId", value=calendar_id)

    return listed


def test_a_week_of_one_calendar_costs_the_same_among_many(
    few: Diary, many: Diary
) -> None:
    assert times_as_long(week(many), week(few), under=2, clock=process_time) < 2


def test_a_month_of_free_times_reads_the_diary_once(many: Diary) -> None:
    asked: list[int] = []

    class Counted(Diary):
        def between(self, *window: int, **narrowed: str) -> list[Event]:
            asked.append(window[0])
            return super().between(*window, **narrowed)

    calendar = CALENDARS[0]
    users = [one["userId"] for one in calendar["teamMembers"]]
    diary = Counted(many.store, many.zone)
    days = [NOW.date() + timedelta(days=n) for n in range(31)]
    assert Opening(diary, calendar, users).free(days)
    assert len(asked) == 1


def test_what_is_asked_for_among_a_thousand_series_takes_no_longer_than_promised(
    many: Diary,
) -> None:
    """In processor time, the least of a few: about 2 ms and 110 ms were measured."""
    start, calendar = to_ms(NOW), CALENDARS[0]
    users = [one["userId"] for one in calendar["teamMembers"]]
    days = [NOW.date() + timedelta(days=n) for n in range(31)]

    def a_week() -> None:
        many.between(
            start, start + 7 * DAY_MS, field="calendarId", value=calendar["id"]
        )

    def a_month_of_free_times() -> None:
        assert Opening(many, calendar, users).free(days)

    assert min(seconds(a_week, process_time) for _ in range(7)) < 0.05
    assert min(seconds(a_month_of_free_times, process_time) for _ in range(7)) < 0.5


def test_the_days_of_a_month_are_free_as_each_is_by_itself(many: Diary) -> None:
    days = [NOW.date() + timedelta(days=n) for n in range(31)]
    for calendar in CALENDARS:
        users = [one["userId"] for one in calendar["teamMembers"]]
        opening = Opening(many, calendar, users)
        one_by_one = [ms for day in days for ms in opening.free_on(day)]
        assert opening.free(days) == one_by_one


def test_a_window_has_what_the_whole_series_has_there(many: Diary) -> None:
    """Also what was moved into it or out of it, is longer, or of another calendar."""
    store, first = many.store, to_ms(NOW) - 3 * DAY_MS
    master = Event(
        "moved00001",
        {
            "startTime": first,
            "endTime": first + 3_600_000,
            "calendarId": "mine",
            "rrule": "RRULE:FREQ=DAILY;COUNT=20",
        },
    )
    store.save([master])
    for n, fields in enumerate(
        (
            {"startTime": first - 9 * DAY_MS, "endTime": first - 8 * DAY_MS},
            {"startTime": first + 30 * DAY_MS, "endTime": first + 31 * DAY_MS},
            {"startTime": first + 2 * DAY_MS, "endTime": first + 6 * DAY_MS},
            {"calendarId": "another one"},
        )
    ):
        original = first + 4 * n * DAY_MS
        store.save(
            [Event(f"own{n}", fields, master_id=master.id, original_ms=original)]
        )
    every = list(many.unfolded(master))
    assert len(every) == 20
    for day in range(-12, 40):
        start, end = first + day * DAY_MS, first + (day + 1) * DAY_MS
        for field, value in (("", ""), ("calendarId", "mine")):
            found = many.between(start, end, field=field, value=value)
            assert {e.id for e in found if e.master_id == master.id} == {
                e.id
                for e in every
                if e.start_ms < end
                and e.end_ms > start
                and (not field or e.fields["calendarId"] == value)
            }
