"""What became of a whole series, asked for by the receipt of its save."""

import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from appointments.edits import whole
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.request import Request, view_required


@require_safe
@view_required
def read_back(request: Request, pk: int) -> HttpResponse:
    """Each appointment of the series: as it was asked for, left as it is, or not."""
    edit = get_object_or_404(Edit.here(), pk=pk, state=Edit.State.ACCEPTED)
    found = whole.whole(edit, words()) if whole.is_whole(edit) else None
    context = {"whole": found, "edit": edit}
    answer = render(request, "appointments/edits/_whole.html", context)
    if found:
        answer["HX-Trigger"] = json.dumps(
            {"announce": {"text": found.title, "about": "whole"}}
        )
    return answer
