from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from appointments.leadway.rrule import rrule_fault

SOUND = [
    "FREQ=DAILY",
    "RRULE:FREQ=DAILY;INTERVAL=1;COUNT=5",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10\nEXDATE:20211105T040000Z,20211106T040000Z",
    "FREQ=WEEKLY;COUNT=3\r\nEXDATE;TZID=Europe/Madrid:20211105T040000",
    "FREQ=DAILY;UNTIL=20301231T235959Z",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1;INTERVAL=3",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "freq=weekly;wkst=su;interval=2;byday=tu",
]


@pytest.mark.parametrize("rule", SOUND)
def test_a_sound_rule_has_no_fault(rule: str) -> None:
    assert rrule_fault(rule) is None


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("", "empty"),
        ("RRULE:", "empty"),
        ("FREQ=DAILY;" * 100, "too_long"),
        ("DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "dtstart"),
        ("FREQ=DAILY;DTSTART=20260101", "dtstart"),
        ("every day", "part"),
        ("FREQ=DAILY;BYHOUR=3", "part"),
        ("FREQ=DAILY;COUNT=", "part"),
        ("FREQ=DAILY;FREQ=DAILY", "repeated"),
        ("COUNT=3", "freq"),
        ("FREQ=HOURLY", "freq"),
        ("FREQ=DAILY;INTERVAL=0", "interval"),
        ("FREQ=DAILY;INTERVAL=100", "interval"),
        ("FREQ=DAILY;INTERVAL=x", "interval"),
        ("FREQ=DAILY;COUNT=-1", "count"),
        ("FREQ=DAILY;COUNT=367", "count"),
        ("FREQ=DAILY;UNTIL=20301231", "until"),
        ("FREQ=DAILY;UNTIL=20301331T000000Z", "until"),
        ("FREQ=DAILY;UNTIL=99991231T235959Z", "until"),
        ("FREQ=DAILY;UNTIL=21010101T000000Z", "until"),
        ("FREQ=DAILY;UNTIL=00010101T000000Z", "until"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20301231T000000Z", "count_and_until"),
        ("FREQ=WEEKLY;BYDAY=XX", "byday"),
        ("FREQ=WEEKLY;BYDAY=1MO", "byday"),
        ("FREQ=MONTHLY;BYDAY=6MO", "byday"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "bymonthday"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "bymonthday"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "bymonthday"),
        ("FREQ=YEARLY;BYMONTH=13", "bymonth"),
        ("FREQ=DAILY;BYSETPOS=2", "bysetpos"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "bysetpos"),
        ("FREQ=WEEKLY;WKST=XX", "wkst"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never"),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "never"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "never"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "never"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=5", "never"),
        ("FREQ=MONTHLY;BYDAY=-1SU;BYMONTHDAY=1", "never"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "never"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYDAY=5WE", "never"),
        ("FREQ=DAILY\nRDATE:20260101T000000Z", "line"),
        ("FREQ=DAILY\nEXDATE:tomorrow", "exdate"),
        ("FREQ=DAILY\nEXDATE:20261399T000000Z", "exdate"),
    ],
)
def test_a_fault_has_a_name(rule: str, fault: str) -> None:
    assert rrule_fault(rule) == fault


def _parts(**choices: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    optional = {name: st.none() | values for name, values in choices.items()}
    return st.fixed_dictionaries(optional).map(
        lambda picked: ";".join(f"{n}={v}" for n, v in picked.items() if v is not None)
    )


RULES = _parts(
    FREQ=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]),
    INTERVAL=st.integers(-1, 101).map(str),
    COUNT=st.integers(-1, 370).map(str),
    BYDAY=st.sampled_from(["MO", "TU,FR", "1MO", "-1SU", "5WE", "53TU", "SA,SU"]),
    BYMONTHDAY=st.integers(-32, 32).map(str),
    BYMONTH=st.sampled_from(["2", "4,6", "1,12", "13", "2,3"]),
    BYSETPOS=st.sampled_from(["1", "-1", "5", "366"]),
)


# Without shrinking: a rule that never ends would be tried over and over.
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=2_000)
@given(RULES)
def test_a_rule_without_fault_expands_and_ends_soon(rule: str) -> None:
    if rrule_fault(rule) is not None:
        return
    start = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    assert list(islice(rrulestr(rule, dtstart=start), 3))


@given(st.text() | st.text(alphabet="FREQ=DAILY;COUNT019,\nEXDATE:TZ-+"))
def test_no_text_makes_the_check_raise(text: str) -> None:
    rrule_fault(text)
    rrule_fault(f"FREQ=WEEKLY;{text}")
