"""Very many appointments: seeded one like the other, and a week is still quick."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

import pytest

from sandbox.diary import Diary
from sandbox.seed import ZONE, plant
from sandbox.seed.days import AROUND
from sandbox.seed.many import A_SERIES_OF
from sandbox.store import Store
from sandbox.times import DAY_MS, local, now_ms, to_ms
from tests.pace import seconds, times_as_long
from tests.sandbox.process import running

FEW, MANY = 2_000, 20_000


@dataclass(frozen=True)
class Seeded:
    path: Path
    took_s: float


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    return seeded(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    return seeded(tmp_path_factory.mktemp("many"), MANY)


def seeded(folder: Path, count: int) -> Seeded:
    path = folder / "sandbox.sqlite3"
    took_s = seconds(lambda: plant(Store(path), more=count), process_time)
    return Seeded(path, took_s)


def test_they_are_all_there(many: Seeded) -> None:
    store = Store(many.path)
    found = [e for e in store.alone_between(0, 10**13) if e.kind == "appointment"]
    assert len(found) > MANY
    contacts = {c["id"] for c in store.documents("contact")}
    assert {e.fields["contactId"] for e in found} <= contacts


def test_there_are_series_among_them(few: Seeded, many: Seeded) -> None:
    """They fall as appointments do: on working days, and all over the years."""
    counts = []
    for seeded in (few, many):
        store = Store(seeded.path)
        usual = (store.document("cast", "cast") or {})["series"].values()
        masters = [one for one in store.masters() if one.id not in usual]
        counts.append(len(masters))
        began = [local(one.start_ms, ZONE) for one in masters]
        assert {day.weekday() for day in began} <= {*range(5)}
        assert len({day.date() for day in began}) > len(began) / 2
    assert counts[1] - counts[0] == (MANY - FEW) // A_SERIES_OF


def test_one_of_many_is_seeded_as_quickly_as_one_of_few(
    few: Seeded, many: Seeded
) -> None:
    assert many.took_s / MANY < 2 * few.took_s / FEW


@pytest.mark.parametrize("field", ["calendarId", "groupId", "assignedUserId"])
def test_a_week_is_listed_as_quickly_among_many(
    few: Seeded, many: Seeded, field: str
) -> None:
    """The weeks are alike: only how many there are around them differs."""
    ahead = Store(many.path).alone_between(now_ms(), 10**13)
    value = next(e for e in ahead if e.kind == "appointment").fields[field]

    def weeks(seeded: Seeded) -> Callable[[], None]:
        diary = Diary(Store(seeded.path), ZONE)

        def listed() -> None:
            for week in range(2, 10):
                first = now_ms() - week * 7 * DAY_MS
                assert diary.between(
                    first, first + 7 * DAY_MS, field=field, value=value
                )

        return listed

    assert times_as_long(weeks(many), weeks(few), under=3, clock=process_time) < 3


def test_the_program_can_be_asked_for_them(tmp_path: Path) -> None:
    with running(tmp_path / "more.sqlite3", "--appointments", "500") as leadway:
        calendars = leadway.cast()["calendars"].values()
        # Whole days: what is booked beside the usual ends two weeks ago at midnight.
        midnight = datetime.now(ZONE).replace(hour=0, minute=0, second=0)
        end = to_ms(midnight - timedelta(days=AROUND))
        start = end - 400 * DAY_MS
        found = [leadway.events(start, end, calendarId=key) for key in calendars]
        assert sum(map(len, found)) >= 400
