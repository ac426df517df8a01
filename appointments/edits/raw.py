"""What went over the wire for an edit: for whoever asks, which the trail is told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from appointments.edits.details import calls_of, details_of
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.edits.views import page_of
from appointments.request import Request, view_required
from audit import trail
from people.patience import tried


@require_safe
@view_required
def raw(request: Request, pk: int) -> HttpResponse:
    """A page of it, of which the receipt takes its part when somebody opens that."""
    edit = get_object_or_404(Edit.here(), pk=pk)
    if request.method != "HEAD":
        # What cannot be noted is a look, which changes nothing.
        about = f"edit:{edit.pk} appointment:{edit.event_id}"
        tried(trail.note, "json.viewed", about)
    details = details_of(edit, words())
    context = {
        "edit": edit,
        "details": details,
        "calls": calls_of(edit, words()),
        "page_url": page_of(edit),
    }
    return render(request, "appointments/edits/raw.html", context)
