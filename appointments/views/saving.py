"""The save: from a posted form to an edit, and back to the screen."""

import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from appointments import baseline, editing
from appointments.advice import of_refusal
from appointments.connection import allowed_options
from appointments.editing import Intent, Opened
from appointments.forms import AppointmentForm
from appointments.forms.editor import SECTIONS
from appointments.leadway.records import AppointmentRecord
from appointments.models import Appointment, Edit
from appointments.showing.receipt import choice_of
from appointments.showing.review import overlaps
from appointments.views import editor
from appointments.views.request import Request

HTTP = {
    Edit.State.ACCEPTED: 200,
    Edit.State.PENDING: 202,
    Edit.State.CONFLICTED: 409,
    Edit.State.REFUSED: 422,
    Edit.State.UNKNOWN: 504,
    Edit.State.WITHDRAWN: 200,
}
EVERYTHING = tuple(name for names in SECTIONS.values() for name in names)
NOT_TYPED = ("csrfmiddlewaretoken", "baseline", "acknowledged", "form_key", "only")


def save(request: Request, event_id: str) -> HttpResponse:
    if not editor.may_edit(request):
        raise PermissionDenied
    first = _already_saved(request)
    if first:
        return show(request, first)
    try:
        record = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
        known = _acknowledged(request, event_id)
    except baseline.Forged:
        return _forged(request, event_id)
    form = editor.make_form(
        request, record, request.POST, only=request.POST.get("only", "")
    )
    if not form.is_valid():
        return _unsaved(request, record, form, "invalid")
    _drop_theirs(form, request)
    if not form.changes:
        return _unsaved(request, record, form, "nothing", status=200)
    taken = overlaps(record, form.changes, editor.words())
    if taken and not request.POST.get("anyway"):
        return _unsaved(request, record, form, "overlap", taken=taken, status=409)
    edit = editing.save(_intent(request, form, record, known))
    return show(request, edit, saved=SECTIONS.get(form.only, EVERYTHING))


def _already_saved(request: Request) -> Edit | None:
    """Return the edit that this very form made already: a double click, or Back."""
    key = _form_key(request)
    mine = Edit.objects.filter(person=editor.person(request))
    return mine.filter(form_key=key).first() if key else None


def _form_key(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _acknowledged(request: Request, event_id: str) -> AppointmentRecord | None:
    """Return the newer record that this person was shown and decided upon."""
    text = request.POST.get("acknowledged", "")
    return baseline.read(text, event_id=event_id) if text else None


def _drop_theirs(form: AppointmentForm, request: Request) -> None:
    """Leave out the fields where the person chose what Leadway has now."""
    theirs = {
        name
        for name in form.changes.asked()
        if request.POST.get(f"keep_{choice_of(name)}") == "theirs"
    }
    form.leave_out(theirs)


def _intent(
    request: Request,
    form: AppointmentForm,
    record: AppointmentRecord,
    known: AppointmentRecord | None,
) -> Intent:
    who = editor.person(request)
    who.remember_automations(form.options.to_notify)
    return Intent(
        event_id=record.id,
        person=who,
        baseline=record,
        acknowledged=known,
        changes=form.changes,
        options=allowed_options(
            form.options, may_override=editor.may_override(request)
        ),
        form_key=_form_key(request) or uuid.uuid4(),
        typed=typed(request),
    )


def typed(request: Request) -> dict[str, str]:
    """Return what was typed, to be put back whatever happens."""
    # A database that stores JSON as text takes every character but this one.
    return {
        name: value.replace("\0", "\ufffd")
        for name, value in request.POST.dict().items()
        if name not in NOT_TYPED
    }


def _forged(request: Request, event_id: str) -> HttpResponse:
    """Refuse a form whose baseline was not made here, with what was typed kept."""
    opened = last_seen(event_id, AppointmentRecord(id=event_id))
    form = editor.make_form(request, opened.record, request.POST)
    return _unsaved(request, opened.record, form, "forged", status=400)


def _unsaved(
    request: Request,
    record: AppointmentRecord,
    form: AppointmentForm,
    why: str,
    *,
    taken: list[str] | None = None,
    status: int = 422,
) -> HttpResponse:
    """Answer what was never noted: nothing was sent, everything typed is kept."""
    opened = last_seen(record.id, record)
    notice = {"notice": why, "taken": taken}
    if request.htmx:
        context = editor.form_context(request, opened, form) | notice
        template = "appointments/appointment/_unsaved.html"
    else:
        context = editor.page_context(request, opened, form, None) | notice
        template = "appointments/appointment.html"
    return render(request, template, context, status=status)


def last_seen(event_id: str, otherwise: AppointmentRecord) -> Opened:
    """Return the copy in the index, without asking Leadway."""
    row = Appointment.objects.filter(event_id=event_id).first()
    if row and row.record:
        record = AppointmentRecord.from_json(row.record)
        return Opened(record, row.seen_at, gone=row.gone)
    return Opened(otherwise, None)


def show(
    request: Request,
    edit: Edit,
    *,
    form: bool = True,
    looked: bool = False,
    saved: Collection[str] = (),
) -> HttpResponse:
    """Show the edit in whatever state it is: a fragment, or a page.

    Without `form` the fragment leaves the form alone: somebody may be typing in it.
    `saved` names the controls that this edit has dealt with.
    """
    accepted = edit.state == Edit.State.ACCEPTED
    if accepted and not request.htmx:
        return redirect(f"{_page(edit.lives_at)}?edit={edit.pk}")
    opened = last_seen(edit.lives_at, edit.before())
    context = editor.page_context(
        request, opened, _form_after(request, opened, edit, saved), edit
    )
    context |= {"renew": accepted and form, "new_form_key": form}
    if accepted and looked:
        # One look by itself is enough: a read that failed is not repeated for ever.
        context["poll_s"] = None
    if edit.state == Edit.State.CONFLICTED:
        now = edit.now_in_leadway() or edit.before()
        context["acknowledged"] = baseline.sign(now)
    template = "appointments/appointment.html"
    if request.htmx:
        template = "appointments/appointment/_answered.html"
    return render(request, template, context, status=_status(edit))


def _status(edit: Edit) -> int:
    """Say honestly how it went, for whoever reads status codes."""
    trouble = edit.trouble or {}
    if edit.state == Edit.State.UNKNOWN and trouble.get("kind") == "unreadable":
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
    if edit.state != Edit.State.ACCEPTED:
        data = request.POST if "baseline" in request.POST else edit.typed
        form = editor.make_form(request, edit.before(), data or None)
        return _with_refusals(form, edit)
    left = _left_over(request, opened.record, saved)
    return editor.make_form(request, opened.record, left)


CONTROL = {"start_time": "start", "end_time": "end"}


def _with_refusals(form: AppointmentForm, edit: Edit) -> AppointmentForm:
    """Put what Leadway refused beside the controls that it concerns."""
    refused = edit.state == Edit.State.REFUSED and form.is_bound and form.is_valid()
    if refused:
        for name, message in of_refusal(edit.trouble or {}).fields.items():
            form.add_error(CONTROL.get(name, name), message)
    return form


def _left_over(
    request: Request, record: AppointmentRecord, saved: Collection[str]
) -> dict[str, Any] | None:
    """Return a form's data with what was typed and is not saved yet, if anything."""
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=record.id)
    except baseline.Forged:
        return None
    left = editor.make_form(request, seen, request.POST).touched - set(saved)
    if not left:
        return None
    data = editor.make_form(request, record).as_posted()
    return data | {name: request.POST.get(name, "") for name in left}
