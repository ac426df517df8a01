"""What a person sees after something happened to an edit: a fragment, or a page."""

import json
from collections.abc import Collection

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from appointments.editor import drafts, page
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits import baseline
from appointments.edits.advice import of_refusal
from appointments.edits.baseline import Baseline
from appointments.edits.in_words import TOGETHER
from appointments.edits.tables import Edit
from appointments.index.reading import Opened
from appointments.index.tables import Appointment
from appointments.leadway.fields import SECTION_OF
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request

HTTP = {
    Edit.State.ACCEPTED: 200,
    Edit.State.PENDING: 202,
    Edit.State.CONFLICTED: 409,
    Edit.State.REFUSED: 422,
    Edit.State.UNKNOWN: 504,
    Edit.State.WITHDRAWN: 200,
}
CONTROL = {"start_time": "start", "end_time": "end"}


def show(
    request: Request,
    edit: Edit,
    *,
    form: bool = True,
    by_itself: bool = False,
    saved: Collection[str] | None = None,
) -> HttpResponse:
    """Show the edit in whatever state it is: a fragment, or a page.

    Without `form` the fragment leaves the form alone: somebody may be typing in it.
    `by_itself` says that the page asked, not a person, whose focus then stays.
    `saved` names the controls that were dealt with: the edit's own by default.
    """
    accepted = edit.state == Edit.State.ACCEPTED
    if accepted and not request.htmx:
        return redirect(_receipt_url(edit))
    opened = last_seen(edit.lives_at, edit.baseline)
    done = controls_of(edit) if saved is None else saved
    context = page.page_context(
        request, opened, _form_after(request, opened, edit, done), edit
    )
    context |= {
        "renew": accepted and form,
        "new_form_key": form,
        "take_focus": not by_itself,
    }
    if accepted and not form:
        # One look by itself is enough: a read that failed is not repeated for ever.
        context["poll_s"] = None
    if accepted:
        left = drafts.offered(request, edit.event_id).without(controls_of(edit))
        context["offered"] = left.signed(edit.lives_at)
    if edit.undoes_id:
        # An undo is not the form's own save: what that was decided upon stays.
        context["acknowledged"] = request.POST.get("acknowledged", "")
    elif edit.state == Edit.State.CONFLICTED:
        now = edit.compared
        context["acknowledged"] = baseline.sign(page.as_now(now))
    if not request.htmx:
        template = "appointments/editor.html"
        return render(request, template, context, status=_status(edit))
    fragment = "appointments/editor/_answered.html"
    response = render(request, fragment, context, status=_status(edit))
    return _with_headers(
        response, edit, said=context["receipt"].title if by_itself else ""
    )


def _with_headers(response: HttpResponse, edit: Edit, *, said: str) -> HttpResponse:
    """Give the receipt an address, and say what nobody's focus will come upon."""
    response["HX-Replace-Url"] = _receipt_url(edit)
    if said:
        response["HX-Trigger"] = json.dumps({"announce": {"text": said}})
    return response


def controls_of(edit: Edit) -> set[str]:
    """Name the form's controls that an edit's changes come from."""
    names: set[str] = set()
    for name in edit.changes.asked():
        section = SECTION_OF[name]
        names |= set(SECTIONS[section]) if section in TOGETHER else {name}
    return names


def _receipt_url(edit: Edit) -> str:
    return f"{_page(edit.lives_at)}?edit={edit.pk}"


def _status(edit: Edit) -> int:
    """Say honestly how it went, for whoever reads status codes."""
    unreadable = edit.trouble and edit.trouble.kind == "unreadable"
    if edit.state == Edit.State.UNKNOWN and unreadable:
        return 502
    return HTTP[Edit.State(edit.state)]


def _page(event_id: str) -> str:
    return reverse("appointment", args=[event_id])


def _form_after(
    request: Request, opened: Opened, edit: Edit, saved: Collection[str]
) -> AppointmentForm:
    """Return the form as it goes on: saved sections from the record, others as typed.

    When nothing was saved the baseline stays, so that the next save is compared with
    what the person was looking at.
    """
    if edit.state != Edit.State.ACCEPTED and edit.undoes_id:
        return _form_as_it_was(request, opened)
    if edit.state != Edit.State.ACCEPTED:
        return _with_refusals(_form_of(request, edit), edit)
    return go_on(request, opened.record, saved)


def _form_of(request: Request, edit: Edit) -> AppointmentForm:
    """Return the form that an edit came from: as it is posted now, or as it was."""
    try:
        seen = _posted_baseline(request, edit.event_id)
    except baseline.Forged:
        return drafts.typed_again(request, edit)
    return page.make_form(request, Baseline(edit.baseline, seen.zone), request.POST)


def _form_as_it_was(request: Request, opened: Opened) -> AppointmentForm:
    """Return the form beside an undo that came to nothing, upon its own record."""
    try:
        seen = _posted_baseline(request, opened.record.id)
    except baseline.Forged:
        return page.make_form(request, page.as_now(opened.record))
    return page.make_form(request, seen, request.POST)


def _with_refusals(form: AppointmentForm, edit: Edit) -> AppointmentForm:
    """Put what Leadway refused beside the controls that it concerns."""
    refused = edit.state == Edit.State.REFUSED and form.is_bound and form.is_valid()
    if refused and edit.trouble:
        for name, message in of_refusal(edit.trouble).fields.items():
            form.add_error(CONTROL.get(name, name), message)
    return form


def go_on(
    request: Request, record: AppointmentRecord, saved: Collection[str]
) -> AppointmentForm:
    """Return the form over a newer record, with what was typed and is not saved yet.

    As long as anything is, in the zone that it was typed in.
    """
    try:
        seen = _posted_baseline(request, record.id)
    except baseline.Forged:
        return page.make_form(request, page.as_now(record))
    left = page.make_form(request, seen, request.POST).touched - set(saved)
    if not left:
        return page.make_form(request, page.as_now(record))
    newer = Baseline(record, seen.zone) if seen.zone else page.as_now(record)
    data = page.make_form(request, newer).as_posted()
    data |= {name: request.POST.get(name, "") for name in left}
    return page.make_form(request, newer, data)


def _posted_baseline(request: Request, event_id: str) -> Baseline:
    """Return what the posted form was made from. Raises Forged."""
    return baseline.read(request.POST.get("baseline", ""), event_id=event_id)


def last_seen(event_id: str, otherwise: AppointmentRecord) -> Opened:
    """Return the copy in the index, without asking Leadway."""
    row = Appointment.objects.filter(event_id=event_id).first()
    if row and row.record:
        return Opened(row.record, row.seen_at, gone=row.gone)
    return Opened(otherwise, None)
