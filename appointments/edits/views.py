"""An edit answers for itself: look, send again, check, undo, take back.

The answer is the receipt, and the event `edited`: whoever shows the appointment renews
what it owns. A plain browser is led to the appointment's page.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from appointments.connection import allowed_options
from appointments.edits import insisting, one_line, settling, undoing
from appointments.edits.in_words import words
from appointments.edits.intending import NothingToSend
from appointments.edits.resending import goes_by_itself
from appointments.edits.screens import screen_of
from appointments.edits.shown import Shown as Shown
from appointments.edits.shown import shown as shown
from appointments.edits.tables import Edit
from appointments.index import counting
from appointments.leadway.fields import COMPARED
from appointments.request import (
    Request,
    edit_required,
    key_of,
    may_act_on,
    number_of,
    person,
    view_required,
    way_back,
)
from people.patience import tried

HTTP = {
    Edit.State.ACCEPTED: 200,
    Edit.State.PENDING: 202,
    Edit.State.CONFLICTED: 409,
    Edit.State.REFUSED: 422,
    Edit.State.UNKNOWN: 504,
    Edit.State.WITHDRAWN: 200,
}


def answer(
    request: Request,
    edit: Edit,
    *,
    by_itself: bool = False,
    looked: bool = False,
    in_line: bool = False,
) -> HttpResponse:
    """Answer with the receipt, or one line if asked for, and the event `edited`.

    `by_itself` says that the page asked, not a person, whose focus then stays: the
    result is announced instead. `looked` says that nothing was done but look.
    """
    if not request.htmx:
        return redirect(way_back(request, said=edit.pk) or page_of(edit))
    told = shown(edit, request, looked=looked)
    context = {"shown": told, "receipt": told.receipt, "take_focus": not by_itself}
    template = "appointments/edits/_receipt.html"
    if in_line or "in_line" in request.GET or "in_line" in request.POST:
        context |= line_context(told)
        template = "appointments/edits/_line.html"
    response = render(request, template, context, status=_status(edit))
    events: dict[str, object] = {
        "edited": {
            "edit": edit.pk,
            "appointment": edit.event_id,
            "state": edit.state,
            "looked": looked,
        }
    }
    if by_itself:
        events["announce"] = {"text": told.receipt.title, "about": f"edit-{edit.pk}"}
    response["HX-Trigger"] = json.dumps(events)
    return response


def line_context(told: Shown) -> dict[str, object]:
    """Return what the one line of an edit shows beside what its receipt does."""
    edit = told.receipt.edit
    # The same edit may stand in a row, and in the panel over that.
    line = replace(told, id=f"line-{edit.pk}")
    said = one_line.of(told.receipt, words())
    return {"shown": line, "sentence": said, "page_url": page_of(edit)}


def page_of(edit: Edit) -> str:
    """Return the address of an edit's receipt, on the page of its appointment."""
    return f"{reverse('appointment', args=[edit.lives_at])}?edit={edit.pk}"


def _status(edit: Edit) -> int:
    unreadable = edit.trouble and edit.trouble.kind == "unreadable"
    if edit.state == Edit.State.UNKNOWN and unreadable:
        return 502
    return HTTP[Edit.State(edit.state)]


@require_safe
@view_required
def receipt(request: Request, pk: int) -> HttpResponse:
    """The receipt's next word: the verifying re-read, or "still on its way"."""
    edit = get_object_or_404(Edit.here(), pk=pk)
    if edit.state == Edit.State.ACCEPTED:
        settling.verify(edit)
    if edit.in_flight:
        tried(settling.settle_lost)
        edit.refresh_from_db()
    if "still" in request.GET and goes_by_itself(edit):
        return HttpResponse(status=204)  # Nothing new: the focus in it stays.
    return answer(request, edit, by_itself=True, looked=True)


@require_POST
@edit_required
def send(request: Request, pk: int) -> HttpResponse:
    """Send a waiting edit again, compared afresh with what Leadway holds now.

    With no more than who presses may do now: a role may have changed since the save.
    """
    return _act(request, pk, partial(_send, request))


@require_POST
@edit_required
def send_quietly(request: Request, pk: int) -> HttpResponse:
    """The same without automations, where they may have run."""
    if not person(request).decides_on_automations:
        raise PermissionDenied
    return _act(request, pk, partial(_send, request, to_notify=False))


def _send(request: Request, edit: Edit, **options: bool) -> None:
    # How an edit was sent that is settled by now, in another tab, is not rewritten.
    if edit.waiting or settling.undecided(edit):
        asked = replace(edit.options, **options)
        edit.limit_to(allowed_options(asked, person(request)))
    with counting.insisting():
        settling.send_again(edit)


@require_POST
@edit_required
def check(request: Request, pk: int) -> HttpResponse:
    """Read back an edit whose outcome is unknown."""

    def look(edit: Edit) -> None:
        if edit.state == Edit.State.UNKNOWN:
            settling.read_back(edit)

    return _act(request, pk, look)


@require_POST
@edit_required
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a waiting edit back: it will never be sent."""
    return _act(request, pk, settling.take_back)


def _act(request: Request, pk: int, deed: Callable[[Edit], object]) -> HttpResponse:
    edit = get_object_or_404(Edit.here(), pk=pk)
    if not may_act_on(request, edit.person_id):
        raise PermissionDenied
    deed(edit)
    return answer(request, edit, by_itself="by_itself" in request.POST)


@require_POST
@edit_required
def undo(request: Request, pk: int) -> HttpResponse:
    """Put back what an accepted edit changed, by a new edit through the same checks.

    All of it, or each `field` that is posted. `anyway` is the person's word after
    having seen that somebody changed it since: then as much as was to be put back.
    """
    edit = get_object_or_404(Edit.here(), pk=pk, state=Edit.State.ACCEPTED)
    seen = _seen_conflict(request, edit)
    undone = undoing.undo(
        edit,
        person=person(request),
        form_key=key_of(request) or uuid.uuid4(),
        acknowledged=seen.current if seen else None,
        screen=_screen(request),
        only=[*seen.changes.asked()] if seen else request.POST.getlist("field"),
    )
    if undone is None:
        return _nothing_to_put_back(request, edit)
    return answer(request, undone)


@require_POST
@edit_required
def again(request: Request, pk: int) -> HttpResponse:
    """Save fields once more where Leadway has another value than was asked for.

    Of an edit that stopped at a conflict everything: the person has seen it by now.
    """
    states = (Edit.State.ACCEPTED, Edit.State.CONFLICTED)
    edit = get_object_or_404(Edit.here(), pk=pk, state__in=states, undoes=None)
    if edit.state == Edit.State.CONFLICTED and not may_act_on(request, edit.person_id):
        raise PermissionDenied
    try:
        insisted = insisting.insist(
            edit,
            request.POST.getlist("field"),
            person=person(request),
            form_key=key_of(request) or uuid.uuid4(),
            screen=_screen(request),
        )
    except NothingToSend as nothing:
        raise Http404 from nothing
    return answer(request, insisted)


@require_POST
@edit_required
def leave(request: Request, pk: int) -> HttpResponse:
    """Take what Leadway has for right, where it is not what was asked for."""
    edit = get_object_or_404(Edit.here(), pk=pk, state=Edit.State.ACCEPTED)
    names = {*request.POST.getlist("field")} & {*COMPARED}
    edit.leave(names)
    return answer(request, edit, looked=True)


def _screen(request: Request) -> str:
    return screen_of(request, in_row="in_line" in request.POST)


def _seen_conflict(request: Request, edit: Edit) -> Edit | None:
    """Return the undo that stopped at a conflict, which the person has now seen."""
    number = number_of(request.POST.get("anyway", ""))
    if number is None:
        return None
    state = Edit.State.CONFLICTED
    return Edit.here().filter(pk=number, undoes=edit, state=state).first()


def _nothing_to_put_back(request: Request, edit: Edit) -> HttpResponse:
    if not request.htmx:
        return redirect("appointment", edit.lives_at)
    return render(request, "appointments/edits/_cannot_undo.html", status=422)
