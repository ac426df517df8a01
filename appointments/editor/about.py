"""What the editor's page says of an appointment as Leadway has it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from appointments.editor.known import Row, as_json, rows
from appointments.edits.advice import Advice
from appointments.edits.tables import Edit
from appointments.edits.whose import Whose, whose_of
from appointments.index.reading import Opened
from appointments.leadway.ids import is_event_id
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, writing
from appointments.words import PLACE_ICON, PLACE_TYPE, STATUS, Words


@dataclass(frozen=True, slots=True)
class Moved:
    """Fields that somebody changed, and who that was and when, as far as is known."""

    fields: str
    whose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """`moved` names what changed elsewhere while the page was open.

    `answered` says that what was `seen` last is the answer to a save, not a reading.
    """

    heading: str
    title: str
    span: str
    assignee: str
    place: str
    place_icon: str
    status: str
    status_icon: str
    status_label: str
    day_url: str
    day_label: str
    known: bool
    gone: bool
    seen: str
    answered: bool
    record_rows: list[Row] = field(default_factory=list)
    raw_id: str
    raw_url: str
    moved: list[Moved] = field(default_factory=list)
    read_trouble: Advice | None = None


def about(
    opened: Opened,
    said: Words,
    *,
    confirmed: Collection[str] = (),
    moved: Collection[Moved] = (),
    read_trouble: Advice | None = None,
) -> About:
    """Return it in words; `confirmed` are fields that came back as they were sent."""
    record, contact, copy = opened.record, opened.contact, opened.copy
    status, kind = record.appointment_status or "", record.meeting_location_type or ""
    assignee, title = record.assigned_user_id, record.called
    name = contact.name if contact else ""
    day_url, day_label = _day_link(record.start_time, said)
    return About(
        heading=name or title or record.id,
        title=title if name else "",
        span=said.span(record.start_time, record.end_time),
        assignee=said.value("assigned_user_id", assignee) if assignee else "",
        place=record.address or str(PLACE_TYPE.get(kind, "")),
        place_icon=PLACE_ICON.get(kind, "map-pin"),
        status=status,
        status_icon=f"st-{status}" if status in STATUS else "circle-dot",
        status_label=str(STATUS.get(status, status)),
        day_url=day_url,
        day_label=day_label,
        known=opened.known,
        gone=opened.gone,
        seen=_stamp(opened.seen_at, said) if opened.seen_at else "",
        answered=copy is not None and copy.edited_at == opened.seen_at,
        record_rows=rows(opened, said, contact, confirmed),
        # What is open stays so until there is something else to see.
        raw_id=f"raw-{crc32(as_json(record).encode()):x}",
        raw_url=_raw_url(record.id),
        moved=list(moved),
        read_trouble=read_trouble,
    )


def _raw_url(event_id: str) -> str:
    """Return where the record is as it came; of what has no sound id none is kept."""
    return reverse("raw_record", args=[event_id]) if is_event_id(event_id) else ""


def moved(
    record: AppointmentRecord, names: Collection[str], edits: list[Edit], said: Words
) -> list[Moved]:
    """Return what has changed of a record, together where it was one doing."""
    if not names:
        return []
    found = whose_of(record, names, edits)
    by_doing: dict[Whose | None, list[str]] = {}
    for name in names:
        by_doing.setdefault(found.get(name), []).append(name)
    return [
        Moved(said.labels(together), one.said(said) if one else "")
        for one, together in by_doing.items()
    ]


def _day_link(start: datetime | None, said: Words) -> tuple[str, str]:
    """Return the list of the day that the appointment is on, and what to call it."""
    today = clock.local(timezone.now(), said.zone).date()
    day = clock.local(start, said.zone).date() if start else today
    if day == today:
        return reverse("day"), gettext("Today")
    url = f"{reverse('day')}?date={day.isoformat()}"
    return url, writing.write_short_day(day)


def _stamp(moment: datetime, said: Words) -> str:
    """Return the time of a reading, with its day when that is not today."""
    return writing.write_stamp(moment, now=timezone.now(), zone=said.zone)
