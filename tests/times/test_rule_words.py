"""A repeat rule in words: a sentence that is wholly true, or the text as it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from appointments.times import rule_words

MADRID = ZoneInfo("Europe/Madrid")

SENTENCES = [
    ("FREQ=DAILY;COUNT=5", "Every day, 5 times", "Cada día, 5 veces"),
    ("FREQ=DAILY;COUNT=1", "Every day, 1 time", "Cada día, 1 vez"),
    ("FREQ=HOURLY;INTERVAL=4", "Every 4 hours", "Cada 4 horas"),
    (
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10",
        "Every 2 weeks on Tuesday and Thursday, 10 times",
        "Cada 2 semanas, los martes y los jueves, 10 veces",
    ),
    (
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "Every week on Monday to Friday",
        "Cada semana, de lunes a viernes",
    ),
    (
        "FREQ=DAILY;BYDAY=SA,SU",
        "Every week on Saturday and Sunday",
        "Cada semana, los sábados y los domingos",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
        "Every 2 weeks on Tuesday and Sunday, in weeks that begin on Sunday",
        "Cada 2 semanas, los martes y los domingos, en semanas que empiezan en domingo",
    ),
    (
        "FREQ=MONTHLY;BYDAY=-1FR",
        "Every month on the last Friday",
        "Cada mes, el último viernes",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "Every month on the last weekday",
        "Cada mes, el último día laborable",
    ),
    (
        "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=2",
        "Every month on the second Sunday",
        "Cada mes, el segundo domingo",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "Every month on the first Monday or Tuesday",
        "Cada mes, el primer lunes o martes",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU",
        "Every month on every Monday and every Tuesday",
        "Cada mes, cada lunes y cada martes",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "Every month on days 1 and 15",
        "Cada mes, los días 1 y 15",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "Every month on the last day",
        "Cada mes, el último día",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=5,-2",
        "Every month on day 5 and the last day but one",
        "Cada mes, el día 5 y el penúltimo día",
    ),
    ("FREQ=YEARLY;BYMONTH=6", "Every year in June", "Cada año, en junio"),
    (
        "FREQ=YEARLY;BYMONTHDAY=5,6;BYMONTH=3;UNTIL=20271231T120000Z",
        "Every year on days 5 and 6 of March, until Friday 31 December 2027",
        "Cada año, los días 5 y 6 de marzo, hasta el viernes 31 de diciembre de 2027",
    ),
    (
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
        "Every year on the fourth Thursday of November",
        "Cada año, el cuarto jueves de noviembre",
    ),
    (
        "FREQ=DAILY;BYHOUR=9,15;BYMINUTE=30",
        "Every day at 09:30 and 15:30",
        "Cada día a las 09:30 y 15:30",
    ),
    (
        "FREQ=WEEKLY;UNTIL=20270601T230000Z",  # 01:00 on the next day in Madrid
        "Every week, until Wednesday 2 June 2027",
        "Cada semana, hasta el miércoles 2 de junio de 2027",
    ),
    (
        "FREQ=WEEKLY;COUNT=10\nEXDATE:20261205T110000Z",
        "Every week, 10 times, except Sat 5 Dec 2026",
        "Cada semana, 10 veces, excepto sáb 5 dic 2026",
    ),
    (
        "FREQ=DAILY\nEXDATE;VALUE=DATE:20261201,20261202,20261203,20261204",
        "Every day, except 4 dates",
        "Cada día, excepto 4 fechas",
    ),
    (
        "FREQ=WEEKLY;COUNT=2\nRDATE:20270108T090000Z",
        "Every week, 2 times, and Fri 8 Jan 2027",
        "Cada semana, 2 veces, y vie 8 ene 2027",
    ),
    (
        "FREQ=WEEKLY;COUNT=2\nRDATE;VALUE=PERIOD:20270108T090000Z/PT1H30M",
        "Every week, 2 times, and Fri 8 Jan 2027 (1 h 30)",
        "Cada semana, 2 veces, y vie 8 ene 2027 (1 h 30)",
    ),
]


@pytest.mark.parametrize(("text", "english", "spanish"), SENTENCES)
def test_a_rule_is_a_sentence_in_both_languages(
    text: str, english: str, spanish: str
) -> None:
    with translation.override("en"):
        assert rule_words.say(text, MADRID) == english
    with translation.override("es"):
        assert rule_words.say(text, MADRID) == spanish


@pytest.mark.parametrize(
    ("end", "hour", "day"),
    [
        (
            "20270119T000000Z",
            12,
            "Monday 18",
        ),  # 01:00 in Madrid, before the series' time
        ("20270119T110000Z", 12, "Tuesday 19"),
        ("20270119T105959Z", 12, "Monday 18"),
        ("20270119", 12, "Tuesday 19"),
        ("20270119T000000Z", 0, "Tuesday 19"),
        ("20270119T000000Z;BYHOUR=0;BYMINUTE=30", 12, "Tuesday 19"),
    ],
)
def test_a_series_lasts_until_the_last_day_that_has_a_date(
    end: str, hour: int, day: str
) -> None:
    start = datetime(2027, 1, 4, hour, tzinfo=MADRID)
    said = rule_words.say(f"FREQ=DAILY;UNTIL={end}", MADRID, start)
    assert said.endswith(f"until {day} January 2027")


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;BYMONTHDAY=-9",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTHDAY=29",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=DAILY;BYSECOND=30",
        "every Tuesday",
        "FREQ=WEEKLY;X-OWN=1",
        "FREQ=DAILY\nRDATE;VALUE=PERIOD:20270108T090000Z/PT90S",
        "FREQ=DAILY\nRDATE;VALUE=PERIOD:" + ",".join(["20270108T090000Z/PT1H"] * 4),
        "FREQ=DAILY\nEXDATE;TZID=Mars/Olympus:20270108T090000",
    ],
)
def test_what_no_sentence_says_wholly_is_shown_as_it_is(text: str) -> None:
    assert rule_words.say(text, MADRID) == text
