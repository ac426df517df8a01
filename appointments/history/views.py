"""The history: who changed what, when, and what came of it."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.edits import pressing
from appointments.edits.in_words import TOGETHER, words
from appointments.edits.screens import Screen
from appointments.edits.standing import EditState
from appointments.history import filters, found, page
from appointments.history.filters import OUTSIDE, Filters
from appointments.index import directory
from appointments.index.listing import with_contact
from appointments.index.tables import Appointment
from appointments.index.zone_said import zone_said
from appointments.request import Request, may_edit, person, view_required
from appointments.times import clock
from appointments.words import SECTION, Words
from people.looks import TypedInto
from people.models import User
from people.roles import EXPORT


@require_safe
@view_required
def history(request: Request) -> HttpResponse:
    """A page of it; all that is asked for stands in the address."""
    names, now = words(), timezone.now()
    today = clock.local(now, names.zone).date()
    wanted = filters.read(request.GET, today=today)
    after = found.edge(request.GET.get("after", ""))
    shown = page.history(
        wanted, names, now=now, may_edit=may_edit(request), after=after
    )
    query, here = wanted.query(), request.get_full_path()
    context = {
        "nav": "history",
        "filters": wanted,
        "typed_into": TypedInto.asking("filters", here=here, beside="after said"),
        "history": shown,
        "people": _people(wanted),
        "states": _states(wanted),
        "fields": _fields(wanted, names),
        "screens": _screens(wanted),
        "of_one": _of_one(wanted),
        "without_of": replace(wanted, of="").query(),
        "may_export": person(request).has_perm(EXPORT),
        "first_query": query if after else "",
        "is_first": after is None,
        "after_query": f"{query}&after={shown.after}".strip("&") if shown.after else "",
        "here": here,
        "said": pressing.told(request),
        "zone": zone_said(directory.current(), now),
    }
    answer = render(request, "appointments/history.html", context)
    if request.htmx:
        # What the form leaves empty is not in the address.
        address = reverse("history")
        answer["HX-Replace-Url"] = f"{address}?{query}" if query else address
    return answer


def _people(wanted: Filters) -> list[tuple[str, str, bool]]:
    """Return value, name and whether it is chosen, of everybody who may have edited."""
    rows = User.objects.order_by("first_name", "last_name", "username")
    everybody = [(str(one.pk), one.name) for one in rows]
    everybody.append((OUTSIDE, _("Somebody in Leadway")))
    return [(value, name, value == wanted.whose) for value, name in everybody]


def _fields(wanted: Filters, names: Words) -> list[tuple[str, str, bool]]:
    called = {one: str(SECTION[one]) for one in TOGETHER}
    return [
        (one, called.get(one) or names.label(one), one == wanted.field)
        for one in filters.FIELDS
    ]


def _screens(wanted: Filters) -> list[tuple[str, str, bool]]:
    return [(one.value, str(one.label), one == wanted.screen) for one in Screen]


def _of_one(wanted: Filters) -> str:
    """Say which appointment alone it is about, "" where it is about all of them."""
    if not wanted.of:
        return ""
    row = with_contact(Appointment.objects.filter(event_id=wanted.of)).first()
    return row.called if row else wanted.of


def _states(wanted: Filters) -> list[tuple[str, str, bool]]:
    return [(one.value, str(one.label), one == wanted.state) for one in EditState]
