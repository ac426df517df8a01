"""An assignee's day beside the form: a strip of bars, and the same in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments import advice
from appointments.availability import Day, Taken, Wanted
from appointments.leadway.records import AppointmentRecord
from appointments.schedule import clock, writing
from appointments.showing.timegrid import Bar, bars, merged, outside
from appointments.wording import Words

ICONS = {"ok": "circle-check", "warn": "triangle-alert", "mute": "circle-help"}


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
        bars=list(bars(wanted, day, record, words.zone)),
        tone=tone,
        line=line,
        note=_note(wanted, day, words.zone),
        stamp=_stamp(day, now, words.zone),
        known=day.known,
    )


def no_day() -> Strip:
    """Return the strip while the date cannot be read."""
    said = _("Write a date to see that day.")
    return Strip(label=said, bars=[], tone="mute", line=said, note="", stamp="")


def _line(wanted: Wanted, day: Day, offered: bool, words: Words) -> tuple[str, str]:
    """Say whether the assignee is free then: "ok", "warn", or "mute" for not known."""
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
        said = _("Not known whether %(who)s is free.") % {"who": who}
        return "mute", f"{said} {_why(day)}"
    return "ok", _("%(who)s is free") % {"who": who}


def _busy(who: str, clashes: Sequence[Taken], zone: ZoneInfo) -> str:
    first, more = clashes[0], len(clashes) - 1
    said = _("%(who)s has %(other)s at %(span)s") % {
        "who": who,
        "other": first.who or _("another appointment"),
        "span": writing.write_span(first.start, first.end, zone),
    }
    if not more:
        return said
    return said + " " + ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}


def _why(day: Day) -> str:
    """Say why a day, or the newest of it, is not known."""
    if day.trouble:
        return advice.of_reading(day.trouble).title
    return _("That day was not read from Leadway yet.")


def _today(now: datetime, zone: ZoneInfo) -> date:
    return clock.local(now, zone).date()


def _label(wanted: Wanted, day: Day, tone: str, words: Words, today: date) -> str:
    who = words.value("assigned_user_id", wanted.user_id) if wanted.user_id else ""
    if not who:
        return _("No assignee is chosen, so no day is shown.")
    busy = ", ".join(_spans(merged(day.taken), words.zone))
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
        "ok": _("The chosen time, %(span)s, is free."),
        "warn": _("The chosen time, %(span)s, is taken."),
        "mute": _("Whether the chosen time, %(span)s, is free is not known."),
    }
    return sentences[tone] % {
        "span": writing.write_span(wanted.start, wanted.end, zone)
    }


def _note(wanted: Wanted, day: Day, zone: ZoneInfo) -> str:
    """Say what the strip cannot show: other hours, and that it is an old copy."""
    said = [_why(day)] if day.known and day.trouble else []
    if (
        wanted.start
        and wanted.end
        and outside(wanted.start, wanted.end, wanted.day, zone)
    ):
        said.append(_("The chosen time is outside the hours shown."))
    others = [span for span in merged(day.taken) if outside(*span, wanted.day, zone)]
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
