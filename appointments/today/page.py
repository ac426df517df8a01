"""What the page of a day shows: of all that is on it, what was chosen."""

from datetime import date, timedelta
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.index import coverage, directory
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.tables import Appointment
from appointments.request import Request, may_edit
from appointments.times import clock, writing
from appointments.today import lanes
from appointments.today import rows as listed
from appointments.today.asked import Asked
from appointments.words import Words


def context(request: Request, wanted: Asked) -> dict[str, Any]:
    names, now, shown = directory.current(), timezone.now(), wanted.day
    words = Words(names, names.shown_in)
    today = clock.local(now, names.shown_in).date()
    start, end = clock.day_bounds(shown, names.shown_in)
    found = list(Appointment.between(start, end).select_related("contact"))
    rows = [listed.row(one, words, now) for one in found]
    read = seen(shown, names)
    missing = ", ".join(_missing(read, names, found)) if read.at else ""
    return {
        "nav": "day",
        "title": writing.write_long_day(shown, today=today),
        "is_today": shown == today,
        "previous": wanted.address(date=(shown - timedelta(days=1)).isoformat()),
        "next": wanted.address(date=(shown + timedelta(days=1)).isoformat()),
        "iso": shown.isoformat(),
        "asked": wanted,
        "here": wanted.address(),
        "query": f"?{wanted.query()}",
        "everything": wanted.address(who="", status=""),
        "by_time": wanted.address(by=""),
        "by_person": wanted.address(by="person"),
        "groups": _groups(rows, wanted),
        "count": len(rows),
        "tally": _tally(rows, wanted),
        "ribbon": lanes.ribbon(rows, wanted, zone=names.shown_in, now=now),
        "coming": "" if rows else _coming(end, names, today),
        "seen_at": read.at and f"{clock.local(read.at, names.shown_in):%H:%M:%S}",
        "never_seen": read.at is None,
        "missing": missing,
        "stale": read.stale,
        "zone_known": names.zone is not None,
        "zone": writing.write_zone(now, names.shown_in),
        "may_edit": may_edit(request),
        "version": _version(rows, missing),
    }


def seen(shown: date, names: Directory) -> Seen:
    return coverage.seen([clock.day_bounds(shown, names.shown_in)], names.calendars)


def _groups(rows: list[listed.Row], wanted: Asked) -> list[listed.Group]:
    chosen = [row for row in rows if wanted.who in ("", row.user_id)]
    chosen = [row for row in chosen if wanted.status in ("", row.status)]
    if wanted.by:
        return listed.by_person(chosen)
    return listed.groups(chosen, chosen=bool(wanted.status))


def _tally(rows: list[listed.Row], wanted: Asked) -> list[dict[str, object]]:
    """Count by status; each count leads to what it counts, or back to everything."""
    counted = listed.tally(rows)
    for one in counted:
        status = str(one["status"])
        one["on"] = status == wanted.status
        one["url"] = wanted.address(status="" if one["on"] else status)
    return counted


def _missing(read: Seen, names: Directory, found: list[Appointment]) -> list[str]:
    """Name what could not be read: calendars, kinds of names, and who comes."""
    nameless = any(one.contact_id and one.contact is None for one in found)
    contacts = ["contacts"] if nameless else []
    return [*names.missing, *map(names.calendar_name, read.missing), *contacts]


def _coming(end: Any, names: Directory, today: date) -> str:
    """Say which day with appointments comes after an empty one, if any is known."""
    first = Appointment.between(end, end + timedelta(days=90)).first()
    if first is None or first.start_time is None:
        return ""
    day = clock.local(first.start_time, names.shown_in).date()
    count = Appointment.between(*clock.day_bounds(day, names.shown_in)).count()
    said = ngettext("%(n)d appointment", "%(n)d appointments", count) % {"n": count}
    return _("Next: %(day)s, %(appointments)s") % {
        "day": writing.write_long_day(day, today=today),
        "appointments": said,
    }


def _version(rows: list[listed.Row], missing: str) -> str:
    """Return a word that is another once the day shows anything else."""
    numbers = [row.version for row in rows]
    return f"{crc32(repr((numbers, missing)).encode()):x}"
