"""The record as Leadway returned it: every field in words, and as JSON."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.index.copies import Contact
from appointments.index.reading import Opened
from appointments.leadway.fields import IDS, TOLD_TEXTS, wire_name
from appointments.leadway.records import AppointmentRecord
from appointments.times import writing
from appointments.words import Words

# The thirteen fields of the page's answer, and the description that only reads tell.
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
    "is_recurring",
    "rrule",
    "location_id",
    "id",
)
LONG = 160


@dataclass(frozen=True, slots=True)
class Row:
    """`said` is what Leadway says, or that it says nothing; `code` the raw id or rule.

    `muted` says that there is no value. `told` is when it was told, where no reading
    tells it. `confirmed` says that it came back as it was just sent.
    """

    name: str
    wire: str
    label: str
    said: str
    code: str
    muted: bool
    told: str
    confirmed: bool


def rows(
    opened: Opened,
    words: Words,
    contact: Contact | None,
    confirmed: Collection[str] = (),
) -> list[Row]:
    """Return a row for each field, also for one that is empty or was not told."""
    record = opened.record
    return [_row(name, record, words, contact, name in confirmed) for name in SHOWN]


def _row(
    name: str,
    record: AppointmentRecord,
    words: Words,
    contact: Contact | None,
    confirmed: bool,
) -> Row:
    value = getattr(record, name)
    muted = value in (None, "")
    said = _untold(name, record) if muted else words.value(name, value)
    if name == "contact_id" and not muted:
        said = contact.called if contact else ""
    if name == "location_id" and not muted:
        said = words.names.account_name
    code = str(value) if name in (*IDS, "rrule") and not muted else ""
    if said == code:
        said = ""
    return Row(
        name,
        wire_name(name),
        words.label(name),
        said if len(said) <= LONG else f"{said[:LONG]}…",
        code,
        muted,
        _told(record.told_at.get(name), words),
        confirmed,
    )


def _untold(name: str, record: AppointmentRecord) -> str:
    """Tell an empty field from one of which Leadway has not said anything."""
    told = record.mentions(name) or name in TOLD_TEXTS
    if name in record.unreadable:
        return _("not readable")
    return _("nothing") if told else _("Leadway does not say")


def _told(at: str | None, words: Words) -> str:
    if at is None:
        return ""
    moment = datetime.fromisoformat(at)
    stamp = writing.write_stamp(moment, now=timezone.now(), zone=words.zone)
    return _("told at %(at)s") % {"at": stamp}


def as_json(record: AppointmentRecord) -> str:
    """Return the JSON of one answer as it came, without what we know besides."""
    return json.dumps(dict(record.raw), indent=2, ensure_ascii=False)
