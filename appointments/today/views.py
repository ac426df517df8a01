"""A day's appointments, from the index. Leadway is asked after the page is there."""

import json
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from appointments.edits import advice, pressing
from appointments.edits.along_in_words import of_a_press
from appointments.index import days, directory, reference
from appointments.panel.over import over
from appointments.request import Request, view_required
from appointments.today import page
from appointments.today.asked import asked
from appointments.words import unread


@require_safe
@view_required
def day(request: Request) -> HttpResponse:
    """The list of one day; `date` in the query, today without it."""
    reference.know()
    wanted = asked(request)
    shown = page.shown(request, wanted, page.look(wanted))
    context = shown.context()
    context |= {"said": pressing.told(request)} | over(request)
    context["press_sends"] = of_a_press() if shown.may_edit else ""
    return render(request, "appointments/today.html", context)


@require_safe
@view_required
def live(request: Request) -> HttpResponse:
    """The list again if it shows anything else by now than what the page `have`s."""
    wanted = asked(request)
    found = page.look(wanted)
    if request.GET.get("have") == found.version:
        return HttpResponse(status=204)
    context = page.shown(request, wanted, found).context()
    return render(request, "appointments/today/_day.html", context)


@require_POST
@view_required
def refresh(request: Request) -> HttpResponse:
    """Read the day from Leadway, then show it: a fragment, or the page again.

    `auto` in the query says that the page asks by itself, which can wait.
    """
    wanted, pressed = asked(request), "auto" not in request.GET
    missing = None
    if pressed or page.seen(wanted.day, directory.current()).stale:
        missing = days.refresh(wanted.day, pressed=pressed)
    if not request.htmx:
        return redirect(wanted.address())
    shown = page.shown(request, wanted, page.look(wanted))
    # Somebody else is reading this day: what they find is shown in a moment.
    waiting = missing is None and (pressed or shown.stale)
    shown = replace(shown, waiting=waiting, refreshed=missing is not None)
    if missing:
        trouble = advice.of_reading(missing[0].trouble)
        names = unread(one.name for one in missing)
        shown = replace(shown, trouble=trouble, missing=names)
    answer = render(request, "appointments/today/_day.html", shown.context())
    if not waiting:
        spoken = {"text": page.spoken(shown), "about": "reading"}
        answer["HX-Trigger"] = json.dumps({"announce": spoken})
    return answer
