"""Compares records: values in, values out. No database, no network, no words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from appointments.leadway import wire
from appointments.leadway.changes import Changes
from appointments.leadway.fields import ATTRIBUTES, TOLD_TEXTS
from appointments.leadway.records import AppointmentRecord
from appointments.times import rules


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    NOT_ECHOED = "not_echoed"


@dataclass(frozen=True, slots=True)
class Line:
    """One field of an accepted edit: asked, returned by the PUT, re-read by a GET."""

    name: str
    before: object
    asked: object
    returned: object
    reread: object
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that two people changed: what was there, theirs, and yours."""

    name: str
    original: object
    theirs: object
    yours: object


def same(name: str, one: object, other: object) -> bool:
    """Tell whether two values of a field mean the same to Leadway."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    return _plain(name, one) == _plain(name, other)


def _plain(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value or ""
    text = value.replace("\r\n", "\n").strip()
    return _rule(text) if name == "rrule" else text


def _rule(text: str) -> object:
    """Return what a repeat rule says, however it is written."""
    try:
        return rules.read(text)
    except rules.Fault:
        return text


def differing(
    one: AppointmentRecord,
    other: AppointmentRecord,
    names: Iterable[str] = ATTRIBUTES,
) -> list[str]:
    """Name the fields that both records tell and do not agree on."""
    return [
        name
        for name in names
        if (before := _told(name, one)) is not None
        and (after := _told(name, other)) is not None
        and not same(name, before, after)
    ]


def _told(name: str, record: AppointmentRecord) -> object:
    """Return the value; of a record that was read, a missing text is an empty one."""
    value = getattr(record, name)
    if value is None and name in TOLD_TEXTS and record.start_time:
        return ""
    return value


def clashes(
    known: AppointmentRecord, current: AppointmentRecord, changes: Changes
) -> list[Clash]:
    """Return the fields that somebody else changed and this edit changes as well.

    Both arriving at the same value is agreement, not a clash.
    """
    asked = changes.asked()
    return [
        Clash(name, getattr(known, name), getattr(current, name), asked[name])
        for name in differing(known, current, asked)
        if not same(name, getattr(current, name), asked[name])
    ]


def moved_elsewhere(
    baseline: AppointmentRecord, current: AppointmentRecord, changes: Changes
) -> list[str]:
    """Name the fields that changed elsewhere and that this edit leaves alone."""
    asked = changes.asked()
    return [name for name in differing(baseline, current) if name not in asked]


def lines(
    *,
    before: AppointmentRecord,
    changes: Changes,
    returned: AppointmentRecord | None,
    reread: AppointmentRecord | None,
) -> list[Line]:
    """Return one line per asked field, in the order of the form."""
    return [
        _line(name, asked, before=before, returned=returned, reread=reread)
        for name, asked in changes.asked().items()
    ]


def _line(
    name: str,
    asked: object,
    *,
    before: AppointmentRecord,
    returned: AppointmentRecord | None,
    reread: AppointmentRecord | None,
) -> Line:
    answer = getattr(returned, name) if returned else None
    later = getattr(reread, name) if reread else None
    newest = later if later is not None else answer
    cleared = asked == "" and reread is not None and name in TOLD_TEXTS
    if newest is None and cleared:
        verdict = Verdict.CONFIRMED
    elif newest is None:
        verdict = Verdict.NOT_ECHOED
    elif same(name, newest, asked):
        verdict = Verdict.CONFIRMED
    else:
        verdict = Verdict.DIFFERS
    return Line(name, getattr(before, name), asked, answer, later, verdict)


def mentioned(changes: Changes, record: AppointmentRecord) -> list[str]:
    """Name the asked fields that `record` tells anything about.

    Reads do not return the kind of place: of such a field, absence proves nothing.
    """
    return [
        name
        for name, asked in changes.asked().items()
        if getattr(record, name) is not None or (asked == "" and name in TOLD_TEXTS)
    ]


def applied(changes: Changes, record: AppointmentRecord) -> bool:
    """Tell whether `record` holds every asked value that it tells anything about."""
    asked = changes.asked()
    names = mentioned(changes, record)
    return bool(names) and all(
        same(name, getattr(record, name), asked[name]) for name in names
    )


def earlier(
    names: Iterable[str], *, before: AppointmentRecord
) -> tuple[Changes, list[str]]:
    """Return the changes that put these fields back, and name those that cannot be.

    A field that the earlier record does not mention was empty when reads declare it,
    and is simply not known when they do not. Of a text that was cut on arrival the
    end is not known either.
    """
    back: dict[str, Any] = {}
    lost: list[str] = []
    for name in names:
        value = getattr(before, name)
        if value is None and name in TOLD_TEXTS:
            value = ""
        cut = isinstance(value, str) and wire.was_cut(value)
        if value is None or cut:
            lost.append(name)
        else:
            back[name] = value
    return Changes(**back), lost
