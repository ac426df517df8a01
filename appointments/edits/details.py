"""What went over the wire for an edit, as developers want to see it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.connection import as_curl
from appointments.edits import along_in_words
from appointments.edits.along_in_words import Along
from appointments.edits.tables import Edit
from appointments.times import writing
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Details:
    """What developers look for: status and trace, the request, the answers, a curl.

    `along` is what the request holds that nobody asked for.
    """

    technical: str = ""
    sent: str = ""
    returned: str = ""
    reread: str = ""
    curl: str = ""
    along: list[Along] = field(default_factory=list)


def details_of(edit: Edit, words: Words, technical: str = "") -> Details:
    parts = [technical] if technical else []
    if edit.duration_ms is not None:
        parts.append(f"{edit.duration_ms} ms")
    return Details(
        technical=" · ".join(parts),
        sent=_pretty(edit.body),
        returned=_pretty(edit.returned.raw if edit.returned else None),
        reread=_pretty(edit.reread.raw if edit.reread else None),
        curl=as_curl(edit.event_id, edit.body) if edit.body else "",
        along=_along(edit, words),
    )


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an edit: when it left, how it ended, and what traces it."""

    at: str
    ended: str
    technical: str


def calls_of(edit: Edit, words: Words) -> list[Call]:
    """Return each call that was made for an edit, the first one first."""
    made = [
        _call(
            one.sent_at, one.outcome, one.status, one.duration_ms, one.trace_id, words
        )
        for one in edit.attempts.order_by("number")
    ]
    if edit.sent_at:
        trouble = edit.trouble
        ended = trouble.kind if trouble else "" if edit.in_flight else "answered"
        status, trace = (trouble.status, trouble.trace_id) if trouble else (None, "")
        made.append(_call(edit.sent_at, ended, status, edit.duration_ms, trace, words))
    return made


def _call(
    sent_at: datetime,
    ended: str,
    status: int | None,
    ms: int | None,
    trace: str,
    words: Words,
) -> Call:
    said = {
        "": _("under way"),
        "answered": _("answered"),
        "busy": _("asked to wait"),
        "refused": _("refused"),
        "unreadable": _("answer not readable"),
        "not_sent": _("not reached"),
    }
    technical = (
        f"HTTP {status}" if status else "",
        f"{ms} ms" if ms is not None else "",
        f"traceId {trace}" if trace else "",
    )
    at = writing.write_stamp(sent_at, now=timezone.now(), zone=words.zone)
    how = said.get(ended, _("no answer"))
    return Call(at, how, " · ".join(filter(None, technical)))


def _along(edit: Edit, words: Words) -> list[Along]:
    if not edit.body:
        return []
    return along_in_words.told(
        edit.body, edit.changes, edit.options, edit.compared, words
    )


def _pretty(value: Mapping[str, Any] | None) -> str:
    return json.dumps(dict(value), indent=2, ensure_ascii=False) if value else ""
