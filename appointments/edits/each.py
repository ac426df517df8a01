"""What became of one appointment of a series that was saved as a whole.

It is held against what was asked. What it has of its own it keeps; that is no
difference.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments.edits import diff
from appointments.edits.tables import Edit
from appointments.index.series import Occurrence
from appointments.leadway.fields import TIMES
from appointments.times import clock, writing
from appointments.words import Words


class Became(StrEnum):
    """What became of one appointment, the worst first."""

    DIFFERS = "differs"
    UNREAD = "unread"
    KEPT = "kept"
    AS_ASKED = "confirmed"


@dataclass(frozen=True, slots=True)
class One:
    """An appointment of a series: what it was, what was asked for it, what it is."""

    event_id: str
    day: str
    before: str
    asked: str
    now: str
    became: Became

    @property
    def said(self) -> str:
        return WORDS[self.became]()

    @property
    def tone(self) -> str:
        return TONES[self.became]


WORDS = {
    Became.DIFFERS: lambda: pgettext("appointment", "Differs"),
    Became.UNREAD: lambda: pgettext("appointment", "Not read back"),
    Became.KEPT: lambda: pgettext("appointment", "Left as it is"),
    Became.AS_ASKED: lambda: pgettext("appointment", "Verified"),
}
TONES = {
    Became.DIFFERS: "warn",
    Became.UNREAD: "info",
    Became.KEPT: "mute",
    Became.AS_ASKED: "ok",
}


def one_of(edit: Edit, one: Occurrence, words: Words, now: datetime) -> One:
    zone = words.zone
    became = _became(edit, one, zone)
    stays = became == Became.KEPT and one.moved
    before = one.now if stays else _before(edit, one, zone)
    today = clock.local(now, words.zone).date()
    asked = {} if became == Became.KEPT else edit.changes.asked()
    return One(
        event_id=one.event_id,
        day=writing.write_brief_day(one.start.date(), today=today),
        before=_said(edit, before, words),
        asked=_values(asked, one, edit, words),
        now="" if became == Became.UNREAD else _said(edit, one.now, words, one=one),
        became=became,
    )


def _became(edit: Edit, one: Occurrence, zone: ZoneInfo) -> Became:
    fresh = one.seen_at and edit.finished_at and one.seen_at >= edit.finished_at
    if one.record is None or not fresh:
        return Became.UNREAD
    asked = edit.changes.asked()
    if "start_time" in asked and one.moved:
        stayed = one.now == _before(edit, one, zone)
        return Became.DIFFERS if stayed else Became.KEPT
    own = any(
        not diff.same(name, value, getattr(one.record, name))
        for name, value in asked.items()
        if name not in (*TIMES, "rrule") and getattr(one.record, name) is not None
    )
    return Became.KEPT if own else Became.AS_ASKED


def _before(edit: Edit, one: Occurrence, zone: ZoneInfo) -> datetime:
    """Return when it was before the series moved, by the wall clock."""
    after, before = edit.changes.start_time, edit.compared.start_time
    if not after or not before:
        return one.start
    shift = clock.wall(after, zone) - clock.wall(before, zone)
    return (clock.wall(one.start, zone) - shift).replace(tzinfo=zone)


def _values(asked: dict[str, object], one: Occurrence, edit: Edit, words: Words) -> str:
    said = [
        words.value(name, value)
        for name, value in asked.items()
        if name not in (*TIMES, "rrule")
    ]
    times = [_span(edit, one.start, words)] if "start_time" in asked else []
    return " · ".join(times + said) or _("nothing")


def _said(
    edit: Edit, start: datetime, words: Words, *, one: Occurrence | None = None
) -> str:
    """Say what the edit was about: of `one` as it is, else as it was before."""
    record = one.record if one and one.record else edit.compared
    said = [
        words.value(name, getattr(record, name))
        for name in edit.changes.asked()
        if name not in (*TIMES, "rrule")
    ]
    return " · ".join([_span(edit, start, words), *said])


def _span(edit: Edit, start: datetime, words: Words) -> str:
    record = edit.returned or edit.compared
    if not record.start_time or not record.end_time:
        return writing.write_moment(start, words.zone)
    end = start + (record.end_time - record.start_time)
    return writing.write_span(start, end, words.zone)
