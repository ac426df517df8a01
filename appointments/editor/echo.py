"""What was typed under "When", as it was understood: for the controls, and in words."""

import json
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.editor.form import AppointmentForm
from appointments.editor.trouble import Trouble
from appointments.editor.when import Span
from appointments.leadway.fields import SECTIONS, wire_name
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, reading, writing

LONGEST = 60


def echo(form: AppointmentForm) -> str:
    """Return the readable ones of the date and the times as they are written here.

    As JSON, for the script that puts them into controls that somebody has left.
    """
    typed = form.typed_when
    found: dict[str, str] = {}
    if not typed.values:
        return ""
    try:
        day = typed.day()
        found |= {"date": writing.write_day(day), "day": day.isoformat()}
    except Trouble:
        pass
    for name in ("start", "end"):
        try:
            found[name] = f"{typed.hour(name):%H:%M}"
        except Trouble:
            continue
    # An end that nobody moved stays in its control, though it follows a long span.
    if form.span and typed.carried():
        end = clock.local(form.span.end, typed.zone)
        found["end"] = f"{end:%H:%M}"
    return json.dumps(found, ensure_ascii=False)


def day_shown(form: AppointmentForm) -> str:
    """Return the day that the control of the date holds, "" for none."""
    try:
        day = reading.read_day(
            str(form.shown("date")), today=form.today, near=form.typed_when.near
        )
    except ValueError:
        return ""
    return day.isoformat()


def said(form: AppointmentForm) -> str:
    """Say the span in words, where its controls do not say all of it.

    Because it is another one by now, or lies in an odd hour, or over a clock change.
    """
    span, zone = form.span or _own(form), form.shown_in
    if span is None:
        return ""
    odd = over_a_change(span, zone)
    twice = any(clock.is_twice(at, zone) for at in (span.start, span.end))
    if not (form.span or odd or twice):
        return ""
    day = clock.local(span.start, zone).date()
    when = f"{writing.write_day(day)}, {writing.write_span(span.start, span.end, zone)}"
    return f"{when}. {odd}" if odd else when


def _own(form: AppointmentForm) -> Span | None:
    start, end = form.record.start_time, form.record.end_time
    return Span(start, end) if start and end and end > start else None


def over_a_change(span: Span, zone: ZoneInfo) -> str:
    """Say how long a span takes that the clock changes in, else nothing."""
    before, after = (
        clock.offset_minutes(clock.local(at, zone)) for at in (span.start, span.end)
    )
    if before == after:
        return ""
    length = writing.write_length(clock.minutes_between(span.start, span.end))
    if after > before:
        said = _("The clock goes forward in between: this takes %(length)s.")
    else:
        said = _("The clock goes back in between: this takes %(length)s.")
    return said % {"length": length}


def unread_times(record: AppointmentRecord) -> list[str]:
    """Return what Leadway told as a start or an end, and is no time that we know."""
    names = [name for name in SECTIONS["when"] if name in record.unreadable]
    told = [record.raw.get(wire_name(name)) for name in names]
    return [str(one)[:LONGEST] for one in told if one not in (None, "")]
