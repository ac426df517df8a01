"""What the address of the list asks for, read and written: every state has a URL."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from appointments.index.listing import BY_START, BY_UPDATE
from appointments.index.orders import BY_CONTACT, BY_STATUS
from appointments.leadway.fields import LOCATION_TYPES
from appointments.leadway.ids import is_event_id
from appointments.leadway.statuses import NAMES
from appointments.times import reading

UPCOMING, PAST, EVERY = "upcoming", "past", "all"
TABS = (EVERY, UPCOMING, PAST)
SPANS = ("today", "tomorrow", "week", "next-7", "last-7")
YES, NO = "yes", "no"
OPEN, OURS = "open", "ours"
# Stands for the assignee that whoever looks is, so that a view is everybody's.
ME = "me"
# Orders, each with the other way round; that of the starts is "asc" or "desc".
UPDATED, CONTACT, STATUS = "updated", "contact", "status"
TURNED = "-desc"
BY = {UPDATED: BY_UPDATE, CONTACT: BY_CONTACT, STATUS: BY_STATUS}
ORDERS = ("asc", "desc", UPDATED, CONTACT, CONTACT + TURNED, STATUS, STATUS + TURNED)
LONGEST, MOST = 200, 50
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
    def by(self) -> str:
        """Return the column whose order is asked for."""
        return BY.get(self.order.removesuffix(TURNED), BY_START)

    @property
    def by_update(self) -> bool:
        return self.by == BY_UPDATE

    @property
    def latest_first(self) -> bool:
        if self.by == BY_START:
            return (self.order or self._usual) == "desc"
        return self.by_update or self.order.endswith(TURNED)

    @property
    def _usual(self) -> str:
        return "desc" if self.tab == PAST else "asc"

    @property
    def is_led(self) -> bool:
        """Whether an index has all that is listed in its order, however much that is.

        The last changes of what is ahead, or over, are met along the last of all.
        """
        if self.by == BY_START:
            return True
        every = self.tab == EVERY or self.by_update
        return every and replace(self, tab=EVERY, order="") == Filters(tab=EVERY)

    @property
    def goes_on_by_number(self) -> bool:
        """Whether a page goes on behind a number, and not behind an appointment."""
        return self.by == BY_START or (self.by_update and self.is_led)

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

    def by_time(self) -> "Filters":
        """Return the same in the order of the starts, which never costs more."""
        return self if self.by == BY_START else replace(self, order="")

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
    first, last = (
        reading.day_or_none(asked.get(name, ""), today=today) for name in ("from", "to")
    )
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
        order=_one_of(ORDERS, asked.get("order", "")),
    )


Edge = int | str
"""Where a page goes on: a position, or in other orders than that of time an id."""


def edge(text: str, filters: Filters) -> Edge | None:
    """Return the edge that an address names, if it is one in this order."""
    if filters.goes_on_by_number:
        return position(text)
    return text if is_event_id(text) else None


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
