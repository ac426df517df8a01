"""A conflict is decided by a person, field by field: nothing is chosen before that."""

from collections.abc import Set
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from appointments.editor import page, renewing
from appointments.editor.form import AppointmentForm
from appointments.editor.sheet import sheet
from appointments.edits import diff
from appointments.edits.clashes import choice_of
from appointments.edits.shown import Shown, shown
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, number_of, person

YOURS, THEIRS = "yours", "theirs"


def chosen(request: Request, name: str) -> str:
    """Return whose value of a field is to be kept, "" where nobody has said."""
    said = request.POST.get(f"keep_{choice_of(name)}", "")
    return said if said in (YOURS, THEIRS) else ""


def undecided(
    request: Request, form: AppointmentForm, known: AppointmentRecord | None
) -> Set[str]:
    """Name the fields that would write over what the person was shown, unasked."""
    if known is None:
        return set()
    clashing = diff.clashes(form.record, known, form.changes)
    return {one.name for one in clashing if not chosen(request, one.name)}


def ask_again(request: Request, form: AppointmentForm) -> HttpResponse | None:
    """Show the conflict once more, with what was chosen so far. Nothing is sent.

    None where the page does not tell which one it was: then the save finds it again.
    """
    number = number_of(request.POST.get("conflict", "")) or 0
    mine = Edit.here().filter(person=person(request), event_id=form.record.id)
    edit = mine.filter(pk=number, state=Edit.State.CONFLICTED).first()
    if edit is None:
        return None
    told = _with_choices(request, shown(edit, request))
    if request.htmx:
        context = {"shown": told, "receipt": told.receipt, "take_focus": True}
        template = "appointments/edits/_conflict.html"
        return render(request, template, context, status=409)
    opened = renewing.last_seen(form.record.id, form.record)
    answer = page.Answer(receipt=told.receipt, shown=told, take_focus=True)
    with_form = sheet(request, opened, form)
    with_form = replace(with_form, acknowledged=renewing.acknowledged(request, edit))
    context = page.page(request, opened, with_form, answer)
    return render(request, "appointments/editor.html", context, status=409)


def _with_choices(request: Request, told: Shown) -> Shown:
    posted = request.POST
    rows = [
        replace(row, chosen=posted.get(f"keep_{row.name}", ""))
        for row in told.receipt.clashes
    ]
    said = _("Nothing was sent yet: choose in each line which value to keep.")
    return replace(told, receipt=replace(told.receipt, body=said, clashes=rows))
