"""The suggestion for a time that there is not: a press writes it into the form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render

from appointments.editor import page, renewing, when
from appointments.editor.form import AppointmentForm
from appointments.editor.making import make_form
from appointments.editor.sheet import sheet
from appointments.edits.baseline import Baseline
from appointments.request import Request
from appointments.times import clock

TIMES = ("start", "end")


def pressed(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what the controls hold once the pressed suggestion is taken, if any was.

    Of a start the date goes along: a clock may jump over a whole day.
    """
    field, _space, text = posted.get("suggested", "").partition(" ")
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return {}
    match field:
        case "start":
            return {"date": f"{at:%Y-%m-%d}", "start": f"{at:%H:%M}"}
        case "end":
            return {"end": f"{at:%H:%M}", when.FOLLOWS: ""}
    return {}


def take(
    request: Request, seen: Baseline, data: Mapping[str, str], taken: dict[str, str]
) -> HttpResponse:
    """Show the form with the suggestion in it. Nothing is saved by that."""
    form = make_form(request, seen, {**data, **taken})
    if form.is_valid() and form.span and "start" in taken:
        form = make_form(request, seen, _with_end(form, {**data, **taken}))
    opened = renewing.last_seen(seen.record.id, seen.record)
    shown = sheet(request, opened, form)
    shown = replace(shown, focus=next(one for one in TIMES if one in taken))
    if not request.htmx:
        context = page.page(request, opened, shown, page.Answer())
        return render(request, "appointments/editor.html", context)
    context = page.with_form(shown, form.record, page.Swap(oob=True, renew=True))
    return render(request, "appointments/editor/_form.html", context)


def _with_end(form: AppointmentForm, data: dict[str, str]) -> dict[str, str]:
    """Return what is typed, with the end where it lies by now."""
    if form.span is None:
        return data
    first, last = (
        clock.local(at, form.shown_in) for at in (form.span.start, form.span.end)
    )
    length = clock.length(form.span.start, form.span.end, form.shown_in)
    minutes = round(length.total_seconds() / 60)
    data |= {"end": f"{last:%H:%M}", when.FOLLOWS: str(minutes)}
    data.pop("end_next_day", None)
    return data | ({"end_next_day": "on"} if last.date() > first.date() else {})
