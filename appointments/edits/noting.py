"""Writing, changing and deleting a note. Nobody's words are written over unknowingly.

Leadway knows no versions of a note, so it is read again just before it is changed.
"""

from appointments.connection import leadway
from appointments.index import directory, notes
from appointments.leadway.client import LONGEST_NOTE
from appointments.leadway.people import Note


class Unfit(Exception):
    """A text that Leadway does not take: nothing in it, or too much."""

    def __init__(self, length: int) -> None:
        super().__init__(f"a note of {length} characters")
        self.length = length


class Changed(Exception):
    """Somebody else changed or deleted the note since it was shown: `now`, or None."""

    def __init__(self, now: Note | None) -> None:
        super().__init__("the note is another by now")
        self.now = now


def add(event_id: str, text: str, *, email: str = "") -> None:
    """Write a note, as whoever has this address in Leadway, if anybody has.

    Raises Unfit, and LeadwayError.
    """
    author = directory.current().assignee_with(email)
    leadway().add_note(event_id, _fit(text), user_id=author or None)


def change(event_id: str, note_id: str, text: str, *, was: str) -> None:
    """Replace what a note says. Raises Unfit, Changed, and LeadwayError."""
    fit = _fit(text)
    _unchanged(event_id, note_id, was)
    leadway().update_note(event_id, note_id, fit)


def delete(event_id: str, note_id: str, *, was: str) -> None:
    """Delete a note, which nobody can bring back. Raises Changed, and LeadwayError."""
    _unchanged(event_id, note_id, was)
    leadway().delete_note(event_id, note_id)


def _fit(text: str) -> str:
    # As a browser posts it, a line ends in two characters, of which Leadway counts one.
    fit = text.replace("\r\n", "\n").strip()
    if not 0 < len(fit) <= LONGEST_NOTE:
        raise Unfit(len(fit))
    return fit


def _unchanged(event_id: str, note_id: str, was: str) -> None:
    now = notes.find(event_id, note_id)
    if now is None or one_line_end(now.body) != one_line_end(was):
        raise Changed(now)


def one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n")
