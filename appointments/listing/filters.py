"""What the address of the list asks for, read and written: every state has a URL."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.http import QueryDict

from appointments.edits import unsettled
from appointments.index.listing import Columns, Looked
from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.leadway.fields import LOCATION_TYPES
from appointments.leadway.ids import is_event_id
from appointments.leadway.statuses import NAMES
from appointments.times import clock, reading

UPCOMING, PAST, EVERY = "upcoming", "past", "all"
TABS = (EVERY, UPCOMING, PAST)
SPANS = ("today", "tomorrow", "week", "next-7", "last-7")
YES, NO = "yes", "no"
OPEN, OURS = "open", "ours"
# Stands for the assignee that whoever looks is, so that a view is everybody's.
ME = "me"
UPDATED = "updated"
LONGEST, MOST = 200, 50
# What is on for longer than a day counts as over, so that a page need not look for it.
ON_AT_MOST = timedelta(days=1)
_POSITION = re.compile(r"-?\d{1,18}|-?[1-8]\d{18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What of all appointments is listed, and which way round.

    `days` is the name of a span that moves along with today; `first` and `last` are
    days that stay.
    """

    text: str = ""
    tab: str = UPCOMING
    days: str = ""
    first: date | None = None
    last: date | None = None
    calendars: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    repeats: str = ""
    changes: str = ""
    order: str = ""

    @property
    def has_span(self) -> bool:
        return bool(self.days or self.first or self.last)

    @property
    def by_update(self) -> bool:
        """Whether what was changed last comes first. Search has an order of its own."""
        return self.order == UPDATED and not self.text

    @property
    def latest_first(self) -> bool:
        usual = "desc" if self.tab == PAST else "asc"
        order = usual if self.order == UPDATED else self.order or usual
        return self.by_update or order == "desc"

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab and the order leaves something out."""
        return self.without_span() != Filters(tab=EVERY) or self.has_span

    @property
    def is_counted_soon(self) -> bool:
        """Whether hardly more rows are looked at than are counted: one index leads."""
        columns = (self.calendars, self.assignees, self.statuses, self.places)
        looked_at = self.text or self.repeats or self.changes or ME in self.assignees
        return not looked_at and sum(map(bool, columns)) <= 1

    def without_span(self) -> "Filters":
        """Return the same at all times."""
        return replace(self, tab=EVERY, days="", first=None, last=None, order="")

    def query(self, **changes: Any) -> str:
        """Write the address's query, with these changes and without what is usual."""
        wanted = replace(self, **changes)
        if wanted.first or wanted.last:
            wanted = replace(wanted, days="")
        usual = EVERY if wanted.has_span else UPCOMING
        pairs = {
            "q": wanted.text,
            "tab": "" if wanted.tab == usual else wanted.tab,
            "days": wanted.days,
            "from": wanted.first and wanted.first.isoformat(),
            "to": wanted.last and wanted.last.isoformat(),
            "calendar": wanted.calendars,
            "assignee": wanted.assignees,
            "status": wanted.statuses,
            "place": wanted.places,
            "repeats": wanted.repeats,
            "changes": wanted.changes,
            "order": wanted.order,
        }
        given = {n: one for n, one in pairs.items() if one}
        # Nothing in the address is another thing: it opens with the view of a role.
        return urlencode(given or {"tab": UPCOMING}, doseq=True)


def read(asked: QueryDict, *, today: date) -> Filters:
    """Read what was asked for; what makes no sense is left out."""
    first, last = (_day(asked.get(name, ""), today) for name in ("from", "to"))
    if first and last and last < first:
        first, last = last, first
    days = "" if first or last else _one_of(SPANS, asked.get("days", ""))
    usual = EVERY if first or last or days else UPCOMING
    return Filters(
        text=_typed(asked.get("q", "")),
        tab=_one_of(TABS, asked.get("tab", "")) or usual,
        days=days,
        first=first,
        last=last,
        calendars=_ids(asked.getlist("calendar")),
        assignees=_ids(asked.getlist("assignee")),
        statuses=tuple(name for name in NAMES if name in asked.getlist("status")),
        places=tuple(n for n in LOCATION_TYPES if n in asked.getlist("place")),
        changes=_one_of((OPEN, OURS), asked.get("changes", "")),
        repeats=_one_of((YES, NO), asked.get("repeats", "")),
        order=_one_of(("asc", "desc", UPDATED), asked.get("order", "")),
    )


def position(text: str) -> int | None:
    """Return the position that an address names, if it is one."""
    return int(text) if _POSITION.fullmatch(text) else None


def _typed(text: str) -> str:
    plain = "".join(one if one.isprintable() else " " for one in text[:LONGEST])
    return plain.strip()


def _one_of(known: Iterable[str], text: str) -> str:
    return text if text in known else ""


def _ids(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in texts[:MOST] if is_event_id(one)))


def _day(text: str, today: date) -> date | None:
    try:
        return reading.read_day(text, today=today) if text else None
    except ValueError:
        return None


def span(filters: Filters, today: date) -> tuple[date | None, date | None]:
    """Return the first and the last day that is asked for, None for no bound."""
    day = timedelta(days=1)
    monday = today - today.weekday() * day
    named: dict[str, tuple[date, date]] = {
        "today": (today, today),
        "tomorrow": (today + day, today + day),
        "week": (monday, monday + 6 * day),
        "next-7": (today, today + 6 * day),
        "last-7": (today - 7 * day, today - day),
    }
    return named.get(filters.days) or (filters.first, filters.last)


def matching(
    filters: Filters, *, now: datetime, zone: ZoneInfo
) -> QuerySet[Appointment]:
    """Return what the filters leave but for text and columns: `listing.page` does."""
    rows = Appointment.objects.filter(gone=False, missing_since=None)
    first, last = span(filters, clock.local(now, zone).date())
    # What is not to lead is looked at.
    at = Looked(F("position")) if filters.by_update else F("position")
    if first:
        rows = rows.filter(_from(at, first_at(clock.day_bounds(first, zone)[0])))
    if last:
        rows = rows.filter(_below(at, first_at(clock.day_bounds(last, zone)[1])))
    if filters.repeats:
        rows = rows.filter(is_recurring=filters.repeats == YES)
    if filters.changes == OURS:
        rows = rows.filter(edited_at__isnull=False)
    if filters.changes == OPEN:
        rows = rows.filter(event_id__in=unsettled.ids())
    return _of_tab(rows, filters.tab, now, at)


def columns(filters: Filters, *, me: str = "") -> Columns:
    """Return which values of columns the filters leave; nothing is nobody's own."""
    assignees = tuple(me or ME if one == ME else one for one in filters.assignees)
    return {
        "assigned_user_id": tuple(dict.fromkeys(assignees)),
        "calendar_id": filters.calendars,
        "appointment_status": filters.statuses,
        "place_type": filters.places,
    }


Place = F | Looked


def _from(at: Place, position: int) -> Q:
    return Q(GreaterThanOrEqual(at, position))


def _below(at: Place, position: int) -> Q:
    return Q(LessThan(at, position))


def _of_tab(
    rows: QuerySet[Appointment], tab: str, now: datetime, at: Place
) -> QuerySet[Appointment]:
    """Leave what is over, or what is not: each is in one of the two."""
    begun, long_ago = first_at(now), first_at(now - ON_AT_MOST)
    if tab == UPCOMING:
        ahead = Q(end_time__gt=now) | _from(at, begun)
        return rows.filter(ahead, _from(at, long_ago))
    if tab == PAST:
        over = Q(end_time__lte=now) | Q(end_time=None) | _below(at, long_ago)
        return rows.filter(over, _below(at, begun))
    return rows
