"""The one reader of repeat rules: any spelling of one, and what is none."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.times import repeat, rule_words, rules
from appointments.times.rule_dates import Fault

MADRID = ZoneInfo("Europe/Madrid")
START = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
        "rrule:freq=weekly;byday=tu,th;count=3",
        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3;",
        " FREQ=WEEKLY; BYDAY = TU, TH ;COUNT=3\r\n",
        "COUNT=3;BYDAY=TU,TH;FREQ=WEEKLY",
        "RRULE:FREQ=WEEKLY;BYD\r\n AY=TU,TH;COUNT=3",
        "RRULE;X-FROM=there:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3",
        "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3;SKIP=OMIT;RSCALE=GREGORIAN",
        "FREQ=WEEKLY;BYDAY=TU,TH,;COUNT=3",
        'RRULE;X-FROM="a: b; c":FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3',
    ],
)
def test_a_rule_is_the_same_in_every_spelling(text: str) -> None:
    rule = rules.read(text)
    assert rule == rules.read("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3")
    assert (rule.freq, rule.by_day, rule.count) == ("WEEKLY", ("TU", "TH"), 3)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;INTERVAL=4",
        "FREQ=DAILY;INTERVAL=400",
        "FREQ=DAILY;COUNT=5000",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;UNTIL=20301231",
        "FREQ=DAILY;UNTIL=2030-12-31T10:00:00Z",
        "FREQ=DAILY;BYMONTHDAY=1,-1",
        "FREQ=DAILY;BYHOUR=9,15;BYMINUTE=0;BYSECOND=0",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=+1MO,-1FR",
        "FREQ=MONTHLY;BYDAY=-1SU;BYMONTHDAY=25",
        "FREQ=YEARLY;BYWEEKNO=20,-1;WKST=SU",
        "FREQ=YEARLY;BYYEARDAY=1,-366",
        "FREQ=YEARLY;BYDAY=53FR",
        "FREQ=WEEKLY\nEXDATE:20261208T090000Z,20261215T090000Z",
        "FREQ=WEEKLY\\nEXDATE:20261208T090000Z",
        'FREQ=WEEKLY\nEXDATE;TZID="America/New_York";VALUE=DATE-TIME:20261208T040000',
        "FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261208\nRDATE:20261209T090000Z",
        "FREQ=WEEKLY\nRDATE;VALUE=PERIOD:20261209T090000Z/PT1H",
        "DTSTART;TZID=Europe/Madrid:20261201T100000\nRRULE:FREQ=WEEKLY",
    ],
)
def test_what_calendars_write_is_read(text: str) -> None:
    rules.read(text)


@pytest.mark.parametrize(
    ("text", "code", "about"),
    [
        ("", "empty", ""),
        ("RRULE:", "empty", ""),
        ("EXDATE:20261208T090000Z", "empty", ""),
        ("FREQ=DAILY\nFREQ=WEEKLY", "line", "FREQ=WEEKLY"),
        ("every day", "part", "EVERYDAY"),
        ("FREQ=DAILY;BYHUOR=3", "part", "BYHUOR=3"),
        ("FREQ=DAILY;COUNT=", "value", "COUNT"),
        ("FREQ=WEEKLY;BYDAY=,", "value", "BYDAY"),
        ("FREQ=DAILY;X-NOTE=", "value", "X-NOTE"),
        ("DURATION:PT1H\nRRULE:FREQ=DAILY", "foreign", "DURATION:PT1H"),
        ("RRULE:FREQ=DAILY\nEND:VEVENT", "foreign", "END:VEVENT"),
        ("FREQ=DAILY;FREQ=DAILY", "repeated", "FREQ"),
        ("COUNT=3", "no_freq", ""),
        ("FREQ=OFTEN", "freq", "OFTEN"),
        ("FREQ=DAILY;INTERVAL=0", "interval", "0"),
        ("FREQ=DAILY;INTERVAL=x", "interval", "X"),
        ("FREQ=DAILY;COUNT=-1", "count", "-1"),
        ("FREQ=DAILY;UNTIL=20301331T000000Z", "until", "20301331T000000Z"),
        ("FREQ=DAILY;UNTIL=soon", "until", "SOON"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20301231T000000Z", "count_and_until", ""),
        ("FREQ=WEEKLY;BYDAY=XX", "byday", "XX"),
        ("FREQ=WEEKLY;BYDAY=1MO", "byday", "1MO"),
        ("FREQ=MONTHLY;BYDAY=6MO", "byday", "6MO"),
        ("FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO", "byday", "1MO"),
        ("FREQ=YEARLY;BYMONTH=4,6;BYDAY=53TU", "byday", "53TU"),
        ("FREQ=WEEKLY;WKST=XX", "byday", "XX"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "number", "BYMONTHDAY=32"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "number", "BYMONTHDAY=0"),
        ("FREQ=YEARLY;BYMONTH=-1", "number", "BYMONTH=-1"),
        ("FREQ=DAILY;BYHOUR=24", "number", "BYHOUR=24"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "together", "BYMONTHDAY, FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYWEEKNO=3", "together", "BYWEEKNO, FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "setpos", ""),
        ("FREQ=DAILY\nEXDATE:tomorrow", "moment", "TOMORROW"),
        ("FREQ=DAILY\nEXDATE:20261399T000000Z", "moment", "20261399T000000Z"),
        (
            "FREQ=DAILY\nRDATE;VALUE=PERIOD:20261208T040000Z/PT0S",
            "moment",
            "20261208T040000Z/PT0S",
        ),
        (
            "FREQ=DAILY\nRDATE;VALUE=PERIOD:20261208T040000Z/20261208T030000Z",
            "moment",
            "20261208T040000Z/20261208T030000Z",
        ),
    ],
)
def test_what_is_no_rule_says_what_about_it(text: str, code: str, about: str) -> None:
    with pytest.raises(Fault) as caught:
        rules.read(text)
    assert (caught.value.code, caught.value.about) == (code, about)


def test_a_time_has_the_zone_that_it_names() -> None:
    rule = rules.read("FREQ=DAILY\nEXDATE;tzid=America/New_York:20261208T040000")
    instant = rule.left_out[0].instant(MADRID)
    assert instant is not None
    assert f"{instant:%d %H:%M %z}" == "08 10:00 +0100"


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Madrid",
        '"Europe/Madrid"',
        "europe/madrid",
        "Romance Standard Time",
        "romance standard time",
        '"W. Europe Standard Time"',
        "W. Europe Standard Time",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        "(UTC+01:00) Brussels, Copenhagen, Madrid, Paris",
        "/freeassociation.sourceforge.net/Europe/Madrid",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Madrid",
        "/citadel.org/20210210_1/Europe/Madrid",
    ],
)
@pytest.mark.parametrize(
    "line", ["EXDATE;TZID={}:20261208T100000", "exdate;tzid={} : 20261208T100000,"]
)
def test_a_zone_is_understood_as_programs_write_it(name: str, line: str) -> None:
    rule = rules.read("RRULE:FREQ=DAILY\n" + line.format(name))
    instants = [one.instant(MADRID) for one in rule.left_out]
    assert [f"{one:%d %H:%M %z}" for one in instants if one] == ["08 10:00 +0100"]
    assert not rule.unread


@pytest.mark.parametrize("name", ["America/New York", "Eastern Standard Time"])
def test_the_blanks_of_a_zone_stay(name: str) -> None:
    rule = rules.read(f"DTSTART;TZID={name}:20261208T040000\nRRULE:FREQ=DAILY")
    assert rule.start
    instant = rule.start.instant(MADRID)
    assert instant
    assert f"{instant:%d %H:%M}" == "08 10:00"


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY\nEXDATE;TZID=Customized Time Zone:20261208T040000",
        "FREQ=DAILY\nEXDATE;TZID=Mars/Olympus:20261208T040000",
        'FREQ=DAILY\nEXDATE;TZID="Home: a, b; c":20261208T040000',
        'DTSTART;TZID="tzone://Microsoft/Custom":20261208T040000\nRRULE:FREQ=DAILY',
        "FREQ=DAILY\nEXRULE:FREQ=WEEKLY",
        "FREQ=DAILY\nX-WR-NOTE:of the old system",
        "FREQ=DAILY;X-NOTE=holidays",
        "FREQ=YEARLY;RSCALE=CHINESE;BYMONTH=1;BYMONTHDAY=1",
        "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD;BYMONTHDAY=31",
    ],
)
def test_what_only_another_program_knows_is_no_fault(text: str) -> None:
    """It is shown as the text that it is, and no dates are told of it."""
    rule = rules.read(text)
    assert rule.unread
    assert not repeat.has_dates(rule)
    assert list(repeat.dates(rule, start=START, zone=MADRID)) == []
    assert rule_words.say(text, MADRID) == text


def test_two_rules_that_differ_in_what_is_not_known_are_not_the_same() -> None:
    one, other = (
        rules.read(f"FREQ=DAILY\nEXDATE;TZID={name}:20261208T040000")
        for name in ("Mars/Olympus", "Mars/Tharsis")
    )
    assert one != other


@pytest.mark.parametrize(
    ("period", "minutes"),
    [
        ("20261209T090000Z/PT1H30M", 90),
        ("20261209T090000Z/P1D", 1440),
        ("20261209T090000Z/P1W", 10080),
        ("20261209T090000/20261209T094500", 45),
    ],
)
def test_a_period_keeps_its_length(period: str, minutes: int) -> None:
    rule = rules.read(f"FREQ=WEEKLY\nRDATE;VALUE=PERIOD:{period}")
    assert rule.added[0].lasts == timedelta(minutes=minutes)


def test_a_day_is_no_instant() -> None:
    rule = rules.read("FREQ=DAILY;UNTIL=20261222")
    assert rule.until is not None
    assert rule.until.instant(MADRID) is None
    assert rule.until.day(MADRID) == date(2026, 12, 22)


@given(st.text() | st.text(alphabet='FREQ=DAILY;COUNT019,\nEXDATE:TZ-+/"T'))
def test_no_text_is_worse_than_a_fault(text: str) -> None:
    for one in (text, f"FREQ=WEEKLY;{text}", f"FREQ=WEEKLY\n{text}"):
        with suppress(Fault):
            rules.read(one)
