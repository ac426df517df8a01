"""The save: from a posted form to an edit."""

import logging
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from appointments.editor import (
    deciding,
    drafts,
    going_on,
    page,
    renewing,
    suggested,
    waiting,
)
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.editor.making import as_now, make_form
from appointments.editor.options import FOR_ONE_SAVE
from appointments.editor.sheet import sheet
from appointments.edits import advice, baseline, saving, settling
from appointments.edits.advice import Advice
from appointments.edits.bounds import Full
from appointments.edits.in_words import overlaps, words
from appointments.edits.intending import Intent, NothingToSend, Overlaps, intend
from appointments.edits.screens import screen_of
from appointments.edits.tables import Edit
from appointments.edits.views import answer
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, key_of, may_edit, person
from people.patience import tried

logger = logging.getLogger(__name__)

EVERYTHING = tuple(name for names in SECTIONS.values() for name in names)


def save(
    request: Request, event_id: str, *, pressed: Mapping[str, str] | None = None
) -> HttpResponse:
    """Save the posted form. `pressed` is what a button says besides its controls."""
    if not may_edit(request):
        raise PermissionDenied
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
        known = _acknowledged(request, event_id)
    except baseline.Forged:
        return _forged(request, event_id)
    record, data = seen.record, request.POST.dict() | dict(pressed or {})
    if instead := suggested.pressed(data):
        return suggested.take(request, seen, data, instead)
    form = make_form(request, seen, data, only=data.get("only", ""))
    if not form.is_valid():
        return _unsaved(request, record, form, "invalid")
    if deciding.undecided(request, form, known):
        if asked := deciding.ask_again(request, form):
            return asked
        known = None
    _drop_theirs(form, request)
    try:
        edit = saving.save(
            _intent(request, form, known, anyway=bool(data.get("anyway")))
        )
    except NothingToSend:
        return _taken_back(request, form) or _nothing(request, form, known)
    except Overlaps as error:
        after = replace(record, **form.changes.asked())
        taken = overlaps(error.others, after, words())
        return _unsaved(request, record, form, "overlap", taken=taken, status=409)
    except Full as error:
        full = advice.of_full(error)
        return _unsaved(request, record, form, "full", full=full)
    except saving.Unnoted:
        logger.exception("a save could not be noted")
        return _unsaved(request, record, form, "unnoted", status=503)
    if edit.state == Edit.State.ACCEPTED:
        # Where none may be kept, what is typed is still on the page, which says so.
        with suppress(Full):
            tried(_keep_the_rest, request, form, edit)
    return answer(request, edit)


def _keep_the_rest(request: Request, form: AppointmentForm, edit: Edit) -> None:
    """Keep as a draft what was not saved: typed in other sections, or on offer."""
    saved = renewing.controls_of(edit)
    below = drafts.offered(request, form.record.id).without(saved)
    rest = form.touched - saved - {*FOR_ONE_SAVE} if form.only else set()
    if below.typed or rest:
        drafts.save(request, form, edit.lives_at, below, rest)


def _acknowledged(request: Request, event_id: str) -> AppointmentRecord | None:
    """Return the newer record that this person was shown and decided upon."""
    text = request.POST.get("acknowledged", "")
    return baseline.read(text, event_id=event_id).record if text else None


def _drop_theirs(form: AppointmentForm, request: Request) -> None:
    """Leave out the fields where the person chose what Leadway has now."""
    asked = form.changes.asked()
    form.leave_out({n for n in asked if deciding.chosen(request, n) == deciding.THEIRS})


def _taken_back(request: Request, form: AppointmentForm) -> HttpResponse | None:
    """Take back what waits where the form holds the record's values again.

    None where nothing of it waits.
    """
    edits = waiting.taken_over(form)
    for edit in edits:
        settling.take_back(edit)
    return answer(request, edits[-1]) if edits else None


def _nothing(
    request: Request, form: AppointmentForm, known: AppointmentRecord | None
) -> HttpResponse:
    """Say that nothing is left to send; who chose all of theirs sees theirs now."""
    if known is None:
        return _unsaved(request, form.record, form, "nothing", status=200)
    decided = SECTIONS.get(form.only, EVERYTHING)
    form = going_on.go_on(request, known, decided)
    drafts.keep(request, form)
    return _unsaved(request, known, form, "nothing", status=200, renew=True)


def _intent(
    request: Request,
    form: AppointmentForm,
    known: AppointmentRecord | None,
    *,
    anyway: bool,
) -> Intent:
    return intend(
        form.record.id,
        form.changes,
        form.options,
        person=person(request),
        baseline=form.record,
        anyway=anyway,
        acknowledged=known,
        form_key=key_of(request) or uuid.uuid4(),
        typed=drafts.typed_with(request, form),
        screen=screen_of(request),
        why=form.reason,
        instead_of=frozenset(one.pk for one in waiting.taken_over(form)),
    )


def _forged(request: Request, event_id: str) -> HttpResponse:
    """Refuse a form whose baseline was not made here, with what was typed kept.

    Nobody knows what it showed, so it is shown anew, as what it changes by now.
    """
    opened = renewing.last_seen(event_id, AppointmentRecord(id=event_id))
    form = make_form(request, as_now(opened.record), request.POST)
    return _unsaved(request, opened.record, form, "forged", status=400, renew=True)


def _unsaved(
    request: Request,
    record: AppointmentRecord,
    form: AppointmentForm,
    why: str,
    *,
    taken: list[str] | None = None,
    full: Advice | None = None,
    status: int = 422,
    renew: bool = False,
) -> HttpResponse:
    """Answer what was never noted: nothing was sent, everything typed is kept."""
    opened = renewing.last_seen(record.id, record)
    shown = sheet(request, opened, form)
    answer = page.Answer(notice=why, taken=taken or [], full=full)
    if request.htmx:
        swap = page.Swap(oob=True, renew=renew)
        context = page.with_form(shown, form.record, answer, swap)
        template = "appointments/editor/_unsaved.html"
    else:
        context = page.page(request, opened, shown, answer)
        template = "appointments/editor.html"
    return render(request, template, context, status=status)
