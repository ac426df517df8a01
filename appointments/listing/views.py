"""All appointments that we hold a copy of, page by page. Leadway is not asked."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appointments.edits import pressing
from appointments.edits.along_in_words import of_a_press
from appointments.edits.in_words import words
from appointments.index.tables import Appointment
from appointments.index.zone_said import zone_said
from appointments.listing import bar, filters, page, presses
from appointments.listing.filters import Filters
from appointments.listing.page import Asked
from appointments.listing.saved import first_view, saved
from appointments.panel.over import over
from appointments.request import (
    Request,
    edit_required,
    may_edit,
    person,
    view_required,
)
from appointments.times import clock
from people.looks import TypedInto
from people.roles import EXPORT

# What the list's address may say besides what its form asks for.
BESIDE = "after before open draft said"


@require_safe
@view_required
def appointments(request: Request) -> HttpResponse:
    """The list, with what it is filtered by above it.

    Where nothing is asked for, it is what the person's role begins with.
    """
    if not request.GET and (view := first_view(person(request))):
        return redirect(f"{reverse('listing')}?{view.query}")
    what = page.asked(request)
    wanted, shown = what.filters, page.listed(request, what)
    today = clock.local(what.now, what.zone).date()
    chips = bar.chips(wanted, what.names)
    first, last = shown.span
    context = {
        "nav": "listing",
        "filters": wanted,
        "typed_into": TypedInto.asking(
            "filters", here=request.get_full_path(), beside=BESIDE
        ),
        "tabs": bar.tabs(wanted),
        "when": bar.when(wanted, today),
        "spans": bar.spans(wanted),
        "chips": chips,
        "more": [chip for chip in chips if chip.rare and not chip.value],
        "kept": _kept(wanted),
        "listed": shown,
        "here": shown.here,
        "said": pressing.told(request),
        "press_sends": of_a_press() if may_edit(request) else "",
        "query": wanted.query(),
        "saved": saved(request, wanted),
        "may_export": person(request).has_perm(EXPORT),
        "zone": zone_said(what.names, first, until=last),
        "nobody_is_me": what.nobody_is_me,
    }
    context |= over(request)
    context |= _found(shown.count) if shown.days else _empty(what)
    answer = render(request, "appointments/listing.html", context)
    if request.htmx:
        # What the form leaves empty is not in the address.
        answer["HX-Replace-Url"] = f"{reverse('listing')}?{wanted.query()}"
    return answer


@require_safe
@view_required
def live(request: Request) -> HttpResponse:
    """The rows again if they show anything else by now than what the page `have`s."""
    what = page.asked(request)
    shown = page.listed(request, what)
    if request.GET.get("have") == shown.version:
        return HttpResponse(status=204)
    context = {"filters": what.filters, "listed": shown, "here": shown.here}
    context["nobody_is_me"] = what.nobody_is_me
    context |= _found(shown.count) if shown.days else _empty(what)
    return render(request, "appointments/listing/_live.html", context)


@require_safe
@edit_required
def team(request: Request, event_id: str) -> HttpResponse:
    """Who can take an appointment, for its row: asked for when somebody opens that.

    So a list does not grow with the staff.
    """
    one = get_object_or_404(Appointment, event_id=event_id)
    context = {
        "row": {"event_id": event_id, "url": reverse("appointment", args=[event_id])},
        "members": presses.members(one, words().names),
        "was": one.assigned_user_id,
        "key": uuid4(),
    }
    return render(request, "appointments/listing/_team.html", context)


def _found(count: int) -> dict[str, object]:
    return {"count": page.in_words(count), "number": page.in_figures(count)}


def _kept(wanted: Filters) -> dict[str, str]:
    """Return what the form does not show, and keeps all the same."""
    usual = filters.EVERY if wanted.has_span else filters.UPCOMING
    tab = "" if wanted.tab == usual else wanted.tab
    kept = {"tab": tab, "days": wanted.days, "order": wanted.order}
    return {name: value for name, value in kept.items() if value}


def _empty(what: Asked) -> dict[str, object]:
    """Say what there is at other times, where that is where it would be found."""
    always = what.filters.without_span()
    if always == what.filters:
        return {}
    count = page.counted(what, always)
    if not count:
        return {}
    return {"elsewhere": page.in_words(count), "always": always.query()}
