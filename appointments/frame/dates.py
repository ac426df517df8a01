"""The days that the palette reads in what is typed, whole or only begun."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from appointments.frame.options import Option, label
from appointments.times import reading, writing

# From so many letters on a word for a day may be meant.
BEGUN, MOST = 3, 2
# What says a day and hardly anything else: names of people begin like weekdays, too.
CERTAIN = 5


def days(typed: Sequence[str], today: date) -> list[date]:
    """Return the days that may be meant, each once."""
    text = " ".join(typed)
    found = dict.fromkeys(_read(one, today) for one in (text, *_begun(text)))
    return [day for day in found if day is not None][:MOST]


def is_certain(typed: Sequence[str], today: date) -> bool:
    """Whether it can only be a day that was typed."""
    text = " ".join(typed)
    whole = _read(text, today) is not None
    plain_day = text in reading.WORDS or len(text) >= CERTAIN
    return whole and (plain_day or not text.isalpha())


def options(found: Sequence[date], today: date) -> list[Option]:
    """Return what leads to these days: to the list of each, and to its calendar."""
    offered = []
    for day in found:
        shown = label(writing.write_day_title(day, today=today))
        query = urlencode({"date": day.isoformat()})
        for name, icon, detail in (
            ("day", "sun", _("List of the day")),
            ("calendar", "calendar-days", _("Calendar")),
        ):
            try:
                url = f"{reverse(name)}?{query}"
            except NoReverseMatch:
                continue
            offered.append(Option(shown, icon, url, end=detail))
    return offered


def _begun(text: str) -> list[str]:
    """Return the words for days that begin with this, the longest way to say each."""
    if len(text) < BEGUN:
        return []
    names = (*reading.WORDS, *reading.WEEKDAYS)
    return [name for name in names if name.startswith(text) and name != text]


def _read(text: str, today: date) -> date | None:
    try:
        return reading.read_day(text, today=today)
    except ValueError:
        return None
