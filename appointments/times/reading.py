"""Reads the dates and times that people write: "24/11", "mañana", "next tue", "930".

Day before month, as the glossary has it; both languages at once, because people mix.
Everything raises ValueError for what it cannot read.
"""

import re
import unicodedata
from datetime import date, time, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene",
            "feb",
            "mar",
            "apr abr",
            "may",
            "jun",
            "jul",
            "aug ago",
            "sep",
            "oct",
            "nov",
            "dec dic",
        ),
        start=1,
    )
    for name in names.split()
}
WORDS = {"today": 0, "hoy": 0, "tomorrow": 1, "manana": 1, "yesterday": -1, "ayer": -1}
WORDS |= {"day after tomorrow": 2, "pasado manana": 2, "anteayer": -2}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday lun lunes",
            "tue tues tuesday mar martes",
            "wed wednesday mie miercoles",
            "thu thur thurs thursday jue jueves",
            "fri friday vie viernes",
            "sat saturday sab sabado",
            "sun sunday dom domingo",
        )
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"(?P<next>next |proximo )?(?P<last>last )?(?:this |este |el )?"
    r"(?P<name>[a-z]+)(?P<coming> que viene| proximo)?(?P<past> pasado)?"
)
STEPS = {"d": 1, "w": 7, "s": 7}  # days, weeks, semanas
FIRST_YEAR, LAST_YEAR = 1970, 2100


def day_or_none(text: str, *, today: date) -> date | None:
    """Read the date of an address: what is none is left out."""
    try:
        return read_day(text, today=today) if text else None
    except ValueError:
        return None


def read_day(text: str, *, today: date, near: date | None = None) -> date:
    """Read a date; relative words count from `today`.

    A missing year is the one that brings it nearest to `near`, or else to today.
    """
    plain = _plain(text)
    if plain in WORDS:
        return today + timedelta(days=WORDS[plain])
    if weekday := _WEEKDAY.fullmatch(plain):
        return _on_weekday(weekday, today)
    if step := re.fullmatch(r"([+-]\d{1,3}) ?([dws])", plain):
        return today + timedelta(days=int(step[1]) * STEPS[step[2]])
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return _in_range(date(int(iso[1]), int(iso[2]), int(iso[3])))
    return _in_range(_day_first(plain, near or today))


def _on_weekday(text: re.Match[str], today: date) -> date:
    """Return the first such day from today on; "next" and "last" leave today out."""
    if text["name"] not in WEEKDAYS:
        raise ValueError(text[0])
    ahead = (WEEKDAYS[text["name"]] - today.weekday()) % 7
    if text["last"] or text["past"]:
        return today + timedelta(days=ahead - 7)
    if text["next"] or text["coming"]:
        ahead = ahead or 7
    return today + timedelta(days=ahead)


def _plain(text: str) -> str:
    """Drop accents, case, the weekday in front and "de" in between."""
    letters = unicodedata.normalize("NFD", text.strip().lower())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    plain = re.sub(r"\b(de|del|of)\b|[.,]", " ", plain)
    plain = re.sub(r"^[a-z]{3,10}\s+(?=\d)", "", " ".join(plain.split()))
    return " ".join(plain.split())


def _day_first(plain: str, near: date) -> date:
    parts = re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?"
        r"[ /.\-]+([a-z]{3,10}|\d{1,2})"
        r"(?:[ /.\-]+(\d{2}|\d{4}))?",
        plain,
    )
    if not parts:
        raise ValueError(plain)
    day, month_text, year_text = parts.groups()
    month = int(month_text) if month_text.isdecimal() else MONTHS.get(month_text[:3], 0)
    if year_text:
        year = int(year_text) + (2000 if len(year_text) == 2 else 0)
        return date(year, month, int(day))
    return _nearest(int(day), month, near)


def _nearest(day: int, month: int, near: date) -> date:
    """Choose the year that brings the day closest to another: "3/1" in December."""
    candidates = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError(f"{day}/{month}")
    return min(candidates, key=lambda one: abs(one - near))


def _in_range(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(day.isoformat())
    return day


def read_time(text: str) -> time:
    """Read a 24-hour time: "9", "930", "9:30", "09.30", "9h30", "21 h"."""
    plain = re.sub(r"\s|h$", "", text.strip().lower())
    parts = re.fullmatch(r"(\d{1,2})[:.h](\d{2})|(\d{1,2})(\d{2})?", plain)
    if not parts:
        raise ValueError(text)
    hour = int(parts[1] or parts[3])
    minute = int(parts[2] or parts[4] or 0)
    return time(hour, minute)
