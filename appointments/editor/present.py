"""What a page that is open asks every now and then: what is otherwise by now?"""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from appointments.editor import page
from appointments.editor.having import Have
from appointments.editor.others import Others, others_at, sections_of
from appointments.edits.in_words import words
from appointments.edits.open_notes import open_notes
from appointments.edits.presence import Presence
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.request import Request, may_edit, number_of, person, view_required
from people.patience import tried


@require_POST
@view_required
def present(request: Request, event_id: str) -> HttpResponse:
    """Say that it is open here, or that it is not any more; tell what is new of it.

    Who else has it open, what of it is not at its end, and that its values are others
    by now, for which the page asks itself. Leadway is not asked, and nothing is written
    down most times. The page says what it has, and where that is so still there is no
    answer.
    """
    me = person(request).pk
    if "left" in request.POST:
        tried(Presence.leave, me, event_id)
        return HttpResponse(status=204)
    row = Appointment.of(event_id)
    if row is None or row.record is None:
        return HttpResponse(status=204)
    others = _others(request, event_id, me)
    but = _shown(request)
    have = Have.of(row.record, Edit.standings_about(event_id), but=but)
    is_new = request.POST.get("record") != have.record_mark
    is_same = request.POST.get("others") == others.others_mark
    has_notes = request.POST.get("notes") == have.notes_mark
    if is_same and has_notes and not is_new:
        return HttpResponse(status=204)
    context = page.read(others, have, page.Swap(oob=True))
    context["tells_notes"] = not has_notes
    if not has_notes:
        context["open_notes"] = _notes(request, event_id, but)
    answer = render(request, "appointments/editor/_told_of_others.html", context)
    if is_new:
        answer["HX-Trigger"] = json.dumps({"elsewhere": {}})
    return answer


def _others(request: Request, event_id: str, me: int) -> Others:
    there = Presence.at(event_id)
    known = next((one for one in there if one.person_id == me), None)
    changing = request.POST.get("changing", "") if may_edit(request) else ""
    changing = " ".join(sections_of(changing))
    tried(Presence.note, me, event_id, changing=changing, known=known)
    return others_at(there, me)


def _shown(request: Request) -> set[int]:
    """Return the edits that stand on the page as receipts."""
    numbers = (number_of(one) for one in request.POST.get("but", "").split())
    return {one for one in numbers if one is not None}


def _notes(request: Request, event_id: str, but: set[int]) -> Any:
    return open_notes(Edit.about(event_id), request, words(), but=but)
