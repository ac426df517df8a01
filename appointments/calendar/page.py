"""What a page of the calendar shows, whichever its view."""

from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.utils import timezone

from appointments.calendar import day, people
from appointments.calendar.asked import Asked
from appointments.calendar.events import Writer
from appointments.index import coverage, directory
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.glance import glances
from appointments.request import Request, may_edit
from appointments.times import clock, writing
from appointments.words import Words


def context(request: Request, asked: Asked) -> dict[str, Any]:
    names, now = directory.current(), timezone.now()
    today = clock.local(now, names.shown_in).date()
    may_move = may_edit(request) and names.zone is not None
    writer = Writer(Words(names, names.shown_in), now, may_move=may_move)
    start, end = clock.day_bounds(asked.day, names.shown_in)
    found = glances(start, end, calendars=asked.calendars)
    everybody = people.people(asked, names, found)
    grid = day.grid_of(asked, names, found, everybody, writer)
    read = seen(asked, names)
    missing = ", ".join([*names.missing, *map(names.calendar_name, read.missing)])
    missing = missing if read.at else ""
    shown = asked.day
    return {
        "nav": "calendar",
        "asked": asked,
        "title": _capital(writing.write_long_day(shown, today=date.min)),
        "is_today": shown == today,
        "today_url": asked.address(day=today),
        "previous": asked.address(day=shown - timedelta(days=1)),
        "next": asked.address(day=shown + timedelta(days=1)),
        "here": asked.address(),
        "query": f"?{asked.query()}",
        "every_hour": asked.address(every_hour=not asked.every_hour),
        "everybody": asked.address(who=()),
        "every_calendar": asked.address(calendars=()),
        "colours": _colours(asked),
        "people": everybody,
        "calendars": people.calendars(asked, names),
        "grid": grid,
        "seen_at": read.at and f"{clock.local(read.at, names.shown_in):%H:%M:%S}",
        "never_seen": read.at is None,
        "missing": missing,
        "stale": read.stale,
        "zone_known": names.zone is not None,
        "zone": writing.write_zone(start, names.shown_in),
        "offset": clock.offset_label(clock.local(start, names.shown_in)),
        "may_move": may_move,
        "zone_name": names.shown_in.key,
        # What a reading brings, which this page is not the answer of.
        "waiting": False,
        "refreshed": False,
        "trouble": None,
        "version": f"{crc32(repr((grid, missing)).encode()):x}",
    }


def seen(asked: Asked, names: Directory) -> Seen:
    bounds = [clock.day_bounds(asked.day, names.shown_in)]
    return coverage.seen(bounds, names.calendars)


def _colours(asked: Asked) -> list[dict[str, object]]:
    """Return what blocks can be coloured by, and the addresses of that."""
    return [
        {"key": key, "url": asked.address(colour=key), "on": key == asked.coloured_by}
        for key in ("status", "person")
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
