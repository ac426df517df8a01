"""The page on which admins rehearse trouble on the sandbox."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from appointments.index import directory
from appointments.practice import naming
from appointments.practice import rehearsing as rehearsal
from appointments.practice.rehearsing import Call, Change, Unavailable
from appointments.practice.troubles import TROUBLES
from appointments.request import Request
from appointments.times import writing
from appointments.words import STATUS
from people.roles import MANAGE_CONNECTION

WORKFLOWS = {
    "AppointmentCreate": gettext_lazy("Appointment created"),
    "AppointmentUpdate": gettext_lazy("Appointment updated"),
    "AppointmentDelete": gettext_lazy("Appointment deleted"),
    "rescheduled": gettext_lazy("Rescheduled"),
}
SHOWN_CALLS, LONGEST_VALUE = 30, 80


@dataclass(frozen=True, slots=True)
class Row:
    """One call of the list, all of it text by now."""

    at: str
    method: str
    path: str
    names: str
    body: str
    answer: str
    tone: str
    faults: str
    ran: bool
    workflows: str
    changes: list[tuple[str, str, str]]
    elsewhere: list[tuple[str, str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(MANAGE_CONNECTION, raise_exception=True)
def practice(request: Request) -> HttpResponse:
    """What goes wrong on purpose, and the last calls; `reads` lists reads as well."""
    if not rehearsal.is_offered():
        raise Http404
    if request.method == "POST":
        return _act(request)
    return render(request, "appointments/practice.html", _context(request))


def _act(request: Request) -> HttpResponse:
    try:
        said = _deed(request)
    except Unavailable:
        return _answer(request, _context(request), status=502)
    if said is None:
        raise BadRequest("no such deed")
    if not request.htmx:
        return redirect("practice")
    response = _answer(request, _context(request) | {"said": said})
    response["HX-Trigger"] = json.dumps({"announce": {"text": said}})
    return response


def _deed(request: Request) -> str | None:
    """Do what was pressed and say it; None when it is nothing that there is."""
    deed, name = request.POST.get("deed"), request.POST.get("trouble", "")
    if deed == "start_over":
        rehearsal.start_over()
        return _("The sandbox has fresh data.")
    if deed == "today":
        days = rehearsal.move_to_today()
        moved = ngettext("Moved by %(n)s day.", "Moved by %(n)s days.", days)
        return moved % {"n": days} if days else _("Everything is of today already.")
    if name not in TROUBLES:
        return None
    is_on = request.POST.get("on") == "true"
    rehearsal.rehearse(name, on=is_on)
    said = _("%(trouble)s: on") if is_on else _("%(trouble)s: off")
    return said % {"trouble": TROUBLES[name][0]}


def _answer(
    request: Request, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    template = "practice/_practice.html" if request.htmx else "practice.html"
    return render(request, f"appointments/{template}", context, status=status)


def _context(request: Request) -> dict[str, Any]:
    context: dict[str, Any] = {"nav": "practice", "reads": "reads" in request.GET}
    try:
        standing = rehearsal.troubles()
        calls = rehearsal.calls()
    except Unavailable:
        return context | {"unavailable": True}
    zone = directory.current().shown_in
    chosen = [one for one in calls if context["reads"] or _tells_something(one)]
    return context | {
        "troubles": _troubles(standing),
        "calls": _rows(chosen[:SHOWN_CALLS], zone),
    }


def _troubles(standing: dict[str, bool]) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "hint": hint, "on": standing[name]}
        for name, (label, hint) in TROUBLES.items()
        if name in standing
    ]


def _tells_something(call: Call) -> bool:
    """Reads are many, and most of them went well."""
    return call.method != "GET" or bool(call.faults or call.elsewhere)


def _rows(calls: list[Call], zone: ZoneInfo) -> list[Row]:
    named = zip(calls, naming.names(calls), strict=True)
    return [_row(call, names, zone) for call, names in named]


def _row(call: Call, names: str, zone: ZoneInfo) -> Row:
    return Row(
        at=writing.write_hour(call.at, zone, seconds=True),
        method=call.method,
        path=call.path,
        names=names,
        body=_json(call.body),
        answer=str(call.status) if call.status else _("no answer"),
        tone="ok" if 200 <= call.status < 300 else "err",
        faults=", ".join(call.faults),
        ran=bool(call.automations),
        workflows=", ".join(map(_workflow, call.workflows)),
        changes=_values(call.changes),
        elsewhere=_values(call.elsewhere),
    )


def _json(body: Any) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False) if body else ""


def _workflow(name: str) -> str:
    kind, _colon, status = name.partition(":")
    if kind == "status":
        label = STATUS.get(status, status)
        return _("Status is now “%(status)s”") % {"status": label}
    return str(WORKFLOWS.get(name, name))


def _values(changes: Iterable[Change]) -> list[tuple[str, str, str]]:
    return [(one.field, _value(one.before), _value(one.after)) for one in changes]


def _value(value: Any) -> str:
    text = _("nothing") if value in (None, "", []) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
