"""The record as Leadway returned it: every field in words, and as JSON."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from appointments.index.copies import Contact
from appointments.index.reading import Opened
from appointments.leadway.fields import IDS, wire_name
from appointments.words import Words

SHOWN = (
    "title",
    "start_time",
    "end_time",
    "appointment_status",
    "meeting_location_type",
    "address",
    "description",
    "assigned_user_id",
    "calendar_id",
    "contact_id",
    "rrule",
    "id",
)
LONG = 160


@dataclass(frozen=True, slots=True)
class Row:
    """`said` is "" where Leadway says nothing; `code` is the raw id or rule.

    `confirmed` says that it came back as it was just sent.
    """

    name: str
    wire: str
    label: str
    said: str
    code: str
    confirmed: bool


def rows(
    opened: Opened,
    words: Words,
    contact: Contact | None,
    confirmed: Collection[str] = (),
) -> list[Row]:
    record = opened.record
    found = []
    for name in SHOWN:
        value = getattr(record, name)
        if value in (None, ""):
            continue
        found.append(_row(name, value, words, contact, name in confirmed))
    return found


def _row(
    name: str, value: object, words: Words, contact: Contact | None, confirmed: bool
) -> Row:
    said = words.value(name, value)
    if name == "contact_id":
        said = contact.name if contact else ""
    code = str(value) if name in (*IDS, "rrule") else ""
    if said == code:
        said = ""
    short = said if len(said) <= LONG else f"{said[:LONG]}…"
    return Row(name, wire_name(name), words.label(name), short, code, confirmed)


def as_json(opened: Opened) -> str:
    """Return the JSON as it came, without what we added to it."""
    return json.dumps(dict(opened.record.raw), indent=2, ensure_ascii=False)
