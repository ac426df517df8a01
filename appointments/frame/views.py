"""Parts of the sidebar that are asked for by themselves, and the palette."""

import json

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from appointments.edits import holding
from appointments.frame import acting, finding, shortcuts
from appointments.frame import side as sidebar
from appointments.index import passing
from appointments.leadway.pasted import meant_id
from appointments.listing.tables import SavedView
from appointments.outbox import waiting
from appointments.request import Request, may_edit, person, view_required, way_back
from people import looks
from people.looks import TypedInto
from people.roles import MANAGE_CONNECTION


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
    who = person(request)
    side = sidebar.side(
        request.GET.get("at", ""), SavedView.of(who), whose=waiting.whose(who)
    )
    return render(request, "appointments/frame/_counts.html", {"side": side})


@require_safe
@view_required
def sync(request: Request) -> HttpResponse:
    """How old the index is by now, and whether the `line` is another than it was.

    The frame's own context tells both.
    """
    has, flows = request.GET.get("line", ""), "flows" in request.GET
    context = {
        "line_news": passing.known().mark != has,
        "line_flows": flows,
        "line_over": not flows,
    }
    return render(request, "appointments/frame/_sync.html", context)


@require_POST
@permission_required(MANAGE_CONNECTION, raise_exception=True)
def try_line(request: Request) -> HttpResponse:
    """See whether Leadway takes saves again: somebody has seen to that."""
    is_found_out = holding.try_again()
    if not request.htmx:
        return redirect(way_back(request) or "day")
    if passing.known().takes_saves:
        forgotten = {"line_forgotten": not is_found_out}
        answer = render(request, "layout/_line_past.html", forgotten)
        answer["HX-Reswap"] = "beforeend"
        return answer
    tried = _("The next save that leaves finds out whether Leadway takes it.")
    if is_found_out:
        tried = _("It was tried again just now, and still is so.")
    context = {"line_tried": tried, "line_over": "over" in request.POST}
    return render(request, "layout/_line.html", context)


@require_POST
@view_required
def found(request: Request) -> HttpResponse:
    """What the palette offers for what is typed so far.

    It is posted, because names and numbers of people belong into no address, and a
    record that is pasted is longer than an address may be.
    """
    text = request.POST.get("q", "")
    here = sidebar.sound(request.POST.get("next", ""))
    context = _found(request, text, here)
    return render(request, "appointments/frame/_found.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
def search(request: Request) -> HttpResponse:
    """The same as a page, for who has no script; what is posted may be long."""
    if request.method != "POST":
        return _searched(request, request.GET.get("q", "")[: finding.LONGEST])
    if again := looks.shown_anew(request, lambda: _typed(request)):
        return again
    text = request.POST.get("q", "").strip()
    if (event_id := meant_id(text)) is not None:
        return redirect("appointment", event_id)
    query = urlencode({"q": text[: finding.LONGEST]})
    return redirect(f"{reverse('search')}?{query}")


def _typed(request: Request) -> HttpResponse:
    """The page with what is typed and was not searched for."""
    return _searched(request, request.POST.get("q", ""))


def _searched(request: Request, text: str) -> HttpResponse:
    context = _found(request, text, request.get_full_path()) | {"nav": "search"}
    context["typed_into"] = TypedInto("search-form", reverse("search"))
    return render(request, "appointments/search.html", context)


@require_safe
@view_required
def keys(request: Request) -> HttpResponse:
    """The sheet of all keys, as a page; the dialog takes its part of it."""
    context = {"nav": "keys", "sections": shortcuts.SECTIONS}
    return render(request, "appointments/keys.html", context)


def _found(request: Request, text: str, here: str) -> dict[str, object]:
    groups = finding.found(text, here=here, may_edit=may_edit(request))
    count = sum(len(one.options) for one in groups)
    said = ngettext("%(n)d result", "%(n)d results", count) % {"n": count}
    found: dict[str, object] = {"groups": groups, "typed": text, "said": said}
    return found | {"next": here, "back": acting.back(here)}
