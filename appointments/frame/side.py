"""The sidebar: what is on today, the views with their counts, the month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from appointments.connection import account
from appointments.frame import counting, month
from appointments.frame.counting import Question
from appointments.frame.month import Month
from appointments.index import directory, listing
from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.listing import bar, filters
from appointments.listing.filters import Filters
from appointments.request import OPEN
from appointments.times import clock, reading

# Who has more than that to look through needs no exact number.
MOST_TODAY, MOST = 999, 99
# What is on for longer than a day is counted on the days on which it begins.
ON_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class View:
    label: str
    icon: str
    url: str
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class Side:
    """All that the sidebar shows of appointments. Counts are "" where there is none.

    `previous` and `next` lead to the same page with another month beside it; `days`
    is what the address of each of its days begins with.
    """

    today: str
    views: list[View]
    month: Month
    days: str
    at: str
    previous: str
    next: str


def side(address: str) -> Side:
    """Return what stands beside the page at this address: one statement."""
    names, now = directory.current(), timezone.now()
    zone, address = names.shown_in, sound(address)
    today = clock.local(now, zone).date()
    asked = QueryDict(urlsplit(address).query)
    days, name = _days(address, asked)
    shown = _day(asked.get(name, ""), today)
    first = month.read(asked.get("month", ""), otherwise=shown or today)
    minute = now.replace(second=0, microsecond=0)
    counts, some = counting.answer(_question(minute, zone, first, account()))
    shown_month = month.month(first, today=today, shown=shown, some=some)
    return Side(
        today=_written(counts[0], MOST_TODAY),
        views=_views(address, asked, today, counts[1:]),
        month=shown_month,
        days=days,
        at=address,
        previous=_beside(address, shown_month.previous),
        next=_beside(address, shown_month.next),
    )


@lru_cache(16)
def _question(minute: datetime, zone: ZoneInfo, first: date, account: str) -> Question:
    """Return what to ask in this minute, of this account.

    Kept, because to write it down takes longer than to ask.
    """
    today = clock.local(minute, zone).date()
    on_today = listing.some(_on(clock.day_bounds(today, zone)), most=MOST_TODAY)
    views = [_listed(one, minute, zone) for *_, one in bar.VIEWS]
    return counting.question([on_today, *views], month.bounds(first, zone))


def _listed(view: Filters, now: datetime, zone: ZoneInfo) -> QuerySet[Appointment]:
    rows = filters.matching(view, now=now, zone=zone)
    return listing.some(rows, view.text, columns=filters.columns(view), most=MOST)


def _on(bounds: tuple[datetime, datetime]) -> QuerySet[Appointment]:
    """Return what touches a day; far fewer rows are looked at than began before it."""
    start, end = bounds
    first = first_at(start - ON_AT_MOST)
    near = {"position__gte": first, "position__lt": first_at(end)}
    return Appointment.objects.filter(Appointment.touching(start, end), **near)


def _views(
    address: str, asked: QueryDict, today: date, counts: list[int]
) -> list[View]:
    root = reverse("listing")
    here = urlsplit(address).path == root
    wanted = filters.read(asked, today=today) if here else None
    counted = zip((*bar.VIEWS, bar.MINE), [*counts, 0], strict=True)
    return [
        View(
            str(label), icon, f"{root}?{one.query()}", _written(n, MOST), one == wanted
        )
        for (label, icon, one), n in counted
    ]


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


def _day(text: str, today: date) -> date | None:
    try:
        return reading.read_day(text, today=today) if text else None
    except ValueError:
        return None
