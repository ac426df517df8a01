"""Appointments as rows of text, under the days on which they start."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.edits import unsettled
from appointments.edits.unsettled import Mark
from appointments.index.listing import BY_START, BY_UPDATE
from appointments.index.orders import BY_CONTACT, BY_STATUS
from appointments.index.tables import Appointment
from appointments.listing.presses import Menus, has_others
from appointments.times import clock, writing
from appointments.words import (
    PLACE_ICON,
    STATUS,
    Words,
    initials,
    place_words,
    status_icon,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment, all of it text by now."""

    event_id: str
    url: str
    start: str
    end: str
    who: str
    # Whether it is with somebody, named or not yet.
    has_contact: bool
    title: str
    repeats: bool
    assignee: str
    initials: str
    hue: int
    calendar: str
    place: str
    place_icon: str
    status: str
    status_label: str
    icon: str
    updated: str
    mark: Mark | None
    # Empty where nothing can be set, or not by this person.
    menu: str
    may_reassign: bool
    # Another number once anything else in it is another.
    version: int = 0
    key: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day, or of what else the list is sorted by, in its order."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class _Writer:
    """What all rows of a page are written with."""

    words: Words
    today: date
    root: str
    menus: Menus | None


def days(
    found: list[Appointment],
    words: Words,
    now: datetime,
    *,
    may_edit: bool,
    by: str = BY_START,
) -> list[Day]:
    """Put what was found under its heads, without sorting it anew.

    In the order of the starts those are their days, and each time stands without one.
    """
    today = clock.local(now, words.zone).date()
    menus = Menus() if may_edit else None
    writer = _Writer(words, today, reverse("listing"), menus)
    listed: list[Day] = []
    for one in found:
        start = clock.local(one.start_time or now, words.zone)
        row = _row(one, start, writer)
        if by != BY_START:
            at = writing.write_brief_day(start.date(), today=today)
            row = replace(row, start=f"{at}, {row.start}", end="")
        title = _head(one, row, start, by, writer)
        if not listed or listed[-1].title != title:
            listed.append(Day(title, []))
        listed[-1].rows.append(row)
    return listed


def _head(one: Appointment, row: Row, start: datetime, by: str, writer: _Writer) -> str:
    if by == BY_STATUS:
        return row.status_label
    if by == BY_CONTACT:
        first = one.who[:1].upper()
        return (first if first.isalpha() else "#") if first else _("Without a name")
    changed = by == BY_UPDATE and one.record and one.record.date_updated
    day = clock.local(changed, writer.words.zone) if changed else start
    return writing.write_day_title(day.date(), today=writer.today)


def _row(one: Appointment, start: datetime, writer: _Writer) -> Row:
    words, menus = writer.words, writer.menus
    record, status = one.record, one.appointment_status
    assignee = words.names.assignee_name(one.assigned_user_id)
    shown = Row(
        event_id=one.event_id,
        # What stands in our copy has a sound id: nothing in it is to be escaped.
        url=f"{writer.root}{one.event_id}/",
        start=writing.write_hour(start, words.zone),
        end=_end(one, start, words),
        who=one.with_whom or (one.shown_title if one.contact else ""),
        has_contact=bool(one.contact_id),
        title=one.shown_title,
        repeats=bool(record and record.is_recurring),
        assignee=assignee,
        initials=initials(assignee),
        hue=words.names.hue(one.assigned_user_id),
        calendar=words.names.calendar_name(one.calendar_id),
        place=place_words((record and record.address) or "", one.place_type),
        place_icon=PLACE_ICON.get(one.place_type, "map-pin"),
        status=status,
        status_label=str(STATUS.get(status, status)) or _("No status"),
        icon=status_icon(status),
        updated=_updated(record.date_updated if record else None, words, writer.today),
        mark=unsettled.mark_of(one),
        menu=menus.of(status) if menus and record else "",
        may_reassign=bool(menus and record) and has_others(one, words.names),
    )
    version = crc32(repr(shown).encode())
    return replace(shown, version=version, key=str(uuid4()))


def _end(one: Appointment, start: datetime, words: Words) -> str:
    """Return the end, with "+1" when that is on another day."""
    if not one.end_time:
        return ""
    end = clock.local(one.end_time, words.zone)
    later = (end.date() - start.date()).days
    at = writing.write_hour(one.end_time, words.zone)
    return f"{at} +{later}" if later > 0 else at


def _updated(moment: datetime | None, words: Words, today: date) -> str:
    """Say when Leadway changed it last: as exactly as one asks for by then."""
    if not moment:
        return ""
    day = clock.local(moment, words.zone).date()
    match (today - day).days:
        case 0:
            return writing.write_hour(moment, words.zone)
        case 1:
            return _("yesterday")
        case _:
            return writing.write_brief_day(day, today=today)
