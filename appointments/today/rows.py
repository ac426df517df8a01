"""A day's appointments as rows of text, sorted by what needs somebody, and counted."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.edits import unsettled
from appointments.edits.unsettled import Mark
from appointments.index.tables import Appointment
from appointments.leadway.statuses import FINISHED, NAMES
from appointments.times import writing
from appointments.words import (
    ACTION,
    COUNTED,
    KEY,
    PLACE_ICON,
    STATUS,
    Words,
    initials,
    place_words,
    status_icon,
)

GROUPS = {
    "overdue": gettext_lazy("Needs an outcome"),
    "now": gettext_lazy("In progress"),
    "next": gettext_lazy("Up next"),
    "done": gettext_lazy("Finished"),
}


# What makes sense by the clock comes as buttons; every other status is in the editor.
OUTCOMES = ("showed", "noshow", "cancelled")
AHEAD = ("confirmed", "cancelled")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that saves at once: the status it sets, and what it is called."""

    status: str
    label: str
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment of the list, all of it text by now."""

    event_id: str
    url: str
    start: str
    end: str
    who: str
    title: str
    place: str
    place_icon: str
    assignee: str
    initials: str
    hue: int
    status: str
    status_label: str
    icon: str
    group: str
    repeats: bool
    mark: Mark | None
    press_url: str
    presses: tuple[Press, ...]
    user_id: str
    starts: datetime
    ends: datetime
    # Another number once anything else in it is another.
    version: int = 0
    key: str = ""

    @property
    def called(self) -> str:
        """What a person calls it: by whom it is with, else by its title."""
        return self.who or self.title or self.event_id


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: `key` is its kind, or "person"."""

    key: str
    label: str
    rows: list[Row]
    open: bool = False


def groups(rows: list[Row], *, chosen: bool = False) -> list[Group]:
    """Sort into what needs somebody first; what is finished stays folded.

    Unless it is all there is, or was `chosen`.
    """
    found = {key: [r for r in rows if r.group == key] for key in GROUPS}
    open_done = chosen or len(found["done"]) == len(rows)
    return [
        Group(key, str(label), found[key], open_done) for key, label in GROUPS.items()
    ]


def by_person(rows: list[Row]) -> list[Group]:
    """Sort by assignee; who is nobody's comes last."""
    people = {row.user_id: row.assignee for row in rows}
    return [
        Group("person", name or _("Nobody"), [r for r in rows if r.user_id == user_id])
        for user_id, name in sorted(people.items(), key=lambda p: (not p[0], p[1]))
    ]


def tally(rows: list[Row]) -> list[dict[str, object]]:
    """Count by status, with the start of each share for the bar."""
    counted = Counter(row.status for row in rows)
    # A word that nobody knows counts as well, or the shares would not fill the bar.
    order = (*NAMES, *sorted(counted.keys() - set(NAMES)))
    found, at = [], 0
    for status in order:
        if count := counted[status]:
            one = {"status": status, "n": count, "at": at}
            one |= {"label": _counted(status, count)}
            found.append(one | {"icon": status_icon(status)})
            at += count
    return found


def _counted(status: str, count: int) -> str:
    if status in COUNTED:
        return str(COUNTED[status] % {"n": count})
    return status or _("No status")


def row(one: Appointment, words: Words, now: datetime) -> Row:
    record = one.record
    status = one.appointment_status
    group = _group(one, status, now)
    assignee = words.names.assignee_name(one.assigned_user_id)
    shown = Row(
        event_id=one.event_id,
        url=reverse("appointment", args=[one.event_id]),
        start=writing.write_hour(one.start_time or now, words.zone),
        end=writing.write_hour(one.end_time or now, words.zone),
        who=one.with_whom,
        title=one.shown_title,
        place=place_words((record and record.address) or "", one.place_type),
        place_icon=PLACE_ICON.get(one.place_type, "map-pin"),
        assignee=assignee,
        initials=initials(assignee),
        hue=words.names.hue(one.assigned_user_id),
        status=status,
        status_label=str(STATUS.get(status, status)),
        icon=status_icon(status),
        group=group,
        repeats=bool(record and record.is_recurring),
        mark=unsettled.mark_of(one),
        press_url=reverse("press", args=[one.event_id]),
        presses=presses(status, group) if record else (),
        user_id=one.assigned_user_id,
        starts=one.start_time or now,
        ends=one.end_time or one.start_time or now,
    )
    version = crc32(repr(shown).encode())
    return replace(shown, version=version, key=str(uuid4()))


def presses(status: str, group: str) -> tuple[Press, ...]:
    """Return the buttons of a row: outcomes from its start on, before that the rest."""
    if group == "done":
        return ()
    names = AHEAD if group == "next" else OUTCOMES
    return tuple(
        Press(
            name, str(ACTION.get(name, STATUS[name])), f"st-{name}", KEY.get(name, "")
        )
        for name in names
        if name != status
    )


def _group(one: Appointment, status: str, now: datetime) -> str:
    if status in FINISHED:
        return "done"
    if one.end_time and one.end_time <= now:
        return "overdue"
    if one.start_time and one.start_time <= now:
        return "now"
    return "next"
