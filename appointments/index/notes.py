"""The notes of an appointment. No copy is kept: they are read when somebody looks."""

from appointments.connection import leadway
from appointments.leadway.client import MOST_NOTES
from appointments.leadway.people import Note, NotePage

MOST_PAGES = 10


def read(event_id: str, *, pages: int = 1) -> NotePage:
    """Return the newest notes, 20 a page. Raises LeadwayError."""
    found: list[Note] = []
    for number in range(min(pages, MOST_PAGES)):
        page = leadway().notes(event_id, offset=number * MOST_NOTES)
        found += page
        if not page.has_more:
            break
    return NotePage(tuple(found), page.has_more)


def find(event_id: str, note_id: str) -> Note | None:
    """Return a note as it is by now, None when it is not there. Raises LeadwayError."""
    notes = read(event_id, pages=MOST_PAGES)
    return next((one for one in notes if one.id == note_id), None)
