"""The assignee's day and the free times, beside the form while somebody edits."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from appointments.editor import chips, posting, when
from appointments.editor import strip as strips
from appointments.editor.chips import Beside
from appointments.editor.form import AppointmentForm
from appointments.editor.making import make_form
from appointments.editor.page import Swap, read
from appointments.edits import baseline
from appointments.edits.tables import Edit
from appointments.index import free_times, taken
from appointments.index.free_times import FreeTimes
from appointments.index.taken import Wanted
from appointments.leadway.ids import is_event_id
from appointments.request import (
    Request,
    edit_required,
    may_edit,
    may_override,
    number_of,
    view_required,
)
from appointments.times import reading
from appointments.words import Words


@require_POST
@view_required
def day(request: Request, event_id: str) -> HttpResponse:
    """What the assignee has on the typed day, from the index; Leadway is not asked."""
    form = _typed(request, event_id)
    if form is None:
        return HttpResponse(status=204)
    wanted = _wanted(form)
    shown = _day(request, form, wanted) if wanted else _no_day(request, form)
    context = read(shown, Swap())
    return render(request, "appointments/editor/_availability.html", context)


@require_POST
@view_required
def slots(request: Request, event_id: str) -> HttpResponse:
    """The free times around the typed one, read from Leadway unless they are kept."""
    form = _typed(request, event_id)
    wanted = _wanted(form) if form else None
    if not form or not wanted:
        return HttpResponse(status=204)
    free = free_times.free_times(wanted, form.shown_in, now=timezone.now())
    shown = Beside(page_url=_page_url(form), slots_free=_slots(form, wanted, free))
    context = read(shown, Swap())
    return render(request, "appointments/editor/_slots_free.html", context)


@require_POST
@edit_required
def save_anyway(request: Request, event_id: str) -> HttpResponse:
    """Save the form without Leadway's free-slot check, for who may switch that off.

    Anybody else saves as ever. The press answers our own question about an overlap,
    too: somebody who books a taken time knows that it is taken.
    """
    pressed = {"anyway": "1"}
    if may_override(request):
        pressed["ignore_free_slot_validation"] = "on"
    return posting.save(request, event_id, pressed=pressed)


# --- what the fragments show ---


def _no_day(request: Request, form: AppointmentForm) -> Beside:
    return Beside(
        page_url=_page_url(form),
        strip=strips.no_day(zone_known=form.zone is not None),
        room=_may_choose(request),
        folded=form.record.has_begun(timezone.now()),
    )


def _day(request: Request, form: AppointmentForm, wanted: Wanted) -> Beside:
    words = Words(form.names, form.shown_in)
    refused = _refused(request, wanted)
    unchecked = refused is not None and refused.options.ignore_free_slot_validation
    seen = taken.day_of(wanted, form.shown_in)
    kept = free_times.kept_free_times(wanted)
    choosing = _may_choose(request)
    return Beside(
        page_url=_page_url(form),
        strip=strips.strip(
            wanted,
            seen,
            form.record,
            words,
            now=timezone.now(),
            offered=free_times.offers(kept, wanted),
        ),
        slots_free=_slots(form, wanted, kept) if kept and choosing else None,
        waits_for=_named(wanted) if choosing else "",
        room=choosing,
        folded=form.record.has_begun(timezone.now()),
        refused=number_of(request.POST.get("refused", "")),
        # The ways on after a refusal, one of them for who may switch checks off.
        rescue=refused is not None,
        may_book_anyway=may_override(request) and not unchecked,
        refused_at=request.POST.get("start", ""),
    )


def _named(wanted: Wanted) -> str:
    return f"{wanted.day}-{wanted.calendar_id}-{wanted.user_id}"


def _page_url(form: AppointmentForm) -> str:
    return reverse("appointment", args=[form.record.id])


def _may_choose(request: Request) -> bool:
    # The controls of who may only look are disabled, and so not posted.
    return may_edit(request) and "date" in request.POST


def _slots(form: AppointmentForm, wanted: Wanted, free: FreeTimes) -> chips.Slots:
    words = Words(form.names, form.shown_in)
    return chips.slots(wanted, free, words, now=timezone.now())


def _refused(request: Request, wanted: Wanted) -> Edit | None:
    """Return the edit that was refused, while the time is still the one it asked for.

    What was read before the refusal may hold the very time that was refused.
    """
    number = number_of(request.POST.get("refused", ""))
    edit = refused_edit(number, wanted) if number else None
    if edit and edit.finished_at:
        free_times.forget_free_times(wanted, before=edit.finished_at)
    return edit


# --- from the form to a time ---


def _typed(request: Request, event_id: str) -> AppointmentForm | None:
    """Return the form as it is typed by now, or None for one that is not ours."""
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
    except baseline.Forged:
        return None
    form = make_form(request, seen, request.POST)
    form.is_valid()
    return form


def _wanted(form: AppointmentForm) -> Wanted | None:
    """Return the time that is considered, or None while its day is not known."""
    if form.zone is None:
        return None
    try:
        day = reading.read_day(
            _control(form, "date"), today=form.today, near=form.typed_when.near
        )
    except ValueError:
        return None
    start, end = _span(form)
    return Wanted(
        event_id=form.record.id,
        user_id=_id(form, "assigned_user_id"),
        calendar_id=_id(form, "calendar_id"),
        day=day,
        start=start,
        end=end,
    )


def _control(form: AppointmentForm, name: str) -> str:
    """Return what is in a control; one that was not posted is as it was."""
    return str(form.data.get(name, form.initial[name])).strip()


def _id(form: AppointmentForm, name: str) -> str:
    """Return an id that was chosen or typed, or "" for what cannot be one."""
    text = _control(form, name)
    return text if is_event_id(text) else ""


def _span(form: AppointmentForm) -> tuple[datetime | None, datetime | None]:
    """Return the typed time, or nothing while it cannot be read."""
    if not form.touched & set(when.FIELDS):
        return form.record.start_time, form.record.end_time
    return (form.span.start, form.span.end) if form.span else (None, None)


# --- after Leadway refused a time ---


def refused_edit(number: int, wanted: Wanted) -> Edit | None:
    """Return the refused edit of that number if it asked for this very time."""
    edit = (
        Edit.here()
        .filter(pk=number, event_id=wanted.event_id, state=Edit.State.REFUSED)
        .first()
    )
    return edit if edit and _asked_for(edit, wanted) else None


def _asked_for(edit: Edit, wanted: Wanted) -> bool:
    asked, before = edit.changes, edit.baseline
    return (wanted.start, wanted.end, wanted.user_id, wanted.calendar_id) == (
        asked.start_time or before.start_time,
        asked.end_time or before.end_time,
        asked.assigned_user_id or before.assigned_user_id or "",
        asked.calendar_id or before.calendar_id or "",
    )
