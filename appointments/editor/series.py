"""The series that an appointment belongs to, in words: its dates, and which this is.

The rule belongs to the whole of it, and its dates begin where it began: of an
occurrence alone neither can be told, so the master's record is read when it is not
known yet.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from appointments.editor.consequence import Consequence, consequence
from appointments.editor.repeating import Next, Rule
from appointments.edits.in_words import words
from appointments.edits.moved import place_in
from appointments.index import reading
from appointments.index import series as index
from appointments.index.series import Occurrence, Series
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, view_required
from appointments.times import clock, rule_words, writing
from appointments.words import Words

MOST_SHOWN = 20
MOST_NEXT = 5


@dataclass(frozen=True, slots=True)
class Tile:
    """One date of a series: its day, and what is odd about it. `kind` is its look."""

    url: str
    day: str
    below: str
    kind: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told of a series. `number` is "4 of 10", where that is known.

    `one` is the occurrence that the person is at, by the id that it has now.

    `asked` is the address that tells it, where the series is not known yet.
    """

    heading: str = ""
    odd: str = ""
    tiles: list[Tile] = field(default_factory=list)
    number: str = ""
    one: str = ""
    rule: Rule | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the templates read. `consequence` is of a change of the whole series."""

    series: Told | None = None
    consequence: Consequence | None = None


@require_safe
@view_required
def read_series(request: Request, event_id: str) -> HttpResponse:
    """The series of an occurrence whose master was not known when the page was made."""
    opened = reading.seen(event_id)
    record = opened.record if opened else AppointmentRecord(id=event_id)
    master = index.master_of(record)
    try:
        known = reading.load(master).record if master else record
    except LeadwayError:
        # The occurrence itself is all that is known of it then.
        known = None
    told = _told(record, known, words()) if known else None
    context = {"series": told, "rule_said": told and told.rule}
    return render(request, "appointments/editor/_series_late.html", context)


def part(
    record: AppointmentRecord,
    said: Words,
    *,
    one: str = "",
    changed: Collection[str] = (),
) -> Part:
    """Return the series of a record, from our copy. `one` is where the person is.

    `changed` are the sections of the form that a save of it would change.
    """
    master_id = index.master_of(record)
    if not master_id:
        return _whole(record, said, one, changed)
    known = reading.seen(master_id)
    if known:
        return Part(series=_told(record, known.record, said))
    asked = reverse("read_series", args=[record.id])
    return Part(series=Told(asked=asked))


def _whole(
    record: AppointmentRecord, said: Words, one: str, changed: Collection[str]
) -> Part:
    now = timezone.now()
    found = index.series(record, said.zone, now=now)
    if not found:
        return Part()
    one = _followed(found, one)
    told = _tell(record, record, found, said, one=one)
    follows = consequence(found, changed, said, now=now) if changed else None
    return Part(series=told, consequence=follows)


def _followed(found: Series, one: str) -> str:
    """Return the id that an occurrence has in the series as it is by now, or ""."""
    came_from = ids.series_of(one)
    if not came_from or any(one == each.event_id for each in found.occurrences):
        return one
    place = place_in(found, came_from.start)
    return place.event_id if place else ""


def _told(
    record: AppointmentRecord, master: AppointmentRecord, said: Words
) -> Told | None:
    found = index.series(master, said.zone, now=timezone.now())
    return _tell(record, master, found, said, one=record.id) if found else None


def _tell(
    record: AppointmentRecord,
    master: AppointmentRecord,
    found: Series,
    said: Words,
    *,
    one: str,
) -> Told:
    now = timezone.now()
    number = found.number_of(one)
    whole = len(found.occurrences)
    return Told(
        heading=_heading(found),
        odd=_odd(found, now),
        tiles=list(_tiles(found, one, said, now)),
        number=_("%(n)d of %(all)d") % {"n": number, "all": whole} if number else "",
        one=one,
        rule=_rule(record, master, found, said, now),
    )


def _heading(found: Series) -> str:
    if not found.whole:
        return _("Appointments of this series")
    n = len(found.occurrences)
    return ngettext(
        "The appointment of this series", "The %(n)d appointments of this series", n
    ) % {"n": n}


def _odd(found: Series, now: datetime) -> str:
    """3 past, 1 moved, 1 cancelled."""
    every = found.occurrences
    past = sum(one.now <= now for one in every)
    off = sum(not one.takes_place for one in every)
    moved = sum(one.moved and one.takes_place for one in every)
    said = [
        ngettext("%(n)d past", "%(n)d past", past) % {"n": past} if past else "",
        ngettext("%(n)d moved", "%(n)d moved", moved) % {"n": moved} if moved else "",
        ngettext("%(n)d cancelled", "%(n)d cancelled", off) % {"n": off} if off else "",
    ]
    return ", ".join(filter(None, said))


# --- one tile a date ---


def _tiles(found: Series, current: str, said: Words, now: datetime) -> Iterator[Tile]:
    today = clock.local(now, said.zone).date()
    for one in _around(found.occurrences, current, now):
        here = current in (one.own_id, one.event_id)
        kind, below = _kind(one, here, now, said, today)
        yield Tile(
            url=reverse("appointment", args=[one.event_id]),
            day=writing.write_brief_day(one.start.date(), today=today),
            below=below,
            kind=kind,
            current=here,
        )


def _around(every: list[Occurrence], current: str, now: datetime) -> list[Occurrence]:
    """Return those to show: all, or as many around the one that matters."""
    here = next(
        (n for n, one in enumerate(every) if current in (one.own_id, one.event_id)),
        next((n for n, one in enumerate(every) if one.now > now), len(every)),
    )
    first = max(0, min(here - MOST_SHOWN // 4, len(every) - MOST_SHOWN))
    return every[first : first + MOST_SHOWN]


def _kind(
    one: Occurrence, here: bool, now: datetime, said: Words, today: date
) -> tuple[str, str]:
    """Return the look of a date and what stands below it: the oddest first."""
    if not one.takes_place:
        gone = (
            _("deleted") if one.gone else said.value("appointment_status", one.status)
        )
        return "off", gone
    if here:
        return "this", _("this one")
    if one.moved:
        day = writing.write_brief_day(one.now.astimezone(said.zone).date(), today=today)
        same_day = one.now.astimezone(said.zone).date() == one.start.date()
        return "moved", writing.write_time(one.now, said.zone) if same_day else day
    if one.now <= now:
        return "past", _("past")
    return "", writing.write_time(one.start, said.zone)


# --- the rule, with the next dates of the series ---


def _rule(
    record: AppointmentRecord,
    master: AppointmentRecord,
    found: Series,
    said: Words,
    now: datetime,
) -> Rule:
    after = now
    if record.id != master.id and record.start_time:
        after = max(now, record.start_time)
    to_come = found.after(after)[:MOST_NEXT]
    return Rule(
        sentence=rule_words.say(master.rrule or "", said.zone, master.start_time),
        odd=False,
        dates=[
            Next(writing.write_next(one.now, now=now, zone=said.zone))
            for one in to_come
        ],
        over=not to_come,
    )
