"""Which field a message of Leadway's is about, in whatever language it speaks.

Leadway names fields by their wire names, in a message or beside it; others only by a
word for them. What is about none concerns the whole form.
"""

import re
import unicodedata
from collections.abc import Iterator

from appointments.leadway.errors import Trouble
from appointments.leadway.fields import ATTRIBUTES, wire_name

# Leadway's names for fields, of which some are everyday words as well.
_NAMED = tuple((wire_name(name).lower(), name) for name in ATTRIBUTES)
# Words that were seen, and those for the same in the languages that Leadway speaks.
# The first hit wins; without accents and in small letters.
CLUES = (
    (r"part of calendar team", "assigned_user_id"),
    *(clue for clue in _NAMED if clue[0] != clue[1]),
    (r"user ?id\b", "assigned_user_id"),
    (r"\bassigne[de]", "assigned_user_id"),
    (r"duration|\bduracion|\bduree|\bduracao|\bdauer\b|\bdurata", "end_time"),
    (r"\bend (time|date)|\bhora de fin|\bendzeit|\bheure de fin", "end_time"),
    (r"slot|date range|notice|\bstart (time|date)|\boverlap", "start_time"),
    (r"\bhueco|\bfranja|\bhorari|\bantelacion|\bhora\b|\bfecha\b", "start_time"),
    (r"\bcreneau|\bheure|\bzeitfenster|\bstartzeit|\borario", "start_time"),
    (r"meeting location", "meeting_location_id"),
    *((rf"\b{clue}\b", name) for clue, name in _NAMED if clue == name),
    (r"\btitulo|\btitre\b|\btitel\b|\btitolo", "title"),
    (r"\bdescripcion|\bdescricao|\bbeschreibung|\bdescrizione", "description"),
    (r"\bdireccion|\badresse?\b|\bendereco|\bindirizzo", "address"),
    (r"\bestado|\bstatut\b|\bstato\b|\bstatus\b", "appointment_status"),
    (r"\busuari|\butilisateur|\bbenutzer|\butente\b|\bgebruiker", "assigned_user_id"),
    (r"recurr|\brepet|\bwiederhol|\brepeat", "rrule"),
    (r"calendar|\bcalendrier|\bkalender|\bagenda\b", "calendar_id"),
)
_CLUES = tuple((re.compile(clue), name) for clue, name in CLUES)
# What Leadway may call a field beside a message, other than by its wire name.
_ALSO = {
    "userid": "assigned_user_id",
    "assignee": "assigned_user_id",
    "status": "appointment_status",
    "start": "start_time",
    "end": "end_time",
    "starts": "start_time",
    "ends": "end_time",
    "slot": "start_time",
    "recurrence": "rrule",
    "calendar": "calendar_id",
}
_BY_WORD = _ALSO | dict(_NAMED) | {name.replace("_", ""): name for name in ATTRIBUTES}
_MISSING = re.compile(
    r"required|mandatory|missing|should not be (empty|null)|must not be (empty|null)"
    r"|must be (a string|given|provided|set|present)|cannot be (empty|blank|null)"
    r"|can't be (empty|blank|null)|\bobligat|\brequeri|\bfalta\b|\brequis|\berforder"
    r"|\bobrigat|\bvereist|\brichiest"
)


def found(trouble: Trouble) -> Iterator[tuple[str, str]]:
    """Yield our name for the field of each message that is about one, and the message.

    As far as Leadway said which field it means, that counts.
    """
    for message, named in trouble.said:
        if name := field_of(message, named):
            yield name, message


def field_of(message: str, named: str = "") -> str | None:
    """Return our name for the field that a message is about, or None for the whole.

    `named` is what Leadway calls the field beside it: a name, or a path to it.
    """
    for word in reversed(re.split(r"[^a-z]+", named.lower().replace("_", ""))):
        if name := _BY_WORD.get(word):
            return name
    plain = _plain(message)
    return next((name for clue, name in _CLUES if clue.search(plain)), None)


def says_missing(message: str) -> bool:
    """Whether Leadway wants something that was not in the body."""
    return _MISSING.search(_plain(message)) is not None


def _plain(text: str) -> str:
    """Return it in small letters and without accents."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
