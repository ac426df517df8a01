"""What the editor shows of an appointment that somebody has just opened."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.shortcuts import get_object_or_404

from appointments.editor import drafts, page, renewing, waiting
from appointments.editor.form import AppointmentForm
from appointments.editor.making import as_now, make_form
from appointments.editor.sheet import sheet
from appointments.edits import settling
from appointments.edits.drafts import Draft
from appointments.edits.outside import Outside
from appointments.edits.presence import Presence
from appointments.edits.tables import Edit
from appointments.index import contacts
from appointments.index.reading import Opened
from appointments.request import Request, number_of, person
from people.patience import tried


def beside(request: Request, event_id: str) -> dict[str, Any]:
    """Return what is selected along with an appointment that is opened."""
    draft = Draft.beside(person(request).pk, event_id)
    return {**draft, **Outside.beside(event_id), **Presence.beside(event_id)}


def know_whom(opened: Opened) -> None:
    """Read with whom it is where it was just read itself: nobody waits twice.

    What our copy opens waits for nothing, and hears of a name later.
    """
    if opened.copy is None and opened.known and opened.contact is None:
        tried(contacts.refresh, [opened.record])


def context(
    request: Request, event_id: str, opened: Opened, asked: Mapping[str, str]
) -> dict[str, Any]:
    """Return all of it. `asked` may name an `edit`, or say to go on with a `draft`."""
    edits = Edit.about(event_id)
    edit = _asked_edit(request, event_id, asked, edits)
    draft = Draft.of(opened.copy, person(request).pk, event_id)
    draft_taken_up = draft if "draft" in asked else None
    form = _opened_form(request, opened, edit, edits, draft, draft_taken_up)
    form.waits = waiting.shown_by(request, form, edits, edit)
    shown = sheet(request, opened, form)
    if edit:
        shown = replace(shown, acknowledged=renewing.acknowledged(request, edit))
    if draft and not form.is_bound:
        kept, kept_at = drafts.of(draft).signed(event_id), drafts.ago(draft)
        shown = replace(shown, offered=kept, draft_at=kept_at)
    answer = page.Answer.of(request, edit)
    return page.page(request, opened, shown, answer, edits)


def _asked_edit(
    request: Request, event_id: str, asked: Mapping[str, str], edits: list[Edit]
) -> Edit | None:
    """Return the edit named in the query, else this person's that is still open.

    After a redirect there may be no script to fetch the re-read, so this page verifies.
    """
    number = number_of(asked.get("edit", ""))
    if number is None:
        return None if "draft" in asked else _open_edit(request, edits)
    edit = get_object_or_404(Edit.here(), pk=number)
    if event_id not in (edit.event_id, edit.lives_at):
        return None
    settling.verify(edit)
    return edit


def _open_edit(request: Request, edits: list[Edit]) -> Edit | None:
    """Return what this person saved here last, if nobody knows its end yet.

    What was accepted after it has the last word: then it is only a mark of the history.
    """
    newer = itertools.takewhile(lambda one: one.state != Edit.State.ACCEPTED, edits)
    me = person(request).pk
    return next((one for one in newer if one.open and one.person_id == me), None)


def _opened_form(
    request: Request,
    opened: Opened,
    edit: Edit | None,
    edits: list[Edit],
    draft: Draft | None,
    taken_up: Draft | None,
) -> AppointmentForm:
    """Return the form, with what was typed before when that came to nothing."""
    unsettled = edit if edit and edit.typed and not _is_settled(edit, edits) else None
    if taken_up:
        form = drafts.resume(request, opened.record, taken_up)
    elif unsettled:
        form = drafts.typed_again(request, unsettled, draft)
    else:
        return make_form(request, as_now(opened.record))
    return renewing.with_refusals(form, unsettled) if unsettled else form


def _is_settled(edit: Edit, edits: list[Edit]) -> bool:
    """Whether it was saved, or something else was after it."""
    accepted = (one for one in edits if one.state == Edit.State.ACCEPTED)
    return any(one.made_at >= edit.made_at for one in accepted)
