"""What a page that is open asks every now and then: who else is there by now?"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from appointments.editor import page
from appointments.editor.others import others_at, sections_of
from appointments.edits.presence import Presence
from appointments.index.tables import Appointment
from appointments.request import Request, may_edit, person, view_required
from people.patience import tried


@require_POST
@view_required
def present(request: Request, event_id: str) -> HttpResponse:
    """Say that it is open here, or that it is not any more; tell who else has it.

    Leadway is not asked, and nothing is written down most times. Nothing new is no
    answer: the page says by `others` which of them it names.
    """
    me = person(request).pk
    if "left" in request.POST:
        tried(Presence.leave, me, event_id)
        return HttpResponse(status=204)
    if Appointment.of(event_id) is None:
        return HttpResponse(status=204)
    there = Presence.at(event_id)
    known = next((one for one in there if one.person_id == me), None)
    changing = request.POST.get("changing", "") if may_edit(request) else ""
    changing = " ".join(sections_of(changing))
    tried(Presence.note, me, event_id, changing=changing, known=known)
    others = others_at(there, me)
    if request.POST.get("others") == others.others_mark:
        return HttpResponse(status=204)
    context = page.read(others, page.Swap(oob=True))
    return render(request, "appointments/editor/_told_of_others.html", context)
