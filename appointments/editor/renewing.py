"""What the editor renews of itself once an edit was answered; inputs stay."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from appointments.editor import drafts, page, waiting
from appointments.editor.controls import SLOTS
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.editor.going_on import go_on, posted_baseline
from appointments.editor.initial import initial
from appointments.editor.making import as_now, make_form
from appointments.editor.options import settable
from appointments.editor.sheet import sheet
from appointments.editor.waiting import controls
from appointments.edits import baseline
from appointments.edits.advice import of_refusal
from appointments.edits.baseline import Baseline
from appointments.edits.clashes import choice_of
from appointments.edits.faults import CONTROL
from appointments.edits.tables import Edit
from appointments.edits.views import page_of
from appointments.index import reading
from appointments.index.reading import Opened
from appointments.index.series import master_of
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, in_panel, number_of, page_below, view_required


@require_POST
@view_required
def renewed(request: Request, event_id: str) -> HttpResponse:
    """What this page shows of the appointment, after an edit of it was answered.

    `edited` names the edit; `looked` says that the form is not concerned.
    """
    number = number_of(request.POST.get("edited", ""))
    edit = get_object_or_404(Edit.here(), pk=number, event_id=event_id)
    opened = last_seen(edit.lives_at, edit.baseline)
    form = form_after(request, opened, edit)
    moved = _let_wait(request, form, edit)
    shown = sheet(request, opened, form)
    shown = replace(shown, acknowledged=acknowledged(request, edit))
    with_form = request.POST.get("looked") != "true" or bool(moved)
    accepted = edit.state == Edit.State.ACCEPTED
    if accepted:
        left = drafts.offered(request, edit.event_id).without(controls_of(edit))
        shown = replace(shown, offered=left.signed(edit.lives_at))
    saved = accepted and with_form
    renewed = sections_to_renew(request, form, edit) if saved else []
    if renewed is not None:
        renewed = None if "repeat" in moved else sorted({*renewed, *moved})
    swap = page.Swap(
        oob=True,
        renew=renewed is None,
        renewed=renewed if saved or moved else None,
        new_form_key=with_form,
        moved_on=edit.lives_at != event_id,
        left_slots=[
            shown.form[name]
            for section, names in SECTIONS.items()
            if section not in (renewed or ())
            for name in names
            if name in SLOTS
        ],
    )
    answer = page.Answer.of(request, edit)
    context = page.page(request, opened, shown, answer, swap=swap)
    response = render(request, "appointments/editor/_renewed.html", context)
    below = in_panel(request)
    address = page_below(request, edit.lives_at) if below else _address(edit, context)
    response["HX-Replace-Url"] = address
    return response


def _let_wait(request: Request, form: AppointmentForm, edit: Edit) -> list[str]:
    """Let the form show an edit of its own that waits from now on.

    Return the sections where something waits that did not, or does not any more.
    """
    before = waiting.named(request, edit.event_id)
    its_own = waiting.shown_by(request, form, [edit], edit)
    form.waits += tuple(one for one in its_own if one not in form.waits)
    return sorted(waiting.sections_of({*before} ^ {*form.waits}))


def _address(edit: Edit, shown: Mapping[str, Any]) -> str:
    """Return the address of the page, with the occurrence that the person came from."""
    scope = shown["scope"]
    came_from = f"&one={scope.one}" if scope and scope.at == "all" and scope.one else ""
    return page_of(edit) + came_from


def sections_to_renew(
    request: Request, form: AppointmentForm, edit: Edit
) -> list[str] | None:
    """Name the sections that show something else after a save; None for the whole form.

    In the others what is in the controls stays as it is, and so does who types there.
    """
    try:
        seen = posted_baseline(request, edit.event_id)
    except baseline.Forged:
        return None
    if edit.lives_at != edit.event_id or seen.zone != form.zone:
        return None
    now = timezone.now()
    if seen.record.has_begun(now) != form.record.has_begun(now):
        # Status comes first once it has.
        return None
    before, after = _shown(seen.record, form), _shown(form.record, form)
    moved = _dealt_with(request, edit)
    moved |= {name for name, value in after.items() if value != before[name]}
    found = {section for section, names in SECTIONS.items() if moved & set(names)}
    if "repeat" in found or found & {"when", "status"} and _is_series(form.record):
        # Whether there is a series is said at the top of the form, and its dates are.
        return None
    if "when" in found:
        # Which statuses come first depends on whether it is over.
        found.add("status")
    if "calendar_id" in moved:
        found.add("where")
    if _set_for_one_save(request, form):
        found.add("options")
    return sorted(found)


def _set_for_one_save(request: Request, form: AppointmentForm) -> bool:
    """Whether anything under "On save" was posted otherwise than it starts."""
    names = settable(may_override=form.may_override, may_notify=form.may_notify)
    switched = (bool(form.initial[n]) != (n in request.POST) for n in names)
    written = (request.POST.get(n) for n in ("override_location_config", "why"))
    return any(switched) or any(written)


def _is_series(record: AppointmentRecord) -> bool:
    return bool(record.rrule) and not master_of(record)


def _shown(record: AppointmentRecord, form: AppointmentForm) -> dict[str, Any]:
    return initial(record, form.shown_in, form.defaults)


def acknowledged(request: Request, edit: Edit) -> str:
    """Return the signed record that a conflict has shown, for the next save."""
    if edit.undoes_id:
        # An undo is not the form's own save: what that was decided upon stays.
        return request.POST.get("acknowledged", "")
    if edit.state == Edit.State.CONFLICTED:
        return baseline.sign(as_now(edit.compared))
    return ""


def controls_of(edit: Edit) -> set[str]:
    """Name the form's controls that an edit's changes come from."""
    return controls(edit.changes.asked())


def form_after(request: Request, opened: Opened, edit: Edit) -> AppointmentForm:
    """Return the form as it goes on: saved sections from the record, others as typed.

    When nothing was saved the baseline stays, so that the next save is compared with
    what the person was looking at.
    """
    if edit.state == Edit.State.ACCEPTED:
        return go_on(request, opened.record, _dealt_with(request, edit), edit)
    if edit.undoes_id:
        return _form_as_it_was(request, opened)
    return with_refusals(_form_of(request, edit), edit)


def _dealt_with(request: Request, edit: Edit) -> set[str]:
    """Name the controls that a save has settled, as far as they are as they were then.

    Those that it changed, and those where the person chose what Leadway has now.
    """
    theirs = {
        name
        for name in ATTRIBUTES
        if edit.typed.get(f"keep_{choice_of(name)}") == "theirs"
    }
    settled = controls_of(edit) | controls(theirs)
    typed = edit.typed
    return {n for n in settled if request.POST.get(n, "") == typed.get(n, "")}


def _form_of(request: Request, edit: Edit) -> AppointmentForm:
    """Return the form that an edit came from: as it is posted now, or as it was."""
    try:
        seen = posted_baseline(request, edit.event_id)
    except baseline.Forged:
        return drafts.typed_again(request, edit)
    return make_form(request, Baseline(edit.baseline, seen.zone), request.POST)


def _form_as_it_was(request: Request, opened: Opened) -> AppointmentForm:
    """Return the form beside an undo that came to nothing, upon its own record."""
    try:
        seen = posted_baseline(request, opened.record.id)
    except baseline.Forged:
        return make_form(request, as_now(opened.record))
    return make_form(request, seen, request.POST)


def with_refusals(form: AppointmentForm, edit: Edit) -> AppointmentForm:
    """Put what Leadway refused beside the controls that it concerns."""
    refused = edit.state == Edit.State.REFUSED and form.is_bound and form.is_valid()
    if refused and edit.trouble:
        for name, message in of_refusal(edit.trouble).fields.items():
            form.add_error(CONTROL.get(name, name), message)
        form.refused = True
    return form


def last_seen(event_id: str, otherwise: AppointmentRecord) -> Opened:
    """Return the copy in the index, without asking Leadway."""
    return reading.seen(event_id) or Opened(otherwise, None)
