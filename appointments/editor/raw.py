"""The record of an appointment as it came: for who asks, which the trail is told."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appointments.editor.known import as_json
from appointments.index.tables import Appointment
from appointments.request import Request, view_required
from audit import trail
from people.patience import tried


@require_safe
@view_required
def raw(request: Request, event_id: str) -> HttpResponse:
    """A page of it, of which the editor takes its part when somebody opens that."""
    row = Appointment.of(event_id)
    if row is None or row.record is None:
        raise Http404
    if request.method != "HEAD":
        # What cannot be noted is a look, which changes nothing.
        tried(trail.note, "json.viewed", f"appointment:{event_id}")
    page_url = reverse("appointment", args=[event_id])
    context = {"raw": as_json(row.record), "page_url": page_url}
    return render(request, "appointments/editor/raw.html", context)
