"""The panel, as it is asked for by the page that it stands over."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from appointments.editor import opening
from appointments.edits import advice
from appointments.edits.moved import moved_to
from appointments.index import reading, reference
from appointments.leadway.errors import Refused
from appointments.panel import over
from appointments.request import Request, page_below, view_required


@require_safe
@view_required
def panel(request: Request, event_id: str) -> HttpResponseBase:
    """The editor; `draft`, `edit` and `one` in the query as on its own page."""
    try:
        opened = reading.load(event_id, **opening.beside(request, event_id))
    except Refused as error:
        if error.reason != "not_found":
            raise
        return _moved(event_id) or _no_such(request, event_id, error)
    # Only now: where the record was not answered, the names would not be, either.
    reference.know()
    opening.know_whom(opened)
    if opened.lost and (elsewhere := _moved(event_id)):
        return elsewhere
    context = over.context(request, event_id, opened)
    return render(request, "appointments/panel/_panel.html", context)


def _moved(event_id: str) -> HttpResponseBase | None:
    moved = moved_to(event_id)
    return redirect("panel", moved) if moved else None


def _no_such(request: Request, event_id: str, error: Refused) -> HttpResponse:
    context = {
        "trouble": advice.of_error(error),
        "event_id": event_id,
        "below": page_below(request),
    }
    return render(request, "appointments/panel/_none.html", context, status=404)
