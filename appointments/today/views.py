"""A day's appointments, from the index. Leadway is asked after the page is there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from appointments.edits import advice
from appointments.index import coverage, days, directory, reference
from appointments.index.coverage import Seen
from appointments.index.directory import Directory
from appointments.index.tables import Appointment
from appointments.leadway.statuses import FINISHED, NAMES
from appointments.request import Request, view_required
from appointments.times import clock, reading, writing
from appointments.words import COUNTED, PLACE_ICON, STATUS, Words

GROUPS = {
    "overdue": gettext_lazy("Needs an outcome"),
    "now": gettext_lazy("In progress"),
    "next": gettext_lazy("Up next"),
    "done": gettext_lazy("Finished"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment of the list, all of it text by now."""

    event_id: str
    url: str
    start: str
    end: str
    who: str
    title: str
    place: str
    place_icon: str
    assignee: str
    initials: str
    hue: int
    status: str
    status_label: str
    icon: str
    group: str
    repeats: bool


@require_safe
@view_required
def day(request: Request) -> HttpResponse:
    """The list of one day; `date` in the query, today without it."""
    reference.know()
    shown = _asked_day(request)
    return render(request, "appointments/today.html", _context(shown))


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
        return redirect(f"{reverse('day')}?date={shown.isoformat()}")
    context = _context(shown)
    # Somebody else is reading this day: what they find is shown in a moment.
    context["waiting"] = missing is None and (pressed or context["stale"])
    context["refreshed"] = missing is not None
    if missing:
        context["trouble"] = advice.of_reading(missing[0].trouble)
        context["missing"] = ", ".join(one.name for one in missing)
    return render(request, "appointments/today/_day.html", context)


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
    rows = [_row(one, words, now) for one in found]
    seen = _seen(shown, names)
    return {
        "nav": "day",
        "title": writing.write_long_day(shown, today=today),
        "is_today": shown == today,
        "previous": (shown - timedelta(days=1)).isoformat(),
        "next": (shown + timedelta(days=1)).isoformat(),
        "iso": shown.isoformat(),
        "groups": _groups(rows),
        "count": len(rows),
        "tally": _tally(rows),
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


def _groups(rows: list[Row]) -> list[dict[str, object]]:
    """Sort into what needs somebody first; what is finished stays folded."""
    sorted_rows = {key: [r for r in rows if r.group == key] for key in GROUPS}
    only_done = len(sorted_rows["done"]) == len(rows)
    return [
        {"key": key, "label": str(label), "rows": sorted_rows[key], "open": only_done}
        for key, label in GROUPS.items()
    ]


def _tally(rows: list[Row]) -> list[dict[str, object]]:
    """Count by status, with the start of each share for the bar."""
    counted = Counter(row.status for row in rows)
    # A word that nobody knows counts as well, or the shares would not fill the bar.
    order = (*NAMES, *sorted(counted.keys() - set(NAMES)))
    found, at = [], 0
    for status in order:
        if count := counted[status]:
            one = {"status": status, "n": count, "at": at}
            one |= {"label": _counted(status, count)}
            found.append(one | {"icon": _icon(status)})
            at += count
    return found


def _counted(status: str, count: int) -> str:
    if status in COUNTED:
        return str(COUNTED[status] % {"n": count})
    return status or _("No status")


def _row(one: Appointment, words: Words, now: datetime) -> Row:
    record = one.record
    status = one.appointment_status
    assignee = words.names.assignee_name(one.assigned_user_id)
    kind = (record and record.meeting_location_type) or ""
    return Row(
        event_id=one.event_id,
        url=reverse("appointment", args=[one.event_id]),
        start=f"{clock.local(one.start_time or now, words.zone):%H:%M}",
        end=f"{clock.local(one.end_time or now, words.zone):%H:%M}",
        who=one.contact.name if one.contact else "",
        title=(record and record.title) or "",
        place=(record and record.address) or "",
        place_icon=PLACE_ICON.get(kind, "map-pin"),
        assignee=assignee,
        initials="".join(word[0] for word in assignee.split()[:2]).upper(),
        hue=words.names.hue(one.assigned_user_id),
        status=status,
        status_label=str(STATUS.get(status, status)),
        icon=_icon(status),
        group=_group(one, status, now),
        repeats=bool(record and record.is_recurring),
    )


def _icon(status: str) -> str:
    return f"st-{status}" if status in STATUS else "circle-dot"


def _group(one: Appointment, status: str, now: datetime) -> str:
    if status in FINISHED:
        return "done"
    if one.end_time and one.end_time <= now:
        return "overdue"
    if one.start_time and one.start_time <= now:
        return "now"
    return "next"
