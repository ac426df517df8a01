"""Every page and fragment that shows an appointment."""

from collections.abc import Iterator
from typing import Any

from django.test import Client

from appointments.edits.tables import Edit
from tests.editor_page import Editor
from tests.own_day import OwnDay

HTMX = {"HX-Request": "true"}
# Of an appointment: what is looked at, and what an open page asks for or is told.
LOOKS = ("_panel/", "_record/", "_contact/", "_team/", "_builder/", "_series/")
LOOKS += ("raw/", "notes/", "notes/a-note/")
ASKS = ("_renewed/", "_present/", "_slots_free/", "save-anyway/", "_look/", "_discard/")
LISTS = ("/", "/_day/", "/_month/", "/_views/", "/_sync/", "/_list/", "/appointments/")
LISTS += ("/appointments.csv", "/calendar/", "/calendar/_live/", "/history/")
LISTS += (
    "/connection/",
    "/history.csv",
    "/outbox/",
    "/outbox/_list/",
    "/practice/",
    "/preferences/",
)
LISTS += ("/signed-in/", "/keys/", "/open/", "/search/", "/connection/", "/nowhere/")


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


def everywhere(client: Client, event_id: str, day: OwnDay) -> Iterator[tuple[str, Any]]:
    """Yield every page and fragment that there is, for an admin."""
    yield from pages(client, event_id, day)
    own, opened = f"/appointments/{event_id}/", Editor(client, event_id)
    for part in LOOKS:
        yield part, client.get(own + part)
    for part in ASKS:
        yield part, opened.post(part, theme="dark")
    for path in LISTS:
        between = dict.fromkeys(("date", "day", "from", "to"), str(day))
        yield path, client.get(path, between)
    yield "calendar", client.post(f"/calendar/_refresh/?day={day}", headers=HTMX)
    free = {"event": event_id, "user": "a-user", "day": str(day)}
    yield "free", client.post("/calendar/_free/", free, headers=HTMX)
    noted = {"text": "Nota", "in_line": "1", "appointment_status": "showed"}
    yield "noted", client.post(f"{own}notes/", noted, headers=HTMX)
    yield "pressed", client.post(f"{own}press/", noted, headers=HTMX)
    for path in ("/_found/", "/search/", "/open/"):
        yield path, client.post(path, {"q": "a", "id": event_id}, headers=HTMX)
    yield "chosen", client.post("/appointments.csv", {"id": event_id})
    for edit in Edit.objects.filter(event_id=event_id):
        for part in ("raw", "_whole"):
            yield f"edit {part}", client.get(f"/edits/{edit.pk}/{part}/", headers=HTMX)
        for part in ("send", "send-quietly", "check", "again", "leave", "withdraw"):
            yield part, client.post(f"/edits/{edit.pk}/{part}/", headers=HTMX)
        yield "dropped", client.post(f"/outbox/{edit.pk}/drop/", headers=HTMX)


def said(answer: Any) -> str:
    """Return all of an answer, its headers too, also where it comes in pieces."""
    return f"{answer.headers}\n{answer.getvalue().decode()}"
