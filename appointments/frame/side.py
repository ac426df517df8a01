"""The sidebar: what is on today, the views with their counts, the month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from appointments.connection import account
from appointments.frame import counting, month
from appointments.frame.counting import Part, Question
from appointments.frame.month import Month
from appointments.index import directory, listing
from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.listing import bar, filters, matching
from appointments.listing.filters import Filters
from appointments.listing.tables import SavedView
from appointments.outbox import waiting
from appointments.request import OPEN
from appointments.times import clock, reading

# Who has more than that to look through needs no exact number.
MOST_TODAY, MOST = 999, 99
# Of so many saved views the number is said: each is a little to count.
MOST_COUNTED = 6
# What is on for longer than a day is counted on the days on which it begins.
ON_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class View:
    label: str
    icon: str
    url: str
    count: str
    current: bool
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """All that the sidebar shows of appointments. Counts are "" where there is none.

    `previous` and `next` lead to the same page with another month beside it; `days`
    is what the address of each of its days begins with.
    """

    today: str
    outbox: str
    views: list[View]
    saved: list[View]
    month: Month
    days: str
    at: str
    previous: str
    next: str


def side(
    address: str, saved: Sequence[SavedView] = (), *, whose: int | None = None
) -> Side:
    """Return what stands beside the page at this address: one statement.

    The outbox is that of a person by number, or of everybody.
    """
    names, now = directory.current(), timezone.now()
    zone, address = names.shown_in, sound(address)
    today = clock.local(now, zone).date()
    asked = QueryDict(urlsplit(address).query)
    days, name = _days(address, asked)
    shown = reading.day_or_none(asked.get(name, ""), today=today)
    first = month.read(asked.get("month", ""), otherwise=shown or today)
    at = _Now(now.replace(second=0, microsecond=0), zone, account())
    soon = [one.query for one in saved if _filters(one.query, today).is_counted_soon]
    more = {query: _part(query, at) for query in soon[:MOST_COUNTED]}
    parts = (*more.values(), _standing(whose, at))
    question = counting.with_more(_question(at, first), parts)
    (on_today, *counts, standing), some = counting.answer(question)
    kept = dict(zip(more, counts[len(bar.VIEWS) :], strict=True))
    shown_month = month.month(first, today=today, shown=shown, some=some)
    wanted = _wanted(address, asked, today)
    return Side(
        today=_written(on_today, MOST_TODAY),
        outbox=_written(standing, MOST),
        views=_views(wanted, counts),
        saved=_saved(wanted, saved, kept),
        month=shown_month,
        days=days,
        at=address,
        previous=_beside(address, shown_month.previous),
        next=_beside(address, shown_month.next),
    )


class _Now(NamedTuple):
    minute: datetime
    zone: ZoneInfo
    account: str

    @property
    def today(self) -> date:
        return clock.local(self.minute, self.zone).date()


@lru_cache(16)
def _question(now: _Now, first: date) -> Question:
    """Return what to ask in this minute, of this account.

    Kept, because to write it down takes longer than to ask.
    """
    bounds = clock.day_bounds(now.today, now.zone)
    on_today = listing.some(_on(bounds), most=MOST_TODAY)
    views = [_listed(one, now) for *_, one in bar.VIEWS]
    return counting.question([on_today, *views], month.bounds(first, now.zone))


@lru_cache(64)
def _part(query: str, now: _Now) -> Part:
    return counting.part(_listed(_filters(query, now.today), now))


@lru_cache(64)
def _standing(whose: int | None, now: _Now) -> Part:
    return counting.part(waiting.standing(whose, now=now.minute)[: MOST + 1])


def _filters(query: str, today: date) -> Filters:
    return filters.read(QueryDict(query), today=today)


def _listed(view: Filters, now: _Now) -> QuerySet[Appointment]:
    rows = matching.matching(view, now=now.minute, zone=now.zone)
    return listing.some(rows, view.text, columns=matching.columns(view), most=MOST)


def _on(bounds: tuple[datetime, datetime]) -> QuerySet[Appointment]:
    """Return what touches a day; far fewer rows are looked at than began before it."""
    start, end = bounds
    first = first_at(start - ON_AT_MOST)
    near = {"position__gte": first, "position__lt": first_at(end)}
    return Appointment.objects.filter(Appointment.touching(start, end), **near)


def _wanted(address: str, asked: QueryDict, today: date) -> Filters | None:
    """Return what is listed, where that is the page."""
    here = urlsplit(address).path == reverse("listing")
    return filters.read(asked, today=today) if here else None


def _views(wanted: Filters | None, counts: Sequence[int]) -> list[View]:
    numbers = (*counts[: len(bar.VIEWS)], 0)
    counted = zip((*bar.VIEWS, bar.MINE), numbers, strict=True)
    return [
        View(str(label), icon, _url(one.query()), _written(n, MOST), one == wanted)
        for (label, icon, one), n in counted
    ]


def _saved(
    wanted: Filters | None, saved: Sequence[SavedView], counts: Mapping[str, int]
) -> list[View]:
    here = wanted and wanted.query()
    return [
        View(
            one.name,
            "users" if one.shared else "bookmark",
            _url(one.query),
            _written(counts.get(one.query, 0), MOST),
            one.query == here,
            one.shared,
        )
        for one in saved
    ]


def _url(query: str) -> str:
    return f"{reverse('listing')}?{query}"


def _written(count: int, most: int) -> str:
    return f"{most}+" if count > most else str(count or "")


def _days(address: str, asked: QueryDict) -> tuple[str, str]:
    """Return how addresses of days begin, and what they call a day.

    From the calendar, and from whatever is chosen in it, to the calendar.
    """
    root = reverse("calendar")
    if urlsplit(address).path != root:
        return f"{reverse('day')}?date=", "date"
    chosen = asked.copy()
    for name in ("day", "month", OPEN):
        chosen.pop(name, None)
    kept = f"{chosen.urlencode()}&" if chosen else ""
    return f"{root}?{kept}day=", "day"


def _beside(address: str, name: str) -> str:
    """Return the address with another month in it, or "" for none."""
    if not name:
        return ""
    parts = urlsplit(address)
    query: list[tuple[str, Any]] = parse_qsl(parts.query)
    kept = [pair for pair in query if pair[0] != "month"]
    return f"{parts.path}?{urlencode([*kept, ('month', name)])}"


def sound(address: str) -> str:
    """Return an address of ours: a month may be asked for beside any page."""
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )
    return address if ours else reverse("day")
