"""When somebody is free, for who moves an appointment: asked for column by column."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.calendar import grid
from appointments.edits import advice
from appointments.index import directory, free_times
from appointments.index.directory import Directory
from appointments.index.free_times import FreeTimes
from appointments.index.tables import Appointment
from appointments.index.taken import Wanted
from appointments.leadway.ids import is_event_id
from appointments.request import Request, edit_required
from appointments.times import writing
from appointments.times.zones import zone_named

# What is drawn of a free start in a calendar that does not tell how long its times are.
SHORTEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Free:
    """The free stretches of a column as classes, and all of it in words."""

    places: tuple[str, ...]
    said: str
    is_known: bool


@require_POST
@edit_required
def free(request: Request) -> HttpResponse:
    """The free times of a person on a day, in the calendar of an appointment.

    One call at most, and none for what anybody has just asked.
    """
    names = directory.current()
    wanted = _wanted(request)
    # That of the grid that they are drawn into, whichever the account has by now.
    zone = zone_named(request.POST.get("zone")) or names.zone
    if wanted is None or zone is None:
        return HttpResponse(status=204)
    found = free_times.free_times(wanted, zone, now=timezone.now())
    shown = told(found, wanted, names, zone)
    return render(request, "appointments/calendar/_free.html", {"free": shown})


def _wanted(request: Request) -> Wanted | None:
    event_id, user_id = (request.POST.get(name, "") for name in ("event", "user"))
    copy = Appointment.of(event_id) if is_event_id(event_id) else None
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return None
    return Wanted(event_id, user_id, copy.calendar_id, day) if copy else None


def told(found: FreeTimes, wanted: Wanted, names: Directory, zone: ZoneInfo) -> Free:
    who = names.assignee_name(wanted.user_id)
    if found.trouble:
        return Free((), advice.of_free_times(found.trouble), is_known=False)
    if not found.starts:
        said = _("%(who)s has no free time on this day.") % {"who": who}
        return Free((), said, is_known=True)
    calendar = names.calendars.get(wanted.calendar_id)
    minutes = calendar.slot_duration_minutes if calendar else None
    long = timedelta(minutes=minutes) if minutes else SHORTEST
    spans = list(_stretches(found.starts, long))
    times = ", ".join(writing.write_part(*span, wanted.day, zone) for span in spans)
    return Free(
        places=tuple(_place(*span, wanted.day, zone) for span in spans),
        said=_("%(who)s is free: %(times)s.") % {"who": who, "times": times},
        is_known=True,
    )


def _place(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> str:
    return grid.place(start, end, day, zone).classes


def _stretches(
    starts: Iterable[datetime], long: timedelta
) -> Iterable[tuple[datetime, datetime]]:
    """Yield from when to when one may be there; what touches is one stretch."""
    begin = end = None
    for at in sorted(starts):
        if begin is None or end is None or at > end:
            if begin and end:
                yield begin, end
            begin = at
        end = at + long
    if begin and end:
        yield begin, end
