"""The paste-anything box: an id, an occurrence id, a link or JSON opens the editor."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from appointments.leadway.pasted import find_event_id
from appointments.request import Request, view_required

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
def find(request: Request) -> HttpResponse:
    """Open what was pasted, or say what can be pasted; what was typed stays.

    The box posts, because a whole record is longer than an address may be.
    """
    pasted = (request.POST.get("q") or request.GET.get("q", "")).strip()
    event_id = find_event_id(pasted) if pasted else None
    if event_id:
        return redirect("appointment", event_id)
    context = {"pasted": pasted[:MOST_SHOWN], "empty": not pasted}
    return render(request, "appointments/open.html", context, status=422)
