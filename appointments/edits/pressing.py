"""What a row's button, a list or a drop posts, and its answer in one line."""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.edits import advice, in_place
from appointments.edits import views as answers
from appointments.edits.along_in_words import new_status
from appointments.edits.bounds import Full
from appointments.edits.in_words import overlaps, words
from appointments.edits.intending import NothingToSend, Overlaps
from appointments.edits.saving import Unnoted
from appointments.edits.screens import screen_of
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.request import (
    Request,
    edit_required,
    key_of,
    number_of,
    person,
    way_back,
)

logger = logging.getLogger(__name__)
# What belongs to one press, and not to what is to be saved.
OWN = ("csrfmiddlewaretoken", "form_key")


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was pressed and not noted: why, and whether it can be pressed all the same.

    `posted` is what is posted again then.
    """

    event_id: str
    sentence: str
    posted: tuple[tuple[str, str], ...] = ()


@require_POST
@edit_required
def press(request: Request, event_id: str) -> HttpResponse:
    """Save what was pressed or dropped; see in_place for what is posted.

    `back` is the address that a plain browser is led to, where the line is shown.
    """
    row = get_object_or_404(Appointment, event_id=event_id)
    record = row.record or AppointmentRecord(id=event_id)
    try:
        edit = in_place.change(
            record,
            request.POST.dict(),
            person=person(request),
            form_key=key_of(request) or uuid.uuid4(),
            screen=screen_of(request, in_row=True),
        )
    except in_place.Becomes as becomes:
        return _unsaved(request, event_id, becomes.sentence, status=409, anyway=True)
    except in_place.Unfit as unfit:
        instead = dict(unfit.instead)
        return _unsaved(request, event_id, unfit.sentence, status=422, instead=instead)
    except NothingToSend:
        return _unsaved(request, event_id, _("It is so already."), status=200)
    except Overlaps as error:
        who = request.POST.get("assigned_user_id") or record.assigned_user_id
        after = replace(record, assigned_user_id=who)
        said = words()
        status = new_status(request.POST, record, said)
        named = " ".join([*overlaps(error.others, after, said), status]).strip()
        return _unsaved(request, event_id, named, status=409, anyway=True)
    except Full as error:
        sentence = advice.of_full(error).title
        return _unsaved(request, event_id, sentence, status=422, again=True)
    except Unnoted:
        logger.exception("a press could not be noted")
        sentence = _("This cannot be noted, so nothing was sent.")
        return _unsaved(request, event_id, sentence, status=503, again=True)
    return answers.answer(request, edit, in_line=True)


def _unsaved(
    request: Request,
    event_id: str,
    sentence: str,
    *,
    status: int,
    anyway: bool = False,
    again: bool = False,
    instead: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say why nothing was noted, and offer the same again where that may help."""
    posted = [(n, v) for n, v in request.POST.dict().items() if n not in OWN]
    if anyway:
        posted.append(("anyway", "1"))
    if instead:
        posted = [*(dict(posted) | dict(instead)).items()]
    offered = anyway or again or instead
    unsaved = Unsaved(event_id, sentence, tuple(posted) if offered else ())
    context = {
        "unsaved": unsaved,
        "key": uuid.uuid4(),
        "anyway": anyway,
        "instead_at": (instead or {}).get("start", "")[-5:],
        "back": way_back(request) or reverse("appointment", args=[event_id]),
        "take_focus": True,
    }
    where = "_unsaved_line.html" if request.htmx else "unsaved.html"
    return render(request, f"appointments/edits/{where}", context, status=status)


def told(request: Request) -> dict[str, object] | None:
    """Return what tells the edit that a plain browser was led back with, in a line."""
    edit = _said(request)
    if edit is None:
        return None
    shown = answers.shown(edit, request)
    return {"shown": shown, "receipt": shown.receipt} | answers.line_context(shown)


def _said(request: Request) -> Edit | None:
    number = number_of(request.GET.get("said", ""))
    if number is None:
        return None
    edit = Edit.here().filter(pk=number).first()
    if edit and edit.person_id != person(request).pk:
        raise PermissionDenied
    return edit
