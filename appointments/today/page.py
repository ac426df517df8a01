"""What the page of a day shows: of all that is on it, what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from zlib import crc32

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits import unsettled
from appointments.edits.advice import Advice
from appointments.index import blocked, coverage, directory, unread
from appointments.index.blocked import Blocked
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.tables import Appointment
from appointments.index.unread import Coming
from appointments.index.zone_said import ZoneSaid, zone_said
from appointments.request import Request, may_edit
from appointments.times import clock, writing
from appointments.today import lanes
from appointments.today import rows as listed
from appointments.today.asked import Asked
from appointments.words import Words

# Of a day that comes after an empty one so many are counted.
MOST_IN_A_DAY = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """What is on a day, and how well that is known."""

    names: Directory
    now: datetime
    rows: list[listed.Row]
    read: Seen
    missing: str
    coming: Coming
    away: Mapping[str, Sequence[Blocked]]

    @property
    def version(self) -> str:
        """Return a word that is another once the day shows anything else."""
        numbers = [row.version for row in self.rows]
        shown = (numbers, self.missing, self.coming, self.away, self.read.untimed)
        return f"{crc32(repr(shown).encode()):x}"


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of a day shows, under the names that its templates use.

    `waiting` says that somebody else reads the day just now, `refreshed` that it was
    read for this answer, `trouble` what was the matter with that.
    """

    title: str
    is_today: bool
    previous: str
    next: str
    iso: str
    asked: Asked
    here: str
    query: str
    everything: str
    by_time: str
    by_person: str
    groups: list[listed.Group]
    # The same by person, as it is printed.
    paper: list[listed.Group]
    count: int
    tally: list[dict[str, object]]
    ribbon: lanes.Ribbon | None
    coming: str
    seen_at: str
    never_seen: bool
    missing: str
    first: Coming
    untimed: tuple[tuple[str, str], ...]
    stale: bool
    zone_known: bool
    zone: ZoneSaid
    may_edit: bool
    version: str
    nav: str = "day"
    waiting: bool = False
    refreshed: bool = False
    trouble: Advice | None = None

    def context(self) -> dict[str, object]:
        return {one.name: getattr(self, one.name) for one in fields(self)}


def look(wanted: Asked) -> Found:
    """Three statements: what is on the day, who is away, and when that was read.

    Of a day without appointments nobody asks who is away.
    """
    names, now = directory.current(), timezone.now()
    words = Words(names, names.shown_in)
    bounds = clock.day_bounds(wanted.day, names.shown_in)
    there = Appointment.between(*bounds)
    found = list(unsettled.marked(there.select_related("contact")))
    rows = [listed.row(one, words, now) for one in found]
    read = seen(wanted.day, names)
    nameless = sum(bool(one.contact_id) and one.contact is None for one in found)
    failed = unread.failed(names, read, nameless=nameless)
    missing = words.unread(failed, read.failed)
    coming = unread.coming(names, read, nameless=nameless)
    away = blocked.by_person(blocked.between(*bounds), names) if rows else {}
    return Found(names, now, rows, read, missing, coming, away)


def shown(request: Request, wanted: Asked, found: Found) -> Shown:
    names, now, rows, zone = found.names, found.now, found.rows, found.names.shown_in
    day, at = wanted.day, found.read.at
    today = clock.local(now, zone).date()
    chosen = _chosen(rows, wanted)
    return Shown(
        title=writing.write_long_day(day, today=today),
        is_today=day == today,
        previous=wanted.address(date=(day - timedelta(days=1)).isoformat()),
        next=wanted.address(date=(day + timedelta(days=1)).isoformat()),
        iso=day.isoformat(),
        asked=wanted,
        here=wanted.address(),
        query=f"?{wanted.query()}",
        everything=wanted.address(who="", status=""),
        by_time=wanted.address(by=""),
        by_person=wanted.address(by="person"),
        groups=_groups(chosen, wanted),
        paper=listed.by_person(chosen),
        count=len(rows),
        tally=_tally(rows, wanted),
        ribbon=lanes.ribbon(rows, found.away, wanted, names=names, now=now),
        coming="" if rows else _coming(day, names, today),
        seen_at=writing.write_hour(at, zone, seconds=True) if at else "",
        never_seen=at is None,
        missing=found.missing,
        first=found.coming,
        untimed=found.read.untimed,
        stale=found.read.stale,
        zone_known=names.zone is not None,
        zone=zone_said(names, clock.noon(day, zone)),
        may_edit=may_edit(request),
        version=found.version,
    )


def spoken(shown: Shown) -> str:
    """Return what is said to who listens once the day was read, or could not be."""
    if shown.trouble:
        return shown.trouble.title
    count = shown.count
    said = ngettext("%(n)d appointment", "%(n)d appointments", count) % {"n": count}
    return _("Read from Leadway: %(appointments)s.") % {"appointments": said}


def seen(day: date, names: Directory) -> Seen:
    return coverage.seen([clock.day_bounds(day, names.shown_in)], names.calendars)


def _chosen(rows: list[listed.Row], wanted: Asked) -> list[listed.Row]:
    chosen = [row for row in rows if wanted.who in ("", row.user_id)]
    return [row for row in chosen if wanted.status in ("", row.status)]


def _groups(chosen: list[listed.Row], wanted: Asked) -> list[listed.Group]:
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


def _coming(empty: date, names: Directory, today: date) -> str:
    """Say which day with appointments comes after an empty one, if any is known."""
    _start, end = clock.day_bounds(empty, names.shown_in)
    ahead = Appointment.between(end, end + timedelta(days=90))
    starts = ahead.values_list("start_time", flat=True)[:MOST_IN_A_DAY]
    days = [clock.local(at, names.shown_in).date() for at in starts if at]
    if not days:
        return ""
    day = days[0]
    count = days.count(day)
    said = ngettext("%(n)d appointment", "%(n)d appointments", count) % {"n": count}
    return _("Next: %(day)s, %(appointments)s") % {
        "day": writing.write_long_day(day, today=today),
        "appointments": said,
    }
