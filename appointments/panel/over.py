"""What stands over a page: the editor of the appointment that its address names.

A page that shows appointments gets it with one line, and the layout shows it:
`context |= over(request)`. Leadway is not asked: what no copy is known of comes later.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from appointments.editor import opening
from appointments.index import reading
from appointments.index.reading import Opened
from appointments.leadway.ids import is_event_id
from appointments.request import OPEN, Request, page_below


@dataclass(frozen=True, slots=True)
class Panel:
    """What is `shown` in it, drawn by now; empty until something is opened."""

    shown: str = ""


def over(request: Request) -> dict[str, Any]:
    """Return the panel of this page; without anything in it to whom asks for a part.

    What is typed into it, not below it, goes along when the looks are changed.
    """
    event_id = request.GET.get(OPEN, "")
    whole = not request.htmx or request.htmx.history_restore_request
    if not whole or not is_event_id(event_id):
        return {"panel": Panel()}
    opened = reading.seen(event_id, **opening.beside(request, event_id))
    if opened is None or opened.gone:
        told = {"event_id": event_id, "below": page_below(request)}
        asked = render_to_string("appointments/panel/_asked.html", told, request)
        return {"panel": Panel(asked)}
    said = context(request, event_id, opened)
    shown = render_to_string("appointments/panel/_panel.html", said, request)
    typed_into = said["typed_into"]
    return {"panel": Panel(shown)} | ({"typed_into": typed_into} if typed_into else {})


def context(request: Request, event_id: str, opened: Opened) -> dict[str, Any]:
    """Return what the panel shows of an appointment."""
    # The query of a page's own address is about that page, but for a draft of this one.
    going_on = request.GET.get("draft") == event_id
    own = {"draft": ""} if going_on else {}
    asked = own if OPEN in request.GET else request.GET
    shown = opening.context(request, event_id, opened, asked)
    return shown | {"in_panel": True, "below": page_below(request)}
