"""The editor: one appointment as a page, and its fragments while somebody edits."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from appointments.connection import fresh_s
from appointments.editor import (
    drafts,
    leaving,
    opening,
    page,
    posting,
    renewing,
    waiting,
)
from appointments.editor.about import about, moved
from appointments.editor.builder import builder
from appointments.editor.card import card
from appointments.editor.form import AppointmentForm
from appointments.editor.having import Have
from appointments.editor.making import as_now, make_form
from appointments.editor.sheet import sheet
from appointments.edits import advice, baseline, diff
from appointments.edits.bounds import Full
from appointments.edits.drafts import Draft
from appointments.edits.in_words import words
from appointments.edits.moved import moved_to
from appointments.edits.tables import Edit
from appointments.index import contacts, reading, reference
from appointments.index.reading import Opened
from appointments.index.tables import Appointment
from appointments.leadway.errors import LeadwayError, Refused
from appointments.leadway.records import AppointmentRecord
from appointments.request import (
    Request,
    edit_required,
    in_panel,
    person,
    view_required,
)
from people.patience import tried


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
def appointment(request: Request, event_id: str) -> HttpResponseBase:
    """The page. `edit` in the query shows the receipt of one of its edits."""
    if request.method == "POST":
        return posting.save(request, event_id)
    try:
        again = "again" in request.GET
        beside = opening.beside(request, event_id)
        opened = reading.load(event_id, again=again, **beside)
    except Refused as error:
        if error.reason != "not_found":
            raise
        return _moved(event_id) or _no_such(request, error)
    # Only now: where the record was not answered, the names would not be, either.
    reference.know()
    opening.know_whom(opened)
    if opened.lost and (elsewhere := _moved(event_id)):
        return elsewhere
    context = opening.context(request, event_id, opened, request.GET)
    return render(request, "appointments/editor.html", context)


def _moved(event_id: str) -> HttpResponseBase | None:
    """Lead an old link to where the appointment lives now, if it was moved."""
    moved = moved_to(event_id)
    return redirect("appointment", moved) if moved else None


def _no_such(request: Request, error: Refused) -> HttpResponse:
    context = {"trouble": advice.of_error(error)}
    return render(request, "appointments/not_found.html", context, status=404)


# --- fragments while somebody is editing ---


@require_POST
@edit_required
def review(request: Request, event_id: str) -> HttpResponse:
    """The changes so far, and the draft that keeps them. Leadway is not asked."""
    try:
        seen = baseline.read(request.POST.get("baseline", ""), event_id=event_id)
    except baseline.Forged:
        return HttpResponse(status=204)
    form = make_form(request, seen, request.POST)
    opened = renewing.last_seen(event_id, seen.record)
    shown = sheet(request, opened, form)
    if warning := _without_draft(request, form):
        shown.review.warnings.append(warning)
    left, held = leaving.left_and_held(
        shown.slots,
        typing=request.POST.get("typing", ""),
        said=set(request.POST.getlist("said")),
    )
    touched = " ".join(sorted(waiting.since(form)))
    shown = replace(shown, touched=touched, held=held)
    new_team = request.POST.get("team_of", "") != shown.team_of
    swap = page.Swap(oob=True, say=True, new_team=new_team, left_slots=left)
    series, shown = page.with_series(shown, form.record, words())
    context = page.read(shown, series, swap)
    return render(request, "appointments/editor/_reviewed.html", context)


def _without_draft(request: Request, form: AppointmentForm) -> str:
    """Keep the draft; return why there is none, or "" where it is kept."""
    try:
        if tried(drafts.keep, request, form):
            return ""
    except Full as error:
        full = advice.of_full(error)
        return f"{full.title} {full.body}"
    return gettext("No draft can be kept at the moment: leave this page open.")


@require_POST
@edit_required
def discard(request: Request, event_id: str) -> HttpResponse:
    """Forget what was typed and not saved, and start again from the record."""
    Draft.drop(person(request).pk, event_id)
    return redirect("panel" if in_panel(request) else "appointment", event_id)


@require_POST
@view_required
def fresh(request: Request, event_id: str) -> HttpResponse:
    """Read the record again while the page is open, and show what changed elsewhere.

    The page never waited for this. What somebody is typing is never replaced. `known`
    says that our own copy is another by now: then Leadway is not asked.
    """
    try:
        if request.POST.get("known"):
            opened = renewing.last_seen(event_id, AppointmentRecord(id=event_id))
        else:
            # Half the limit, so that a save soon after this is still a single call.
            opened = reading.current(event_id, within_s=fresh_s() / 2)
    except LeadwayError as error:
        opened = renewing.last_seen(event_id, AppointmentRecord(id=event_id))
        known = about(opened, words(), read_trouble=advice.of_error(error))
        context = page.read(known, *_done(request, opened), page.Swap(oob=True))
    else:
        # After the record, for the same reason as above.
        reference.refresh()
        context = _fresh_context(request, opened)
    return render(request, "appointments/editor/_fresh.html", context)


def _fresh_context(request: Request, opened: Opened) -> dict[str, Any]:
    """Say what moved since the form was made; renew the form when nobody types."""
    try:
        text = request.POST.get("baseline", "")
        seen = baseline.read(text, event_id=opened.record.id)
    except baseline.Forged:
        known = about(opened, words())
        return page.read(known, *_done(request, opened), page.Swap(oob=True))
    form = make_form(request, seen, request.POST)
    now, names = as_now(opened.record), diff.differing(seen.record, opened.record)
    edits = Edit.about(opened.record.id)
    known = about(opened, words(), moved=moved(opened.record, names, edits, words()))
    done = _done(request, opened, edits)
    if ended := waiting.ended(request, form):
        form = renewing.form_after(request, opened, ended)
        renewed, swap = sheet(request, opened, form), page.Swap(oob=True, renew=True)
        return page.with_form(renewed, form.record, known, *done, swap)
    if form.touched or not (names or now.zone != seen.zone):
        return page.read(known, *done, page.Swap(oob=True))
    renewed = sheet(request, opened, make_form(request, now))
    swap = page.Swap(oob=True, renew=True)
    return page.with_form(renewed, opened.record, known, *done, swap)


def _done(
    request: Request, opened: Opened, edits: list[Edit] | None = None
) -> tuple[page.History, Have]:
    """Return what was done to it by now, and the marks of what the page has then."""
    edits = Edit.about(opened.record.id) if edits is None else edits
    return page.told(request, opened, edits), Have.of(opened.record, edits, but=())


@require_safe
@view_required
def record(request: Request, event_id: str) -> HttpResponse:
    """The record as it was seen last: a panel brings it along for nobody to see."""
    opened = renewing.last_seen(event_id, AppointmentRecord(id=event_id))
    context = page.read(about(opened, words()), page.Swap())
    return render(request, "appointments/editor/_record.html", context)


@require_safe
@view_required
def rule_builder(request: Request, event_id: str) -> HttpResponse:
    """What a repeat rule is put together from, for whom unfolds it."""
    record = renewing.last_seen(event_id, AppointmentRecord(id=event_id)).record
    found = builder(record.start_time, words().zone)
    if found is None:
        return HttpResponse(status=204)
    return render(request, "appointments/editor/_builder.html", {"builder": found})


@require_safe
@view_required
def contact(request: Request, event_id: str) -> HttpResponse:
    """The contact's card, read from Leadway when it is not known yet.

    With it comes what the page is called now, as it will be the next time.
    """
    row = get_object_or_404(Appointment, event_id=event_id)
    record = row.record or AppointmentRecord(id=event_id)
    opened, said = Opened(record, row.seen_at), words()
    missing = [] if opened.contact else contacts.refresh([record])
    trouble = advice.of_reading(missing[0].trouble) if missing else None
    shown = card(opened, said, asked=True, trouble=trouble)
    context = page.read(shown, about(opened, said), page.Swap(oob=True))
    return render(request, "appointments/editor/_contact_read.html", context)
