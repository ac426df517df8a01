"""The notes of an appointment: looked at by all, written by who may edit."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appointments.edits import noting
from appointments.leadway.client import LONGEST_NOTE
from appointments.leadway.errors import LeadwayError
from appointments.notes import page, said
from appointments.notes.said import Said
from appointments.request import Request, edit_required, may_edit, person, view_required
from people import looks


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
def notes(request: Request, event_id: str) -> HttpResponse:
    """The notes: as a page, or as the part of it that stands in an open editor.

    A post adds one.
    """
    if request.method != "POST":
        return render(request, _template(request), page.context(request, event_id))
    if not may_edit(request):
        raise PermissionDenied
    again = looks.shown_anew(request, lambda: _again(request, event_id, ""))
    return again or _written(request, event_id, "add", "")


@require_POST
@edit_required
def note(request: Request, event_id: str, note_id: str) -> HttpResponse:
    """Change a note, or delete it."""
    deed = "delete" if "delete" in request.POST else "change"
    again = looks.shown_anew(request, lambda: _again(request, event_id, note_id))
    return again or _written(request, event_id, deed, note_id)


def _written(request: Request, event_id: str, deed: str, note_id: str) -> HttpResponse:
    """Do it and show all notes as they are by now; what was not saved stays typed."""
    text, was = request.POST.get("text", ""), request.POST.get("was", "")
    kept = {} if deed == "delete" else {note_id: text}
    try:
        match deed:
            case "add":
                noting.add(event_id, text, email=person(request).email)
            case "change":
                noting.change(event_id, note_id, text, was=was)
            case _:
                noting.delete(event_id, note_id, was=was)
    except noting.Unfit as unfit:
        return _shown(request, event_id, None, 422, kept, error=_unfit(unfit.length))
    except noting.Changed as other:
        told = said.changed(is_there=other.now is not None)
        return _shown(request, event_id, told, 409, kept)
    except LeadwayError as error:
        lost = error.kind in ("unanswered", "unreadable")
        told = said.failed(error)
        return _shown(request, event_id, told, 504 if lost else 422, kept)
    if not request.htmx:
        return redirect("notes", event_id)
    return _shown(request, event_id, said.done(deed), 200, {})


def _again(request: Request, event_id: str, note_id: str) -> HttpResponse:
    """The page with what is typed into a note, "" for a new one, and not saved."""
    typed = {note_id: request.POST.get("text", "")}
    return _shown(request, event_id, None, 200, typed)


def _template(request: Request) -> str:
    """Return the part alone for a script: a page would bring its title along."""
    return f"appointments/notes{'/_notes' if request.htmx else ''}.html"


def _unfit(length: int) -> str:
    if not length:
        return _("There is nothing in it yet.")
    return _("A note has at most %(most)d characters; this one has %(length)d.") % {
        "most": LONGEST_NOTE,
        "length": length,
    }


def _shown(
    request: Request,
    event_id: str,
    told: Said | None,
    status: int,
    typed: dict[str, str],
    *,
    error: str = "",
) -> HttpResponse:
    changing = "" if request.htmx else next(iter(typed), "")
    context = page.context(
        request, event_id, said=told, typed=typed, error=error, changing=changing
    )
    answer = render(request, _template(request), context, status=status)
    # What became of a deed takes the focus, and is read out by that.
    if error:
        answer["HX-Trigger"] = json.dumps({"announce": {"text": error}})
    return answer
