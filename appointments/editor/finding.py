"""The paste-anything box: an id, an occurrence id, a link or JSON opens the editor."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from appointments.leadway.pasted import meant_id
from appointments.request import Request, view_required
from people import looks
from people.looks import TypedInto

MOST_SHOWN = 200
# A name, a number, an address: what people type who look for somebody.
_WORDS = re.compile(r"\+?\w[\w.@'’-]+( \w[\w.@'’-]+)*")


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
def find(request: Request) -> HttpResponse:
    """Open what was pasted, or say what can be pasted; what was typed stays.

    Words that can be no id are searched for here: Leadway is not asked for them.
    The box posts, because a whole record is longer than an address may be.
    """
    pasted = (request.POST.get("q") or request.GET.get("q", "")).strip()
    if again := looks.shown_anew(request, lambda: _not_found(request, pasted)):
        return again
    if event_id := meant_id(pasted):
        return redirect("appointment", event_id)
    if len(pasted) <= MOST_SHOWN and _WORDS.fullmatch(pasted):
        return redirect(f"{reverse('search')}?{urlencode({'q': pasted})}")
    return _not_found(request, pasted[:MOST_SHOWN])


def _not_found(request: Request, shown: str) -> HttpResponse:
    typed_into = TypedInto("open-form", reverse("open"))
    context = {"pasted": shown, "empty": not shown, "typed_into": typed_into}
    return render(request, "appointments/open.html", context, status=422)
