"""An assignee's day and the free times, in words and on a five-minute grid."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.editor import hours
from appointments.index.taken import Day, Taken, Wanted
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, steps, writing
from appointments.times.steps import STEP
from appointments.words import Words

FIRST_MINUTE, LAST_MINUTE = 8 * 60, 20 * 60
ICONS = {
    "ok": "circle-check",
    "info": "clock",
    "warn": "triangle-alert",
    "mute": "circle-help",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the strip: what it is, and where, as classes of the grid."""

    kind: str
    place: str


@dataclass(frozen=True, slots=True)
class Strip:
    """`label` says all of it in words, `line` what matters most.

    `known` is false when something may be missing, so that no gap counts as free.
    """

    label: str
    bars: list[Bar]
    tone: str
    line: str
    note: str
    stamp: str
    known: bool = False

    @property
    def icon(self) -> str:
        return ICONS[self.tone]


# --- the strip ---


def strip(
    wanted: Wanted,
    day: Day,
    record: AppointmentRecord,
    words: Words,
    *,
    now: datetime,
    offered: bool = False,
) -> Strip:
    """Show the day. `offered` tells that Leadway itself calls the time free."""
    tone, line = _line(wanted, day, offered, words)
    return Strip(
        label=_label(wanted, day, tone, words, _today(now, words.zone)),
        bars=list(_bars(wanted, day, record, words.zone)),
        tone=tone,
        line=line,
        note=_note(wanted, day, words.zone),
        stamp=_stamp(day, now, words.zone),
        known=day.known,
    )


def no_day(*, zone_known: bool = True) -> Strip:
    """Return the strip while the date cannot be read, or is nobody knows which day."""
    said = _("Write a date to see that day.")
    if not zone_known:
        said = _("The day is shown when the time zone is known.")
    return Strip(label=said, bars=[], tone="mute", line=said, note="", stamp="")


def _line(wanted: Wanted, day: Day, offered: bool, words: Words) -> tuple[str, str]:
    """Say what the assignee has then: "ok" is nothing, "mute" is not known.

    "info" is nothing, but outside the hours of the calendar.
    """
    if not wanted.user_id:
        return "mute", _("Choose an assignee to see their day.")
    who = words.value("assigned_user_id", wanted.user_id)
    if not wanted.start or not wanted.end:
        return "mute", _("Write a start and an end to see whether %(who)s is free.") % {
            "who": who
        }
    clashes = day.clashes(wanted.start, wanted.end)
    if clashes:
        return "warn", _busy(who, clashes, words.zone)
    if not day.known and offered:
        return "ok", _("Leadway says that %(who)s is free") % {"who": who}
    if day.missing:
        calendars = ", ".join(day.missing)
        return "mute", _("Not known: %(calendars)s could not be read that day.") % {
            "calendars": calendars
        }
    if not day.known:
        return "mute", _(
            "Not known yet whether %(who)s is free: that day was not read from Leadway."
        ) % {"who": who}
    calendar = words.names.calendars.get(wanted.calendar_id)
    if hours.is_outside(calendar, wanted.start, wanted.end, words.zone):
        said = _("%(who)s: nothing else booked, outside the calendar’s hours")
        return "info", said % {"who": who}
    return "ok", _("%(who)s: nothing else booked") % {"who": who}


def _busy(who: str, clashes: Sequence[Taken], zone: ZoneInfo) -> str:
    first, more = clashes[0], len(clashes) - 1
    said = _("%(who)s has %(other)s at %(span)s") % {
        "who": who,
        "other": first.who or _other(first),
        "span": writing.write_span(first.start, first.end, zone),
    }
    if not more:
        return said
    return said + " " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}


def _other(one: Taken) -> str:
    return _("a blocked time") if one.blocked else _("another appointment")


def _today(now: datetime, zone: ZoneInfo) -> date:
    return clock.local(now, zone).date()


def _label(wanted: Wanted, day: Day, tone: str, words: Words, today: date) -> str:
    who = words.value("assigned_user_id", wanted.user_id) if wanted.user_id else ""
    if not who:
        return _("No assignee is chosen, so no day is shown.")
    busy = ", ".join(_spans(_merged(day.taken), words.zone))
    said = _("%(who)s on %(day)s: %(busy)s.") % {
        "who": who,
        "day": writing.write_long_day(wanted.day, today=today),
        "busy": _("busy %(times)s") % {"times": busy} if busy else _nothing(day),
    }
    return f"{said} {_chosen(wanted, tone, words.zone)}".strip()


def _nothing(day: Day) -> str:
    return _("nothing booked") if day.known else _("not known what is booked")


def _chosen(wanted: Wanted, tone: str, zone: ZoneInfo) -> str:
    if not wanted.start or not wanted.end:
        return ""
    sentences = {
        "ok": _("At the chosen time, %(span)s, nothing else is booked."),
        "info": _("The chosen time, %(span)s, is outside the calendar’s hours."),
        "warn": _("The chosen time, %(span)s, is taken."),
        "mute": _("Whether the chosen time, %(span)s, is free is not known."),
    }
    return sentences[tone] % {
        "span": writing.write_span(wanted.start, wanted.end, zone)
    }


def _note(wanted: Wanted, day: Day, zone: ZoneInfo) -> str:
    """Say what the strip cannot show because it is outside its hours."""
    said = []
    if wanted.start and wanted.end and _outside(wanted.start, wanted.end, wanted, zone):
        said.append(_("The chosen time is outside the hours shown."))
    others = [
        span for span in _merged(day.taken) if _outside(*span, wanted=wanted, zone=zone)
    ]
    if others:
        times = ", ".join(_spans(others, zone))
        said.append(_("Also busy %(times)s.") % {"times": times})
    return " ".join(said)


def _stamp(day: Day, now: datetime, zone: ZoneInfo) -> str:
    if not day.seen_at:
        return ""
    return _("as of %(time)s") % {
        "time": writing.write_ago(day.seen_at, now=now, zone=zone)
    }


def _spans(spans: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> list[str]:
    return [writing.write_span(start, end, zone) for start, end in spans]


def _merged(taken: Iterable[Taken]) -> list[tuple[datetime, datetime]]:
    """Return the busy stretches, with those that touch or overlap made one."""
    found: list[tuple[datetime, datetime]] = []
    for one in sorted(taken, key=lambda one: one.start):
        if found and one.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], one.end))
        else:
            found.append((one.start, one.end))
    return found


# --- the grid ---


def _bars(
    wanted: Wanted, day: Day, record: AppointmentRecord, zone: ZoneInfo
) -> Iterable[Bar]:
    was, chosen = (record.start_time, record.end_time), (wanted.start, wanted.end)
    spans: list[tuple[str, datetime | None, datetime | None]] = [
        *(("busy", start, end) for start, end in _merged(day.taken)),
        *([("was", *was)] if was != chosen else []),
        ("sel", *chosen),
    ]
    for kind, start, end in spans:
        place = _place(start, end, wanted.day, zone) if start and end else ""
        if place:
            yield Bar(kind, place)


def _place(start: datetime, end: datetime, day: date, zone: ZoneInfo) -> str:
    """Return the grid's classes of a span, clipped to the strip, or "" when outside."""
    first = max(_minute(start, day, zone), FIRST_MINUTE) // STEP
    last = -(-min(_minute(end, day, zone), LAST_MINUTE) // STEP)
    return steps.stretch(first, last - first) if last > first else ""


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    """Return the minute by the wall clock, counted from midnight of the day."""
    at = clock.local(moment, zone)
    return (at.date() - day) // timedelta(minutes=1) + at.hour * 60 + at.minute


def _outside(start: datetime, end: datetime, wanted: Wanted, zone: ZoneInfo) -> bool:
    first, last = (_minute(at, wanted.day, zone) for at in (start, end))
    return first < FIRST_MINUTE or last > LAST_MINUTE


# --- the free times ---
