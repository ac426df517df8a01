"""Days in the words of a sentence about a rule: "the last Tuesday", "on Mondays"."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments.times import rules


def listed(words: Iterable[str]) -> str:
    return get_text_list(list(words), _("and"))


def day(code: str) -> str:
    return str(WEEKDAYS[rules.WEEKDAYS.index(code)])


def repeated_day(code: str) -> str:
    """Say a day that comes again: in Spanish that is another word."""
    names = {
        "MO": pgettext("repeats on", "Monday"),
        "TU": pgettext("repeats on", "Tuesday"),
        "WE": pgettext("repeats on", "Wednesday"),
        "TH": pgettext("repeats on", "Thursday"),
        "FR": pgettext("repeats on", "Friday"),
        "SA": pgettext("repeats on", "Saturday"),
        "SU": pgettext("repeats on", "Sunday"),
    }
    return names[code]


def nth(position: int) -> str | None:
    """Return "the second %(day)s" for 2, or None where there are no words for it."""
    words = {
        1: _("the first %(day)s"),
        2: _("the second %(day)s"),
        3: _("the third %(day)s"),
        4: _("the fourth %(day)s"),
        5: _("the fifth %(day)s"),
        -1: _("the last %(day)s"),
        -2: _("the last %(day)s but one"),
    }
    return words.get(position)
