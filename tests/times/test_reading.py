"""Dates and times as people write them, and as we write them for people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from appointments.times import reading, writing

TODAY = date(2026, 11, 23)  # a Monday
MADRID = ZoneInfo("Europe/Madrid")
days = st.dates(date(1970, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        ("24.11.26", date(2026, 11, 24)),
        ("24 nov", date(2026, 11, 24)),
        ("24 Nov 2026", date(2026, 11, 24)),
        ("Tue 24 Nov 2026", date(2026, 11, 24)),
        ("mar 24 nov 2026", date(2026, 11, 24)),
        ("martes, 24 de noviembre de 2026", date(2026, 11, 24)),
        ("24th of November", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)),
        ("1 ene", date(2027, 1, 1)),
        ("1 jan", date(2027, 1, 1)),
        ("15 ago 2026", date(2026, 8, 15)),
        ("today", TODAY),
        ("HOY", TODAY),
        ("mañana", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 24)),
        ("ayer", date(2026, 11, 22)),
        ("pasado mañana", date(2026, 11, 25)),
        ("anteayer", date(2026, 11, 21)),
        ("lunes", TODAY),
        ("next mon", date(2026, 11, 30)),
        ("lunes que viene", date(2026, 11, 30)),
        ("last Monday", date(2026, 11, 16)),
        ("el lunes pasado", date(2026, 11, 16)),
        ("next tue", date(2026, 11, 24)),
        ("Próximo miércoles", date(2026, 11, 25)),
        ("this sunday", date(2026, 11, 29)),
        ("sáb", date(2026, 11, 28)),
        ("domingo pasado", date(2026, 11, 22)),
        ("next", None),
        ("someday", None),
        ("next week", None),
        ("+3", None),
        ("+3d", date(2026, 11, 26)),
        ("-1w", date(2026, 11, 16)),
        ("+2s", date(2026, 12, 7)),
        ("3/1", date(2027, 1, 3)),
        ("28/12", date(2026, 12, 28)),
        ("29/2", None),
        ("29/2/2028", date(2028, 2, 29)),
        ("31/2", None),
        ("24/13", None),
        ("0/1", None),
        ("24 foo", None),
        ("2026-02-30", None),
        ("24/11/1969", None),
        ("24/11/2101", None),
        ("24/11/123", None),
        ("0000-01-01", None),
        ("", None),
        ("   ", None),
        ("\0", None),
    ],
)
def test_a_date_is_read_or_refused(text: str, day: date | None) -> None:
    if day:
        assert reading.read_day(text, today=TODAY) == day
        return
    with pytest.raises(ValueError):
        reading.read_day(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("9h30", time(9, 30)),
        ("21 h", time(21)),
        ("21h", time(21)),
        (" 23:59 ", time(23, 59)),
        ("00:00", time(0)),
        ("24:00", None),
        ("12:60", None),
        ("-1", None),
        ("12:5", None),
        ("noon", None),
        ("", None),
        ("\0", None),
        ("²", None),
    ],
)
def test_a_time_is_read_or_refused(text: str, at: time | None) -> None:
    if at is not None:
        assert reading.read_time(text) == at
        return
    with pytest.raises(ValueError):
        reading.read_time(text)


@given(text=st.text(max_size=40), today=days)
def test_no_text_is_more_than_a_value_error(text: str, today: date) -> None:
    for read in (
        lambda: reading.read_day(text, today=today),
        lambda: reading.read_time(text),
    ):
        try:
            read()
        except ValueError:
            continue


@given(text=st.from_regex(r"[+\-]?\d{1,4}[ /.\-]?[a-zñé0-9]{0,10}[ /.\-]?\d{0,4}"))
def test_no_text_that_looks_like_a_date_is_more_than_that(text: str) -> None:
    try:
        reading.read_day(text, today=TODAY)
    except ValueError:
        return


@pytest.mark.parametrize("language", ["en", "es"])
@given(day=days)
def test_every_day_that_we_write_is_read_back(language: str, day: date) -> None:
    with translation.override(language):
        assert reading.read_day(writing.write_day(day), today=TODAY) == day
        near = TODAY + timedelta(days=day.day)
        assert reading.read_day(writing.write_short_day(near), today=TODAY) == near
        assert reading.read_day(day.isoformat(), today=TODAY) == day


@given(at=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_time_that_we_write_is_read_back(at: time) -> None:
    moment = datetime.combine(TODAY, at, MADRID)
    written = writing.write_time(moment, MADRID)
    assert reading.read_time(written) == at
    assert reading.read_time(written.replace(":", "")) == at


# --- writing ---


@pytest.mark.parametrize(
    ("language", "day", "short", "long"),
    [
        ("en", "Tue 24 Nov 2026", "Tue 24 Nov", "Tuesday 24 November"),
        ("es", "mar 24 nov 2026", "mar 24 nov", "martes 24 de noviembre"),
    ],
)
def test_a_day_is_written_as_the_language_has_it(
    language: str, day: str, short: str, long: str
) -> None:
    tuesday = date(2026, 11, 24)
    with translation.override(language):
        assert writing.write_day(tuesday) == day
        assert writing.write_short_day(tuesday) == short
        assert writing.write_long_day(tuesday, today=TODAY) == long


@pytest.mark.parametrize(
    ("language", "long"),
    [("en", "Friday 1 January 2027"), ("es", "viernes 1 de enero de 2027")],
)
def test_a_day_of_another_year_says_which(language: str, long: str) -> None:
    with translation.override(language):
        assert writing.write_long_day(date(2027, 1, 1), today=TODAY) == long


def test_a_span_over_midnight_says_so() -> None:
    start = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)
    assert writing.write_span(start, start + timedelta(minutes=20), MADRID) == (
        "23:30 – 23:50"
    )
    assert writing.write_span(start, start + timedelta(hours=1), MADRID) == (
        "23:30 – 00:30 +1"
    )
    assert writing.write_span(start, start + timedelta(hours=49), MADRID).endswith("+3")


@pytest.mark.parametrize(
    ("minutes", "said"), [(45, "45 min"), (60, "1 h"), (90, "1 h 30"), (125, "2 h 05")]
)
def test_a_length_is_short(minutes: int, said: str) -> None:
    assert writing.write_length(minutes) == said


def test_when_something_happened_is_told_from_today() -> None:
    now = datetime(2026, 11, 24, 11, tzinfo=UTC)

    def ago(**back: int) -> str:
        return writing.write_ago(now - timedelta(**back), now=now, zone=MADRID)

    assert ago(minutes=5) == "11:55"
    assert ago(hours=18) == "yesterday 18:00"
    assert ago(days=5) == "Thu 19 Nov, 12:00"


def test_a_zone_is_named_by_its_city_and_offset() -> None:
    summer = datetime(2027, 7, 1, tzinfo=UTC)
    assert writing.write_zone(summer, MADRID) == "Madrid time (GMT+2)"
    with translation.override("es"):
        mexico = ZoneInfo("America/Mexico_City")
        assert "Mexico City" in writing.write_zone(summer, mexico)
