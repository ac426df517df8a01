"""What the notes of an appointment are shown with."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import advice
from appointments.index import directory, notes
from appointments.index.directory import Directory
from appointments.leadway.client import LONGEST_NOTE
from appointments.leadway.errors import LeadwayError
from appointments.leadway.people import Note
from appointments.notes.said import Said
from appointments.request import Request, may_edit, number_of
from appointments.times import writing
from people.looks import TypedInto

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """A note in words; `typed` is what somebody made of it that was not saved.

    `change_url` is where it stands alone, to be changed without a script.
    """

    id: str
    url: str
    change_url: str
    body: str
    who: str
    when: str
    iso: str
    typed: str
    error: str = ""


def context(
    request: Request,
    event_id: str,
    *,
    said: Said | None = None,
    typed: Mapping[str, str] = {},
    error: str = "",
    changing: str = "",
) -> dict[str, Any]:
    """Read the notes and return all of it.

    `typed` are texts that were not saved, by the id of their note, "" for a new one;
    `error` is what is wrong with them. `changing` is the note that is shown alone: the
    looks of a page take one form along, so that there is no other text to lose.
    """
    pages = number_of(request.GET.get("pages", "")) or 1
    here = reverse("notes", args=[event_id])
    told: dict[str, Any] = {
        "notes_url": here,
        "page_url": reverse("appointment", args=[event_id]),
        "event_id": event_id,
        "may_note": may_edit(request),
        "typed_into": TypedInto("note-form", here) if may_edit(request) else None,
        "said": said,
        "new_text": typed.get("", ""),
        "new_error": error if "" in typed else "",
        "longest": LONGEST_NOTE,
        "notes": [],
        "changing": "",
        "older": "",
        "trouble": None,
    }
    try:
        found = notes.read(event_id, pages=pages)
    except LeadwayError as problem:
        # What was typed into a note that cannot be shown is shown as a new one.
        left = "\n".join(text for text in typed.values() if text)
        return told | {"trouble": advice.of_error(problem), "new_text": left}
    told["notes"] = shown = [_shown(one, here, pages) for one in found]
    for note_id in typed.keys() - {one.id for one in shown} - {""}:
        told["new_text"] = typed[note_id]
    if found.has_more and pages < notes.MOST_PAGES:
        told["older"] = f"{here}?pages={pages + 1}"
    told |= _alone(request, shown, changing)
    told["notes"] = [
        replace(one, typed=typed[one.id], error=error) if one.id in typed else one
        for one in told["notes"]
    ]
    return told


def _alone(request: Request, notes: list[Shown], changing: str) -> dict[str, Any]:
    """Return what is otherwise where one of the notes is shown alone."""
    asked = changing or request.GET.get("change", "")
    one = next((one for one in notes if one.id == asked), None)
    if one is None or not may_edit(request):
        return {}
    typed_into = TypedInto("note-change", one.url)
    return {"notes": [one], "changing": asked, "typed_into": typed_into, "older": ""}


def _shown(note: Note, here: str, pages: int) -> Shown:
    names, now = directory.current(), timezone.now()
    added, zone = note.date_added, names.shown_in
    return Shown(
        id=note.id,
        url=f"{here}{note.id}/?pages={pages}",
        change_url=f"{here}?pages={pages}&change={note.id}",
        body=note.body,
        who=_who(note, names),
        when=writing.write_ago(added, now=now, zone=zone) if added else "",
        iso=added.isoformat() if added else "",
        typed=note.body,
    )


def _who(note: Note, names: Directory) -> str:
    """Name who wrote it: as Leadway does, as we know them, or by what is told."""
    if name := note.created_by_name or names.assignees.get(note.user_id):
        return name
    if note.user_id:
        return _("User %(id)s") % {"id": note.user_id}
    return _("Leadway does not say who")
