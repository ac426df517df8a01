"""Parts of the sidebar that are asked for by themselves."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appointments.frame import side as sidebar
from appointments.request import Request, view_required


@require_safe
@view_required
def month(request: Request) -> HttpResponse:
    """The month that the address `at` names, so that the page beside it stays."""
    side = sidebar.side(request.GET.get("at", ""))
    context = {"side": side}
    answer = render(request, "appointments/frame/_month.html", context)
    answer["HX-Trigger"] = json.dumps({"announce": {"text": side.month.title}})
    return answer


@require_safe
@view_required
def counts(request: Request) -> HttpResponse:
    """The views with their counts, as they are after an edit."""
    context = {"side": sidebar.side(request.GET.get("at", ""))}
    return render(request, "appointments/frame/_views.html", context)
