"""Which appointments the filters of the list leave."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from appointments.edits import unsettled
from appointments.index.listing import Columns, Looked
from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.listing.filters import ME, OPEN, OURS, PAST, UPCOMING, YES, Filters
from appointments.times import clock

# What is on for longer than a day counts as over, so that a page need not look for it.
ON_AT_MOST = timedelta(days=1)


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
    """Return what the filters leave but for text and columns, which index/ finds."""
    rows = Appointment.objects.filter(gone=False, missing_since=None)
    first, last = span(filters, clock.local(now, zone).date())
    # What is not to lead is looked at.
    looked = filters.by_update and filters.goes_on_by_number
    at = Looked(F("position")) if looked else F("position")
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
