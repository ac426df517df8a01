"""What a page of the calendar shows, whichever its view."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.calendar import day, month, people, spans, week
from appointments.calendar.asked import NOBODY, Asked
from appointments.calendar.events import Writer
from appointments.edits import unsettled
from appointments.edits.along_in_words import of_a_press
from appointments.index import blocked, coverage, directory, load, unread
from appointments.index.blocked import Blocked
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.glance import glances
from appointments.index.zone_said import zone_said
from appointments.request import Request, may_edit
from appointments.times import clock, writing
from appointments.words import Words


def context(request: Request, asked: Asked) -> dict[str, Any]:
    names, now = directory.current(), timezone.now()
    today = clock.local(now, names.shown_in).date()
    days = spans.days_of(asked)
    may_move = may_edit(request) and names.zone is not None
    words, says_whose = Words(names, names.shown_in), asked.view != "day"
    writer = Writer(words, now, may_move=may_move, says_whose=says_whose)
    drawn = _drawn(asked, names, days, writer, today)
    read = seen(asked, names)
    missing = writer.words.unread(unread.failed(names, read), read.failed)
    first = unread.coming(names, read)
    before, after = spans.beside(asked)
    first_noon, last_noon = (
        clock.noon(day, names.shown_in) for day in (days[0], days[-1])
    )
    return drawn | {
        "nav": "calendar",
        "asked": asked,
        "title": spans.title(asked),
        "is_today": today in days and (asked.view != "month" or _same(today, asked)),
        "today_url": asked.address(day=today),
        "previous": asked.address(day=before),
        "next": asked.address(day=after),
        "here": asked.address(),
        "query": f"?{asked.query()}",
        "every_hour": asked.address(every_hour=not asked.every_hour),
        "everybody": asked.address(who=()),
        "every_calendar": asked.address(calendars=()),
        "views": _views(asked),
        "colours": _colours(asked),
        "calendars": people.calendars(asked, names),
        "seen_at": read.at
        and writing.write_hour(read.at, names.shown_in, seconds=True),
        "never_seen": read.at is None,
        "missing": missing,
        "first": first,
        "untimed": read.untimed,
        "stale": read.stale,
        "zone_known": names.zone is not None,
        "zone": zone_said(names, first_noon, until=last_noon),
        "offset": clock.offset_label(first_noon),
        "may_move": may_move,
        "press_sends": of_a_press() if may_move else "",
        "zone_name": names.shown_in.key,
        # What a reading brings, which this page is not the answer of.
        "waiting": False,
        "refreshed": False,
        "trouble": None,
        "version": f"{crc32(repr((drawn, missing, first, read.untimed)).encode()):x}",
    }


def _drawn(
    asked: Asked, names: Directory, days: list[date], writer: Writer, today: date
) -> dict[str, Any]:
    """Return the grid or the month, and whose appointments are in it."""
    bounds = [clock.day_bounds(day, names.shown_in) for day in days]
    if asked.view == "month":
        loads = load.loads(bounds, now=writer.now, calendars=asked.calendars)
        counted: Counter[str] = Counter()
        for one in loads:
            counted[one.user_id] += one.n
        everybody = people.people(asked, names, counted)
        drawn = month.month_of(asked, names, loads, days, everybody, today)
        return {"people": everybody, "month": drawn, "grid": None, "blocks": None}
    # Of a week only what is shown is read: then only of those a number is known.
    chosen = (
        [] if asked.view == "day" else ["" if k == NOBODY else k for k in asked.who]
    )
    start, end = bounds[0][0], bounds[-1][1]
    found = glances(
        start, end, calendars=asked.calendars, people=chosen, marked=unsettled.marked
    )
    away = blocked.between(start, end)
    theirs = _of_calendars(asked, blocked.by_person(away, names))
    counted = Counter(one.user_id for one in found)
    everybody = people.people(asked, names, counted, theirs)
    if asked.view == "day":
        grid = day.grid_of(asked, names, found, everybody, theirs, writer)
    else:
        mine = {one.user_id: theirs.get(one.user_id, ()) for one in everybody if one.on}
        grid = week.grid_of(asked, names, found, days, mine, writer)
    known = {"is_known": away.is_known, "is_refused": away.is_refused}
    return {"people": everybody, "grid": grid, "month": None, "blocks": known}


def _of_calendars(
    asked: Asked, theirs: Mapping[str, Sequence[Blocked]]
) -> dict[str, list[Blocked]]:
    """Leave out what is blocked of calendars that are not looked at."""
    left = {
        user_id: [
            one
            for one in listed
            if one.owner.kind == "user"
            or not asked.calendars
            or one.owner.id in asked.calendars
        ]
        for user_id, listed in theirs.items()
    }
    return {user_id: listed for user_id, listed in left.items() if listed}


def _same(today: date, asked: Asked) -> bool:
    return (today.year, today.month) == (asked.day.year, asked.day.month)


def seen(asked: Asked, names: Directory) -> Seen:
    bounds = [clock.day_bounds(day, names.shown_in) for day in spans.days_of(asked)]
    return coverage.seen(bounds, names.calendars)


def _views(asked: Asked) -> list[dict[str, object]]:
    labels = {"day": _("Day"), "week": _("Week"), "month": _("Month")}
    return [
        {
            "label": label,
            "url": asked.address(view=key),
            "on": key == asked.view,
            "go": key[0],
        }
        for key, label in labels.items()
    ]


def _colours(asked: Asked) -> list[dict[str, object]]:
    """Return what blocks can be coloured by, and the addresses of that."""
    return [
        {"key": key, "url": asked.address(colour=key), "on": key == asked.coloured_by}
        for key in ("status", "person")
    ]
