"""A calendar, from the index. Leadway is asked after the page is there."""

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.calendar import page, spans
from appointments.calendar.asked import asked
from appointments.edits import advice, pressing
from appointments.index import days, directory, reference
from appointments.panel.over import over
from appointments.request import Request, view_required
from appointments.words import unread

PART = "appointments/calendar/_calendar.html"


@require_safe
@view_required
def calendar(request: Request) -> HttpResponse:
    """The view of a day that `view` in the query names; `day` is today without it."""
    reference.know()
    context = page.context(request, asked(request))
    context["said"] = pressing.told(request)
    context |= over(request)
    return render(request, "appointments/calendar.html", context)


@require_safe
@view_required
def live(request: Request) -> HttpResponse:
    """The grid again if it shows anything else by now than what the page `have`s."""
    context = page.context(request, asked(request))
    if request.GET.get("have") == context["version"]:
        return HttpResponse(status=204)
    return render(request, PART, context)


@require_POST
@view_required
def refresh(request: Request) -> HttpResponse:
    """Read what is shown from Leadway, then show it: a fragment, or the page again.

    `auto` in the query says that the page asks by itself, which can wait.
    """
    wanted, pressed = asked(request), "auto" not in request.GET
    missing = None
    if pressed or page.seen(wanted, directory.current()).stale:
        shown = spans.days_of(wanted)
        missing = days.refresh(shown[0], pressed=pressed, last=shown[-1])
    if not request.htmx:
        return redirect(wanted.address())
    context = page.context(request, wanted)
    # Somebody else is reading these days: what they find is shown in a moment.
    context["waiting"] = missing is None and (pressed or context["stale"])
    context["refreshed"] = missing is not None
    if missing:
        context["trouble"] = advice.of_reading(missing[0].trouble)
        context["missing"] = unread(one.name for one in missing)
    answer = render(request, PART, context)
    if not context["waiting"]:
        trouble = context["trouble"]
        text = trouble.title if trouble else _("The calendar was read from Leadway.")
        spoken = {"text": text, "about": "reading"}
        answer["HX-Trigger"] = json.dumps({"announce": spoken})
    return answer
