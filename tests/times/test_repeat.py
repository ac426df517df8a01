"""When repeat rules fall: RFC 5545, held against dates in series.txt."""

from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from appointments.times import repeat, rules
from appointments.times.rule_dates import Fault
from tests.pace import times_as_long

MADRID = ZoneInfo("Europe/Madrid")
START = datetime(2027, 3, 16, 9, tzinfo=UTC)  # a Tuesday, 10:00 in Madrid
SERIES = (Path(__file__).parent / "series.txt").read_text()


def dates(text: str, *, start: datetime = START, count: int = 5) -> list[str]:
    found = repeat.dates(rules.read(text), start=start, zone=MADRID)
    return [f"{one:%m-%d %H:%M}" for one in islice(found, count)]


def _blocks() -> list[tuple[str, str, str, list[str]]]:
    blocks = [block.split("\n") for block in SERIES.strip().split("\n\n")[1:]]
    return [
        (
            why,
            where,
            "\n".join(line for line in rest if not line.startswith("- ")),
            [line[2:] for line in rest if line.startswith("- ")],
        )
        for why, where, *rest in blocks
    ]


@pytest.mark.parametrize(("why", "where", "text", "told"), _blocks())
def test_a_series_falls_when_it_is_told(
    why: str, where: str, text: str, told: list[str]
) -> None:
    name, _, wall = where.partition(" ")
    zone = ZoneInfo(name)
    start = datetime.fromisoformat(wall).replace(tzinfo=zone)
    found = repeat.dates(rules.read(text), start=start, zone=zone)
    # One more than there are: a series that goes on too long is told as well.
    here = [f"{one:%Y-%m-%d %H:%M %z}" for one in islice(found, len(told) + 1)]
    assert here == told, why


def test_a_series_begins_when_it_begins_in_an_hour_that_happens_twice() -> None:
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 again, in Madrid
    rule = rules.read("FREQ=DAILY;COUNT=2")
    found = list(repeat.dates(rule, start=second, zone=MADRID))
    assert found[0] == second
    assert f"{found[1]:%d %H:%M}" == "01 02:30"


def test_a_start_to_the_millisecond_is_met() -> None:
    start = START + timedelta(milliseconds=250)
    rule = rules.read("FREQ=DAILY;COUNT=2")
    assert list(repeat.dates(rule, start=start, zone=MADRID))[0] == start


def test_only_what_is_still_to_come_is_told() -> None:
    now, rule = START + timedelta(days=8), rules.read("FREQ=WEEKLY")
    found = repeat.next_dates(rule, start=START, zone=MADRID, after=now)
    assert len(found) == 5
    assert now < found[0] < now + timedelta(days=7)


def test_a_series_of_ten_years_ago_still_tells_its_next_dates() -> None:
    now, rule = START + timedelta(days=3_660), rules.read("FREQ=DAILY")
    found = repeat.next_dates(rule, start=START, zone=MADRID, after=now)
    assert now < found[0] < now + timedelta(days=2)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;COUNT=3\nEXDATE:99991231T235959,00010101T000000",
    ],
)
def test_a_date_at_the_end_of_all_time_stops_nothing(text: str, zone: str) -> None:
    found = repeat.dates(rules.read(text), start=START, zone=ZoneInfo(zone))
    assert len(list(islice(found, 3))) == 3


@pytest.mark.parametrize("text", ["FREQ=HOURLY", "FREQ=SECONDLY;COUNT=3"])
def test_of_what_falls_every_hour_no_dates_are_told(text: str) -> None:
    assert not repeat.has_dates(rules.read(text))
    assert dates(text) == []


TRAPS = [
    "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
    "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
    "FREQ=DAILY;INTERVAL=2;BYHOUR=10;BYDAY=MO;BYMONTH=2;BYMONTHDAY=30",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_rule_that_never_falls_is_soon_known(text: str) -> None:
    """In a fraction of the time that dateutil looks for it, up to the year 9999."""
    wall, rule = START.replace(tzinfo=None), rules.read(text)

    def never() -> None:
        assert list(repeat.dates(rule, start=START, zone=MADRID)) == []

    def a_lifetime_of_days() -> None:
        assert len(list(islice(rrulestr("FREQ=DAILY", dtstart=wall), 60_000)))

    ratio = times_as_long(never, a_lifetime_of_days, under=4, clock=process_time)
    assert ratio < 4


def _parts(**choices: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    optional = {name: st.none() | values for name, values in choices.items()}
    return st.fixed_dictionaries(optional).map(
        lambda picked: ";".join(f"{n}={v}" for n, v in picked.items() if v is not None)
    )


RULES = _parts(
    INTERVAL=st.integers(1, 101).map(str),
    BYDAY=st.sampled_from(["MO", "TU,FR", "1MO", "-1SU", "5WE", "53TU", "SA,SU"]),
    BYMONTHDAY=st.integers(-31, 31).map(str),
    BYMONTH=st.sampled_from(["2", "4,6", "1,12", "2,3"]),
    BYSETPOS=st.sampled_from(["1", "-1", "5", "366"]),
    BYWEEKNO=st.sampled_from(["1", "53", "-1"]),
)


# Without shrinking: a rule that takes long would be tried over and over.
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
@given(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), RULES)
def test_what_falls_is_in_order_and_each_date_once(freq: str, parts: str) -> None:
    try:
        rule = rules.read(f"FREQ={freq};{parts}")
    except Fault:
        return
    found = list(islice(repeat.dates(rule, start=START, zone=MADRID), 5))
    assert found == sorted(set(found))
    assert all(one >= START for one in found)
