"""What saving a whole series changes, said before it is sent.

Leadway knows the whole series and one occurrence, and no "from here on": a change of
the whole is one of the past ones, too. What an occurrence has of its own it keeps.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.index.series import Occurrence, Series
from appointments.times import writing
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: how many it is about, then what becomes of them."""

    icon: str
    tone: str
    which: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """`count` is how many appointments change, or None where that is not known."""

    heading: str
    lines: list[Line]
    count: int | None = None


def consequence(
    found: Series, sections: Collection[str], said: Words, *, now: datetime
) -> Consequence:
    """Return what a change of these sections of the form changes of a series."""
    if "repeat" in sections:
        what = _("Its appointments will be those of the new rule.")
        line = Line("repeat", "info", _("The rule changes."), what)
        return Consequence(_("This changes the whole series."), [line])
    there = [one for one in found.occurrences if not one.gone]
    stay = [one for one in there if one.moved] if "when" in sections else []
    changed = [one for one in there if one not in stay]
    lines = list(_lines(changed, stay, said, now))
    if not found.whole:
        return Consequence(_("This changes every appointment of the series."), lines)
    n = len(changed)
    heading = ngettext(
        "This changes %(n)d appointment.", "This changes %(n)d appointments.", n
    ) % {"n": n}
    return Consequence(heading, lines, n)


def _lines(
    changed: list[Occurrence], stay: list[Occurrence], said: Words, now: datetime
) -> Iterator[Line]:
    """Yield the past ones first, then what does not follow."""
    if past := sum(one.now <= now for one in changed):
        which = ngettext("%(n)d of them is past.", "%(n)d of them are past.", past)
        what = _("Their record changes as well: Leadway has no “from here on”.")
        yield Line("history", "warn", which % {"n": past}, what)
    if stay:
        n = len(stay)
        which = ngettext(
            "%(n)d that was moved stays", "%(n)d that were moved stay", n
        ) % {"n": n}
        yield Line("arrow-right", "mute", which, _where(stay, said, now))
    if off := sum(not one.takes_place for one in changed):
        which = ngettext(
            "%(n)d that is cancelled stays so.",
            "%(n)d that are cancelled stay so.",
            off,
        )
        yield Line("st-cancelled", "mute", which % {"n": off})


def _where(stay: list[Occurrence], said: Words, now: datetime) -> str:
    """On Thu 17 Dec, 12:00. Of several, only that they are where they are."""
    if len(stay) > 1:
        return _("where they are.")
    when = writing.write_next(stay[0].now, now=now, zone=said.zone)
    return _("on %(when)s.") % {"when": when}
