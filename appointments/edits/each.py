"""What became of one appointment of a series that was saved as a whole.

Each field that was asked for is held against what the appointment has now. What is
neither as it was asked, nor what the series had before or has now, is its own: it keeps
that, and that is no difference.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments.edits import diff
from appointments.edits.tables import Edit
from appointments.index.series import Occurrence
from appointments.leadway.fields import TIMES, TOLD_TEXTS
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, writing
from appointments.words import Words


class Became(StrEnum):
    """What became of one appointment, the worst first."""

    DIFFERS = "differs"
    UNREAD = "unread"
    NOT_TOLD = "not_echoed"
    KEPT = "kept"
    AS_ASKED = "confirmed"


WORST_FIRST = list(Became)
WORDS = {
    Became.DIFFERS: lambda: pgettext("appointment", "Differs"),
    Became.UNREAD: lambda: pgettext("appointment", "Not read back"),
    Became.NOT_TOLD: lambda: _("Not told back"),
    Became.KEPT: lambda: pgettext("appointment", "Left as it is"),
    Became.AS_ASKED: lambda: pgettext("appointment", "Verified"),
}
TONES = {
    Became.DIFFERS: "warn",
    Became.UNREAD: "info",
    Became.NOT_TOLD: "mute",
    Became.KEPT: "mute",
    Became.AS_ASKED: "ok",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of it in words; `became` is None where it was not asked for."""

    before: str
    asked: str
    now: str
    became: Became | None


@dataclass(frozen=True, slots=True)
class One:
    """An appointment of a series: what it was, what was asked for it, what it is.

    `compared` says that a field of it came back as it was asked.
    """

    event_id: str
    day: str
    before: str
    asked: str
    now: str
    became: Became
    compared: bool

    @property
    def said(self) -> str:
        return WORDS[self.became]()

    @property
    def tone(self) -> str:
        return TONES[self.became]


def one_of(
    edit: Edit, one: Occurrence, master: AppointmentRecord, words: Words, now: datetime
) -> One:
    """Return what became of one; `master` is the series as it is now."""
    cells = list(_cells(edit, one, master, words))
    became = [cell.became for cell in cells if cell.became]
    unread = not _is_fresh(edit, one)
    today = clock.local(now, words.zone).date()
    return One(
        event_id=one.event_id,
        day=writing.write_brief_day(one.start.date(), today=today),
        before=_joined(cell.before for cell in cells),
        asked=_joined(cell.asked for cell in cells) or _("nothing"),
        now="" if unread else _joined(cell.now for cell in cells),
        became=Became.UNREAD if unread else min(became, key=WORST_FIRST.index),
        compared=not unread and Became.AS_ASKED in became,
    )


def _is_fresh(edit: Edit, one: Occurrence) -> bool:
    """Whether it was read since the save."""
    if one.record is None or not one.seen_at or not edit.finished_at:
        return False
    return one.seen_at >= edit.finished_at


def _joined(said: Iterable[str]) -> str:
    return " · ".join(filter(None, said))


def _cells(
    edit: Edit, one: Occurrence, master: AppointmentRecord, words: Words
) -> Iterator[Cell]:
    yield _when(edit, one, master, words)
    for line in _lines(edit, one, master):
        yield _cell(line, master, words)


# --- its fields, but for the time ---


def _lines(
    edit: Edit, one: Occurrence, master: AppointmentRecord
) -> Iterator[diff.Line]:
    """Compare what it has now; the rule is that of the series."""
    record = one.record if _is_fresh(edit, one) else None
    if record:
        # What only a save of its own told is of before this one.
        silent: dict[str, Any] = dict.fromkeys(record.told_at)
        record = replace(record, rrule=master.rrule, **silent)
    compared = diff.lines(
        before=edit.compared, changes=edit.changes, returned=None, reread=record
    )
    return (line for line in compared if line.name not in TIMES)


def _cell(line: diff.Line, master: AppointmentRecord, words: Words) -> Cell:
    def say(value: object) -> str:
        return (
            _("Leadway does not say")
            if value is None
            else words.value(line.name, value)
        )

    was = "" if line.before is None and line.name in TOLD_TEXTS else line.before
    now = say(line.reread)
    if line.verdict == diff.Verdict.DIFFERS and not any(
        diff.same(line.name, line.reread, of_series)
        for of_series in (was, getattr(master, line.name))
    ):
        return Cell(now, "", now, Became.KEPT)
    return Cell(say(was), say(line.asked), now, Became(line.verdict.value))


# --- its time ---


@dataclass(frozen=True, slots=True)
class Span:
    """When it begins, in UTC, and how long it is, as far as that is known."""

    start: datetime
    length: timedelta | None


def _when(edit: Edit, one: Occurrence, master: AppointmentRecord, words: Words) -> Cell:
    asked_for = edit.changes.asked()
    times = {name: value for name, value in asked_for.items() if name in TIMES}
    records = (master, edit.compared, replace(edit.compared, **times))
    of_series, before, asked = (
        if_began(one, master, record, words.zone) for record in records
    )
    now = _now(one, of_series)

    def say(span: Span | None) -> str:
        return _said(span, one, words) if span else ""

    if not times:
        return Cell(say(now), "", say(now), None)
    known = [span for span in (asked, before, of_series) if span]
    if not _is_fresh(edit, one):
        became = Became.UNREAD
    elif now == asked:
        became = Became.AS_ASKED
    elif _is_of(now, known):
        became = Became.DIFFERS
    else:
        return Cell(say(now), "", say(now), Became.KEPT)
    return Cell(say(before), say(asked), say(now), became)


def if_began(
    one: Occurrence, master: AppointmentRecord, of: AppointmentRecord, zone: ZoneInfo
) -> Span | None:
    """Return when it would be if its series began when `of`, a record of it, says.

    By the wall clock: ten o'clock stays that when the clocks change.
    """
    if not of.start_time or not master.start_time:
        return None
    start = one.start
    if of.start_time != master.start_time:
        shift = clock.wall(of.start_time, zone) - clock.wall(master.start_time, zone)
        start = (clock.wall(start, zone) + shift).replace(tzinfo=zone)
    length = of.end_time - of.start_time if of.end_time else None
    return Span(start.astimezone(UTC), length)


def _now(one: Occurrence, of_series: Span | None) -> Span:
    end = one.record.end_time if one.record else None
    usual = of_series.length if of_series else None
    return Span(one.now.astimezone(UTC), end - one.now if end else usual)


def _is_of(now: Span, known: list[Span]) -> bool:
    """Whether nothing of a time is its own."""
    starts, lengths = ({span.start for span in known}, {s.length for s in known})
    return now.start in starts and now.length in lengths


def _said(span: Span, one: Occurrence, words: Words) -> str:
    """Say a time, with its date where that is not the one of its line."""
    end = span.start + span.length if span.length else None
    days = {clock.local(at, words.zone).date() for at in (one.start, span.start)}
    if end and len(days) == 1:
        return writing.write_span(span.start, end, words.zone)
    return words.span(span.start, end)
