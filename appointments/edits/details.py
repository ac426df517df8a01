"""What went over the wire for an edit, as developers want to see it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from appointments.connection import as_curl
from appointments.edits import along_in_words
from appointments.edits.along_in_words import Along
from appointments.edits.tables import Edit
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


def _along(edit: Edit, words: Words) -> list[Along]:
    if not edit.body:
        return []
    return along_in_words.told(
        edit.body, edit.changes, edit.options, edit.compared, words
    )


def _pretty(value: Mapping[str, Any] | None) -> str:
    return json.dumps(dict(value), indent=2, ensure_ascii=False) if value else ""
