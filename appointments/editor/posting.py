"""The save: from a posted form to an edit."""

import logging
import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from appointments.connection import allowed_options
from appointments.editor import answering, drafts, page
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits import baseline, saving
from appointments.edits.clashes import choice_of
from appointments.edits.intending import Intent, overlaps
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, may_edit, may_override, person
from people.patience import tried

logger = logging.getLogger(__name__)

EVERYTHING = tuple(name for names in SECTIONS.values() for name in names)


def save(
    request: Request, event_id: str, *, pressed: Mapping[str, str] | None = None
) -> HttpResponse:
    """Save the posted form. `pressed` is what a button says besides its controls."""
    if not may_edit(request):
        raise PermissionDenied
    first = _already_saved(request)
    if first:
        return answering.show(request, first)
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
        known = _acknowledged(request, event_id)
    except baseline.Forged:
        return _forged(request, event_id)
    record, data = seen.record, request.POST.dict() | dict(pressed or {})
    form = page.make_form(request, seen, data, only=data.get("only", ""))
    if not form.is_valid():
        return _unsaved(request, record, form, "invalid")
    _drop_theirs(form, request)
    if not form.changes:
        return _nothing(request, form, known)
    taken = overlaps(record, form.changes, page.words())
    if taken and not data.get("anyway"):
        return _unsaved(request, record, form, "overlap", taken=taken, status=409)
    try:
        edit = saving.save(_intent(request, form, record, known))
    except saving.Unnoted:
        logger.exception("a save could not be noted")
        return _unsaved(request, record, form, "unnoted", status=503)
    tried(person(request).remember_automations, form.options.to_notify)
    if edit.state == Edit.State.ACCEPTED:
        tried(_keep_the_rest, request, form, edit)
    # Without a section of its own a save settles all, also what was left to others.
    return answering.show(request, edit, saved=None if form.only else EVERYTHING)


def _keep_the_rest(request: Request, form: AppointmentForm, edit: Edit) -> None:
    """Keep as a draft what was not saved: typed in other sections, or on offer."""
    saved = answering.controls_of(edit)
    below = drafts.offered(request, form.record.id).without(saved)
    rest = form.touched - saved if form.only else set()
    if below.typed or rest:
        drafts.save(request, form, edit.lives_at, below, rest)


def _already_saved(request: Request) -> Edit | None:
    """Return the edit that this very form made already: a double click, or Back."""
    key = _form_key(request)
    mine = Edit.objects.filter(person=person(request))
    return mine.filter(form_key=key).first() if key else None


def _form_key(request: Request) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _acknowledged(request: Request, event_id: str) -> AppointmentRecord | None:
    """Return the newer record that this person was shown and decided upon."""
    text = request.POST.get("acknowledged", "")
    return baseline.read(text, event_id=event_id).record if text else None


def _drop_theirs(form: AppointmentForm, request: Request) -> None:
    """Leave out the fields where the person chose what Leadway has now."""
    theirs = {
        name
        for name in form.changes.asked()
        if request.POST.get(f"keep_{choice_of(name)}") == "theirs"
    }
    form.leave_out(theirs)


def _nothing(
    request: Request, form: AppointmentForm, known: AppointmentRecord | None
) -> HttpResponse:
    """Say that nothing is left to send; who chose all of theirs sees theirs now."""
    if known is None:
        return _unsaved(request, form.record, form, "nothing", status=200)
    decided = SECTIONS.get(form.only, EVERYTHING)
    form = answering.go_on(request, known, decided)
    drafts.keep(request, form)
    return _unsaved(request, known, form, "nothing", status=200, renew=True)


def _intent(
    request: Request,
    form: AppointmentForm,
    record: AppointmentRecord,
    known: AppointmentRecord | None,
) -> Intent:
    return Intent(
        event_id=record.id,
        person=person(request),
        baseline=record,
        acknowledged=known,
        changes=form.changes,
        options=allowed_options(form.options, may_override=may_override(request)),
        form_key=_form_key(request) or uuid.uuid4(),
        typed=drafts.typed_with(request, form),
    )


def _forged(request: Request, event_id: str) -> HttpResponse:
    """Refuse a form whose baseline was not made here, with what was typed kept.

    Nobody knows what it showed, so it is shown anew, as what it changes by now.
    """
    opened = answering.last_seen(event_id, AppointmentRecord(id=event_id))
    form = page.make_form(request, page.as_now(opened.record), request.POST)
    return _unsaved(request, opened.record, form, "forged", status=400, renew=True)


def _unsaved(
    request: Request,
    record: AppointmentRecord,
    form: AppointmentForm,
    why: str,
    *,
    taken: list[str] | None = None,
    status: int = 422,
    renew: bool = False,
) -> HttpResponse:
    """Answer what was never noted: nothing was sent, everything typed is kept."""
    opened = answering.last_seen(record.id, record)
    notice = {"notice": why, "taken": taken, "renew": renew}
    if request.htmx:
        context = page.form_context(request, opened, form) | notice
        template = "appointments/editor/_unsaved.html"
    else:
        context = page.page_context(request, opened, form, None) | notice
        template = "appointments/editor.html"
    return render(request, template, context, status=status)
