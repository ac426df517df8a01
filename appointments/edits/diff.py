"""Compares records: values in, values out. No database, no network, no words."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from appointments.edits.same import same as same
from appointments.edits.same import same_to_the_letter
from appointments.leadway import wire
from appointments.leadway.changes import Changes
from appointments.leadway.fields import ATTRIBUTES, COMPARED, ECHOED, TOLD, TOLD_TEXTS
from appointments.leadway.records import AppointmentRecord


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
    value = _said(name, record)
    is_left_out = name in TOLD_TEXTS and name not in record.unreadable
    if value is None and is_left_out and record.start_time:
        return ""
    return value


def _said(
    name: str, record: AppointmentRecord | None, nulls: Container[str] = TOLD
) -> object:
    """Return what a record says of a field: "" for a null, None where it is silent.

    `nulls` are the fields of which a null says that they are empty.
    """
    if record is None:
        return None
    value = getattr(record, name)
    is_null = name in nulls and record.mentions(name) and name not in record.unreadable
    return "" if value is None and is_null else value


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


def unasked(
    *,
    before: AppointmentRecord,
    changes: Changes,
    along: Mapping[str, object],
    returned: AppointmentRecord | None,
    reread: AppointmentRecord | None,
) -> dict[str, object]:
    """Return what a save left otherwise than it was, though nobody asked for that.

    Each with what it is now. Of what went `along`, what is not as it was sent.
    """
    found: dict[str, object] = {}
    for name in COMPARED:
        now, was = newest(name, returned, reread), _told(name, before)
        # What stays as it was is as it should be, also where we had to send another.
        right = [one for one in (was, along.get(name)) if one is not None]
        if now is not None and right and not any(same(name, one, now) for one in right):
            found[name] = now
    expected_of_a_rule = ("is_recurring",) if changes.rrule is not None else ()
    asked = {*changes.asked(), *expected_of_a_rule}
    return {name: now for name, now in found.items() if name not in asked}


def newest(
    name: str, returned: AppointmentRecord | None, reread: AppointmentRecord | None
) -> object:
    """Return what was told last; an answer that lacks a field says nothing of it."""
    later = _told(name, reread) if reread else None
    return later if later is not None else _said(name, returned, ECHOED)


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
    was = getattr(before, name)
    answer, later = _said(name, returned, ECHOED), _said(name, reread)
    if later is None and asked == "" and reread is not None and name in TOLD_TEXTS:
        later = ""
    newest = later if later is not None else answer
    # A text that was changed in its spaces only has to come back so.
    is_as_asked = same_to_the_letter if same(name, was, asked) else same
    if newest is None:
        verdict = Verdict.NOT_ECHOED
    elif is_as_asked(name, newest, asked):
        verdict = Verdict.CONFIRMED
    else:
        verdict = Verdict.DIFFERS
    return Line(name, was, asked, answer, later, verdict)


def mentioned(changes: Changes, record: AppointmentRecord) -> list[str]:
    """Name the asked fields that `record` tells anything about.

    Reads do not return the kind of place: of such a field, absence proves nothing.
    """
    return [name for name in changes.asked() if _told(name, record) is not None]


def applied(
    changes: Changes, record: AppointmentRecord, *, before: AppointmentRecord
) -> bool:
    """Tell whether `record` holds every asked value that it tells anything about.

    What is still as it was `before`, to the letter, was not applied.
    """
    asked = changes.asked()
    names = mentioned(changes, record)
    return bool(names) and all(
        _arrived(name, _told(name, record), asked[name], _told(name, before))
        for name in names
    )


def _arrived(name: str, now: object, asked: object, was: object) -> bool:
    if now == asked:
        return True
    # Of a text that was changed in its spaces only, its spaces are what tells.
    is_as_asked = same_to_the_letter if same(name, was, asked) else same
    return now != was and is_as_asked(name, now, asked)


def unmoved(
    changes: Changes, record: AppointmentRecord, *, before: AppointmentRecord
) -> bool:
    """Tell whether `record` still has what was there `before` in all asked fields."""
    return all(
        (was := _told(name, before)) is None
        or (now := _told(name, record)) is None
        or now == was
        or (same(name, now, was) and not same(name, was, asked))
        for name, asked in changes.asked().items()
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
