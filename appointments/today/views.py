"""A day's appointments, from the index. Leadway is asked after the page is there."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appointments.edits import advice, pressing
from appointments.edits import views as answers
from appointments.index import coverage, days, directory, reference
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.tables import Appointment
from appointments.request import Request, may_edit, view_required
from appointments.times import clock, reading, writing
from appointments.today import rows as listed
from appointments.words import Words


@require_safe
@view_required
def day(request: Request) -> HttpResponse:
    """The list of one day; `date` in the query, today without it."""
    reference.know()
    shown = _asked_day(request)
    context = _context(shown) | {
        "may_edit": may_edit(request),
        "here": _address(shown),
        "said": _said(request),
    }
    return render(request, "appointments/today.html", context)


def _said(request: Request) -> dict[str, object] | None:
    """Return the line of the edit that a plain browser was led back here with."""
    edit = pressing.said(request)
    if edit is None:
        return None
    told = answers.shown(edit, request)
    return {"shown": told, "receipt": told.receipt, "who": ""} | answers.line_context(
        told
    )


@require_POST
@view_required
def refresh(request: Request) -> HttpResponse:
    """Read the day from Leadway, then show it: a fragment, or the page again.

    `auto` in the query says that the page asks by itself, which can wait.
    """
    shown, pressed = _asked_day(request), "auto" not in request.GET
    missing = None
    if pressed or _seen(shown, directory.current()).stale:
        missing = days.refresh(shown, pressed=pressed)
    if not request.htmx:
        return redirect(_address(shown))
    context = _context(shown)
    context |= {"may_edit": may_edit(request), "here": _address(shown)}
    # Somebody else is reading this day: what they find is shown in a moment.
    context["waiting"] = missing is None and (pressed or context["stale"])
    context["refreshed"] = missing is not None
    if missing:
        context["trouble"] = advice.of_reading(missing[0].trouble)
        context["missing"] = ", ".join(one.name for one in missing)
    return render(request, "appointments/today/_day.html", context)


def _address(shown: date) -> str:
    return f"{reverse('day')}?date={shown.isoformat()}"


def _asked_day(request: Request) -> date:
    """Return the day that was asked for; what cannot be read is today."""
    today = clock.local(timezone.now(), directory.current().shown_in).date()
    asked = request.GET.get("date", "")
    try:
        return reading.read_day(asked, today=today) if asked else today
    except ValueError:
        return today


def _context(shown: date) -> dict[str, object]:
    names = directory.current()
    now = timezone.now()
    words = Words(names, names.shown_in)
    today = clock.local(now, names.shown_in).date()
    start, end = clock.day_bounds(shown, names.shown_in)
    found = list(Appointment.between(start, end).select_related("contact"))
    rows = [listed.row(one, words, now) for one in found]
    seen = _seen(shown, names)
    return {
        "nav": "day",
        "title": writing.write_long_day(shown, today=today),
        "is_today": shown == today,
        "previous": (shown - timedelta(days=1)).isoformat(),
        "next": (shown + timedelta(days=1)).isoformat(),
        "iso": shown.isoformat(),
        "groups": listed.groups(rows),
        "count": len(rows),
        "tally": listed.tally(rows),
        "seen_at": seen.at and f"{clock.local(seen.at, names.shown_in):%H:%M:%S}",
        "never_seen": seen.at is None,
        "missing": ", ".join(_missing(seen, names, found)) if seen.at else "",
        "stale": seen.stale,
        "zone_known": names.zone is not None,
        "zone": writing.write_zone(now, names.shown_in),
    }


def _seen(shown: date, names: Directory) -> Seen:
    return coverage.seen([clock.day_bounds(shown, names.shown_in)], names.calendars)


def _missing(seen: Seen, names: Directory, found: list[Appointment]) -> list[str]:
    """Name what could not be read: calendars, kinds of names, and who comes."""
    nameless = any(one.contact_id and one.contact is None for one in found)
    contacts = ["contacts"] if nameless else []
    return [*names.missing, *map(names.calendar_name, seen.missing), *contacts]
