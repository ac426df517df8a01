"""Another language or theme of an editor's page, which keeps what is typed into it."""

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from appointments.editor import drafts
from appointments.editor.making import make_form
from appointments.edits import baseline
from appointments.request import Request, edit_required, person
from people import preferences
from people.links import came_from, safe_next


@require_POST
@edit_required
def look(request: Request, event_id: str) -> HttpResponse:
    """Keep the draft first: the page that comes goes on with it.

    Where it cannot be kept nothing else happens, and the answer shows what was typed.
    """
    chosen = preferences.choices(request.POST)
    if not chosen:
        raise BadRequest("no such choice")
    # Without a script it may be the page below a panel that was left.
    own = reverse("appointment", args=[event_id])
    address = safe_next(request, default=came_from(request, default=own))
    if _kept(request, event_id):
        address = _going_on(address, event_id)
    response = redirect(address)
    preferences.keep(person(request), response, chosen)
    return response


def _kept(request: Request, event_id: str) -> bool:
    """Whether anything was typed, which is a draft by now."""
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
    except baseline.Forged:
        return False
    form = make_form(request, seen, request.POST)
    drafts.keep(request, form)
    return bool(form.touched)


def _going_on(address: str, event_id: str) -> str:
    """Return the address with the draft taken up, on its own page or in a panel."""
    path, _mark, query = address.partition("?")
    if "draft" in query:
        return address
    own = path == reverse("appointment", args=[event_id])
    more = urlencode({"draft": "" if own else event_id})
    return f"{path}?{query}&{more}" if query else f"{path}?{more}"
