"""The outbox: what is not at its end, and what one can do about it."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.edits import pressing
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.index import directory
from appointments.index.zone_said import zone_said
from appointments.outbox import waiting
from appointments.request import (
    Request,
    edit_required,
    may_act_on,
    person,
    view_required,
)


@require_safe
@view_required
def outbox(request: Request) -> HttpResponse:
    """A person's own edits; whoever may settle those of others sees all, or `mine`."""
    context = _context(request) | {"nav": "outbox", "said": pressing.told(request)}
    return render(request, "appointments/outbox.html", context)


@require_safe
@view_required
def live(request: Request) -> HttpResponse:
    """The groups again if they show anything else than what the page `have`s."""
    context = _context(request)
    if request.GET.get("have") == getattr(context["outbox"], "version", ""):
        return HttpResponse(status=204)
    return render(request, "appointments/outbox/_list.html", context)


@require_POST
@edit_required
def drop(request: Request, pk: int) -> HttpResponse:
    """Strike what was stopped off the outbox; it stays in the history."""
    edit = get_object_or_404(Edit.here(), pk=pk, unseen=True)
    if not may_act_on(request, edit.person_id):
        raise PermissionDenied
    edit.was_seen()
    if not request.htmx:
        return redirect("outbox")
    answer = render(request, "appointments/outbox/_list.html", _context(request))
    events = {
        "announce": {"text": _("Struck off. It stays in the history.")},
        "edited": {"edit": edit.pk, "appointment": edit.event_id, "looked": True},
    }
    answer["HX-Trigger"] = json.dumps(events)
    return answer


def _context(request: Request) -> dict[str, object]:
    sees_all = waiting.whose(person(request)) is None
    mine = not sees_all or "mine" in request.GET
    return {
        "outbox": waiting.outbox(request, words(), mine=mine),
        "zone": zone_said(directory.current(), timezone.now()),
        "sees_all": sees_all,
        "mine": mine,
    }
