"""Every page and fragment that shows an appointment."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

from appointments.edits.tables import Edit
from tests.editor_page import Editor
from tests.own_day import OwnDay

HTMX = {"HX-Request": "true"}


def pages(client: Client, event_id: str, day: OwnDay) -> Iterator[tuple[str, Any]]:
    """Yield every page and fragment that shows an appointment of that day."""
    yield "refresh", client.post(f"/_refresh/?date={day}", headers=HTMX)
    yield "today", client.get(f"/?date={day}")
    for view in ("day", "week", "month"):
        yield view, client.get(f"/calendar/?day={day}&view={view}")
    yield "listing", client.get(f"/appointments/?from={day}&to={day}")
    opened = Editor(client, event_id)
    yield "panel over a day", client.get(f"/?date={day}&open={event_id}")
    yield "editor", opened.page
    yield "review", opened.review(description="Otra")
    yield "availability", opened.post("_availability/")
    yield "fresh", opened.post("_fresh/")
    yield "contact", client.get(f"{opened.url}_contact/")
    yield "invalid", opened.save(start="nonsense")
    yield "saved", opened.save(description="Otra", appointment_status="confirmed")
    for edit in Edit.objects.filter(event_id=event_id):
        yield "receipt", client.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
        yield "address", client.get(f"{opened.url}?edit={edit.pk}")
        yield "undone", client.post(f"/edits/{edit.pk}/undo/", headers=HTMX)
