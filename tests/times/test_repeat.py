"""Repeat rules: a sentence in both languages, and the next dates."""

from datetime import UTC, datetime, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation

from appointments.leadway import rrule
from appointments.times import repeat
from tests.pace import times_as_long

MADRID = ZoneInfo("Europe/Madrid")
START = datetime(2027, 3, 16, 9, tzinfo=UTC)  # a Tuesday, 10:00 in Madrid
BEFORE = START - timedelta(seconds=1)


def dates(text: str, *, start: datetime = START, count: int = 5) -> list[str]:
    found = repeat.next_dates(
        text, start=start, zone=MADRID, after=start - timedelta(seconds=1), count=count
    )
    return [f"{one:%m-%d %H:%M%z}" for one in found]


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("FREQ=DAILY;COUNT=5", "Every day, 5 times", "Cada día, 5 veces"),
        (
            "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10",
            "Every 2 weeks on Tuesday and Thursday, 10 times",
            "Cada 2 semanas (martes y jueves), 10 veces",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR",
            "Every month on the last Friday",
            "Cada mes (último viernes)",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "Every month on day 1 and 15",
            "Cada mes (día 1 y 15)",
        ),
        ("FREQ=YEARLY;BYMONTH=6", "Every year in June", "Cada año, en junio"),
        (
            "FREQ=WEEKLY;UNTIL=20270601T080000Z",
            "Every week, until Tue 1 Jun 2027",
            "Cada semana, hasta el mar 1 jun 2027",
        ),
        ("FREQ=DAILY;COUNT=1", "Every day, 1 time", "Cada día, 1 vez"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
            "Every month on Monday and Tuesday (BYSETPOS=1)",
            "Cada mes (lunes y martes) (BYSETPOS=1)",
        ),
    ],
)
def test_a_rule_is_a_sentence_in_both_languages(
    text: str, english: str, spanish: str
) -> None:
    with translation.override("en"):
        assert repeat.say(text) == english
    with translation.override("es"):
        assert repeat.say(text) == spanish


def test_the_wall_clock_time_stays_over_a_clock_change() -> None:
    assert dates("FREQ=WEEKLY;COUNT=4") == [
        "03-16 10:00+0100",
        "03-23 10:00+0100",
        "03-30 10:00+0200",
        "04-06 10:00+0200",
    ]


def test_a_date_whose_time_does_not_exist_is_left_out() -> None:
    start = datetime(2027, 3, 27, 1, 30, tzinfo=UTC)  # 02:30 in Madrid
    assert dates("FREQ=DAILY;COUNT=3", start=start) == [
        "03-27 02:30+0100",
        "03-29 02:30+0200",
    ]


def test_a_time_that_happens_twice_is_the_first_of_them() -> None:
    start = datetime(2027, 10, 30, 0, 30, tzinfo=UTC)  # 02:30 in Madrid
    assert dates("FREQ=DAILY;COUNT=2", start=start)[1] == "10-31 02:30+0200"


@pytest.mark.parametrize(
    "left_out",
    [
        "EXDATE:20270323T090000Z",
        "EXDATE:20270323T100000",
        "EXDATE;TZID=Europe/Madrid:20270323T100000",
        "exdate:20270323T090000Z",
    ],
)
def test_a_date_that_was_left_out_is_not_told(left_out: str) -> None:
    assert dates(f"RRULE:FREQ=WEEKLY;COUNT=3\n{left_out}") == [
        "03-16 10:00+0100",
        "03-30 10:00+0200",
    ]


def test_several_dates_may_be_left_out() -> None:
    text = "RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20270317T090000Z,20270318T090000Z"
    assert [one[:5] for one in dates(text)] == ["03-16", "03-19"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20270330T080000Z", "03-30"),  # exactly the start of that day's, in summer
        ("20270330T075959Z", "03-23"),
        ("20270331T000000Z", "03-30"),
    ],
)
def test_until_is_a_moment(until: str, last: str) -> None:
    assert dates(f"FREQ=WEEKLY;UNTIL={until}")[-1][:5] == last


def test_only_what_is_still_to_come_is_told() -> None:
    now = START + timedelta(days=8)
    found = repeat.next_dates("FREQ=WEEKLY", start=START, zone=MADRID, after=now)
    assert len(found) == 5
    assert found[0] > now


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;COUNT=3\nEXDATE:99991231T235959,00010101T000000",
    ],
)
def test_a_date_at_the_end_of_all_time_stops_nothing(text: str) -> None:
    east = ZoneInfo("Pacific/Auckland")
    assert len(repeat.next_dates(text, start=START, zone=east, after=BEFORE)) <= 3


TRAPS = [
    "FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2",
    "FREQ=YEARLY;BYMONTH=4",
    "FREQ=MONTHLY;BYDAY=5MO",
    "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2",
    "FREQ=DAILY;INTERVAL=99;COUNT=366",
    "FREQ=WEEKLY;INTERVAL=99;UNTIL=99991231T000000Z",
    "FREQ=YEARLY;INTERVAL=99",
    "FREQ=MONTHLY;INTERVAL=99;BYMONTHDAY=31",
    "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0",
]


@pytest.mark.parametrize("text", TRAPS)
def test_no_rule_that_passes_the_shape_hangs(text: str) -> None:
    if rrule.rrule_fault(text):
        return

    def next_dates() -> None:
        for start in (START, datetime(2028, 1, 31, 9, tzinfo=UTC)):
            found = repeat.next_dates(text, start=start, zone=MADRID, after=BEFORE)
            assert len(found) <= 5

    wall = START.replace(tzinfo=None)

    def every_year_there_is() -> None:
        assert len(list(rrulestr("FREQ=YEARLY", dtstart=wall))) > 7000

    ratio = times_as_long(next_dates, every_year_there_is, under=5, clock=process_time)
    assert ratio < 5
