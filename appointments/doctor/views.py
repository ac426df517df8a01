"""The connection, for whoever looks after it: nothing is called to draw this."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from appointments import connection
from appointments.doctor import scopes
from appointments.doctor.scopes import Known
from appointments.doctor.state import State
from appointments.index import directory
from appointments.request import Request
from appointments.times import writing
from people.roles import MANAGE_CONNECTION

ICONS = {
    Known.WORKS: ("ok", "circle-check"),
    Known.REFUSED: ("warn", "circle-x"),
    Known.NOT_YET: ("mute", "circle-help"),
}


@require_safe
@permission_required(MANAGE_CONNECTION, raise_exception=True)
def doctor(request: Request) -> HttpResponse:
    state = State.now(scopes.every())
    wrong = state.wrong()
    context = {
        "nav": "doctor",
        "wrong": wrong,
        "title": _title(state, wrong),
        "tone": "warn" if wrong else "ok" if state.answered_at else "info",
        "state": state,
        "answered": _ago(state.answered_at),
        "seen": _ago(state.worker.last_seen if state.worker else None),
        "near": _ago(state.worker.near if state.worker else None),
        "scopes": [_shown(one) for one in state.scopes],
        "working": sum(one.known == Known.WORKS for one in state.scopes),
        "fingerprint": connection.token_fingerprint(),
        "address": connection.base_url(),
        "location_id": connection.location_id(),
        "api_version": connection.version(),
        "zone": directory.current().zone,
    }
    return render(request, "appointments/doctor.html", context)


def _title(state: State, wrong: list[str]) -> str:
    if wrong:
        said = ngettext(
            "%(n)d thing to put right", "%(n)d things to put right", len(wrong)
        )
        return said % {"n": len(wrong)}
    if state.answered_at:
        return _("Connected, and nothing to put right")
    return _("Leadway has not been asked for anything yet")


def _ago(at: datetime | None) -> str:
    if at is None:
        return ""
    zone = directory.current().shown_in
    return writing.write_ago(at, now=timezone.now(), zone=zone)


def _shown(one: scopes.Scope) -> dict[str, Any]:
    tone, icon = ICONS[one.known]
    said = {
        Known.WORKS: _("worked %(ago)s"),
        Known.REFUSED: _("refused %(ago)s"),
        Known.NOT_YET: _("not needed so far"),
    }
    ago = said[one.known] % {"ago": _ago(one.at)}
    return {
        "name": one.name,
        "label": one.label,
        "tone": tone,
        "icon": icon,
        "ago": ago,
    }
