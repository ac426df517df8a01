"""The use case: what became of each appointment of a series after all were saved.

The answer of such a save is the series' own record, and says nothing of its
appointments. So they are read back, as far as days are kept at all, and each is held
against what was asked. What one has of its own it keeps; that is no difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from appointments import connection
from appointments.edits import diff
from appointments.edits.tables import Edit
from appointments.index import reading, series, window
from appointments.index.series import Occurrence
from appointments.leadway import ids
from appointments.leadway.errors import LeadwayError
from appointments.leadway.fields import TIMES
from appointments.times import clock, writing
from appointments.words import Words


class Became(StrEnum):
    """What became of one appointment, the worst first."""

    DIFFERS = "differs"
    UNREAD = "unread"
    KEPT = "kept"
    AS_ASKED = "confirmed"


ODD = (Became.DIFFERS, Became.UNREAD, Became.KEPT)


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


@dataclass(frozen=True, slots=True)
class Whole:
    """What became of all of them; `odd` are those that are not as they were asked."""

    title: str
    tone: str
    odd: list[One]
    same: list[One]


def is_whole(edit: Edit) -> bool:
    """Whether an edit was of a whole series, and Leadway took it."""
    record = edit.returned or edit.compared
    repeats = record.is_recurring or edit.compared.rrule or edit.changes.rrule
    one = ids.series_of(edit.event_id) or edit.compared.master_event_id
    return edit.state == Edit.State.ACCEPTED and bool(repeats) and not one


def whole(edit: Edit, words: Words) -> Whole | None:
    """Read the appointments of a saved series back, and say what became of each.

    None where its dates cannot be told.
    """
    opened = reading.seen(edit.lives_at)
    master = opened.record if opened else edit.compared
    now = timezone.now()
    found = series.series(master, words.zone, now=now)
    if not found:
        return None
    if _read(edit, found.occurrences, now):
        found = series.series(master, words.zone, now=now) or found
    every = [_one(edit, one, words, now) for one in found.occurrences if not one.gone]
    odd = [one for one in every if one.became != Became.AS_ASKED]
    same = [one for one in every if one.became == Became.AS_ASKED]
    tone, title = _title(every)
    return Whole(
        title, tone, sorted(odd, key=lambda one: list(Became).index(one.became)), same
    )


def _read(edit: Edit, every: list[Occurrence], now: datetime) -> bool:
    """Read the days of the series in its calendar, as far as days are kept."""
    back, ahead = connection.days_kept()
    within = [
        one.now
        for one in every
        if now - timedelta(days=back) <= one.now <= now + timedelta(days=ahead)
    ]
    calendar_id = (edit.returned or edit.compared).calendar_id
    if not within or not calendar_id:
        return False
    day = timedelta(days=1)
    try:
        window.read(calendar_id, min(within) - day, max(within) + day)
    except (LeadwayError, window.Elsewhere):
        return False
    return True


# --- one of them ---


def _one(edit: Edit, one: Occurrence, words: Words, now: datetime) -> One:
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


# --- all of them ---


def _title(every: list[One]) -> tuple[str, str]:
    count = {became: sum(one.became == became for one in every) for became in Became}
    n = len(every) - count[Became.KEPT]
    if not count[Became.DIFFERS] and not count[Became.UNREAD]:
        return "ok", ngettext(
            "%(n)d appointment is as you asked.",
            "All %(n)d appointments are as you asked.",
            n,
        ) % {"n": n}
    settled = {"n": count[Became.AS_ASKED], "all": n}
    said = _("%(n)d of %(all)d appointments are as you asked") % settled
    tone = "warn" if count[Became.DIFFERS] else "info"
    return tone, ", ".join([said, *_but(count)]) + "."


def _but(count: dict[Became, int]) -> Iterator[str]:
    if n := count[Became.DIFFERS]:
        yield ngettext("%(n)d differs", "%(n)d differ", n) % {"n": n}
    if n := count[Became.UNREAD]:
        yield ngettext("%(n)d not read back", "%(n)d not read back", n) % {"n": n}
