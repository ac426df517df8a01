"""What the list shows at one address: the appointments, and what lies beside them."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from appointments.edits import unsettled
from appointments.index import directory, listing, unread
from appointments.index.directory import Directory
from appointments.index.pulse import Age
from appointments.index.tables import Appointment
from appointments.index.unread import Coming
from appointments.index.untimed import Untimed
from appointments.listing import filters, matching, rows, sorting
from appointments.listing.columns import Columns, columns
from appointments.listing.filters import Edge, Filters
from appointments.listing.rows import Day
from appointments.listing.sorting import Found, Heads
from appointments.request import Request, may_edit, person
from appointments.times import clock
from appointments.words import Words

# What is counted further costs more than anybody gains by the number.
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and when it did."""

    filters: Filters
    after: Edge | None
    before: Edge | None
    names: Directory
    now: datetime
    # The assignee that whoever asks is, "" where nobody knows.
    me: str

    @property
    def nobody_is_me(self) -> bool:
        return filters.ME in self.filters.assignees and not self.me

    def columns(self, wanted: Filters) -> listing.Columns:
        return matching.columns(wanted, me=self.me)

    @property
    def zone(self) -> ZoneInfo:
        return self.names.shown_in

    @property
    def query(self) -> str:
        """Return the query of this very page."""
        edges = {"after": self.after, "before": self.before}
        return _joined(self.filters, edges)

    def matching(self, wanted: Filters) -> QuerySet[Appointment]:
        return matching.matching(wanted, now=self.now, zone=self.zone)


@dataclass(frozen=True, slots=True)
class Listed:
    """The appointments of a page; `version` is another once it shows anything else.

    `count` is that of all pages, up to one more than is said.
    `here` is the address that a plain browser is led back to.
    """

    days: list[Day]
    columns: Columns
    count: int
    before_query: str
    after_query: str
    here: str
    live_query: str
    heads: Heads
    # Whether there are more than were sorted.
    cut: bool
    version: str
    first: Coming
    untimed: tuple[tuple[str, str], ...]
    # When it begins and ends, by the starts; now where nothing is listed.
    span: tuple[datetime, datetime]


def asked(request: Request) -> Asked:
    """Read the address: its query by filters.py, `before` and `after` by itself."""
    names, now = directory.current(), timezone.now()
    today = clock.local(now, names.shown_in).date()
    wanted = filters.read(request.GET, today=today)
    after, before = (
        filters.edge(request.GET.get(name, ""), wanted) for name in ("after", "before")
    )
    me = names.assignee_with(person(request).email)
    return Asked(wanted, after, before, names, now, me)


def listed(request: Request, what: Asked) -> Listed:
    """One statement, and where there are other pages one that counts."""
    wanted = what.filters
    page = sorting.found(
        wanted,
        what.matching(wanted),
        what.columns(wanted),
        after=what.after,
        before=what.before,
        shown=_shown,
    )
    words = Words(what.names, what.zone)
    days = rows.days(
        page.rows,
        words,
        what.now,
        may_edit=may_edit(request),
        by=wanted.by,
    )
    versions = [row.version for day in days for row in day.rows]
    titles = [day.title for day in days]
    choice = columns(request)
    count = _count(what, page)
    first = unread.begun(Age.brought_with(person(request)))
    untimed = () if page.before else _untimed()
    shown = (titles, versions, page.before, page.after, choice, count, first, untimed)
    return Listed(
        days=days,
        columns=choice,
        count=count,
        before_query=_beside(wanted, "before", page.before),
        after_query=_beside(wanted, "after", page.after),
        here=f"{reverse('listing')}?{what.query}",
        live_query=what.query,
        heads=sorting.heads(wanted),
        cut=page.cut,
        version=f"{crc32(repr(shown).encode()):x}",
        first=first,
        untimed=untimed,
        span=_span(page.rows, what.now),
    )


def _untimed() -> tuple[tuple[str, str], ...]:
    """Return what has no time that can be read, and so is on no day."""
    there = Untimed.there().order_by("event_id")
    return tuple(there.values_list("event_id", "title")[:COUNTED])


def _span(found: list[Appointment], now: datetime) -> tuple[datetime, datetime]:
    starts = [one.start_time for one in found if one.start_time] or [now]
    return min(starts), max(starts)


def _count(what: Asked, page: Found) -> int:
    """Return how many there are on all pages; one more than is said for any more."""
    if page.cut:
        return COUNTED + 1
    if page.count is not None:
        return min(page.count, COUNTED + 1)
    alone = page.before is None and page.after is None
    return len(page.rows) if alone else counted(what, what.filters)


def _shown(found: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return unsettled.marked(listing.with_contact(found))


def _joined(wanted: Filters, edges: dict[str, Edge | None]) -> str:
    beside = [f"{name}={at}" for name, at in edges.items() if at is not None]
    return "&".join(filter(None, [wanted.query(), *beside]))


def _beside(wanted: Filters, name: str, edge: Edge | None) -> str:
    """Return the query of the page on one side, or "" where there is none."""
    return "" if edge is None else _joined(wanted, {name: edge})


def counted(what: Asked, wanted: Filters) -> int:
    """Count what these filters leave, up to one more than is said."""
    values = what.columns(wanted)
    rows = what.matching(wanted)
    return listing.count(rows, wanted.text, columns=values, most=COUNTED)


def in_figures(count: int) -> str:
    return f"{COUNTED}+" if count > COUNTED else str(count)


def in_words(count: int) -> str:
    said = ngettext("%(n)s appointment", "%(n)s appointments", min(count, COUNTED))
    return said % {"n": in_figures(count)}
