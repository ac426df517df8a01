"""The edits of one appointment, newest first, as a person would tell them."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits.in_words import Change, changes_in_words
from appointments.edits.tables import Edit
from appointments.times.writing import write_ago
from appointments.words import Words
from people.hues import hue_of


@dataclass(frozen=True, slots=True)
class Entry:
    edit: Edit
    who: str
    initials: str
    hue: int
    did: str
    when: str
    iso: str
    changes: list[Change]
    can_undo: bool
    tag: str
    tone: str
    key: uuid.UUID


TONES = {
    Edit.State.ACCEPTED: "ok",
    Edit.State.REFUSED: "err",
    Edit.State.CONFLICTED: "warn",
    Edit.State.UNKNOWN: "warn",
    Edit.State.PENDING: "info",
    Edit.State.WITHDRAWN: "mute",
}


def history(
    edits: list[Edit], words: Words, *, now: datetime, may_edit: bool
) -> list[Entry]:
    """Return the entries. Only the last accepted edit offers to be undone."""
    accepted = [edit for edit in edits if edit.state == Edit.State.ACCEPTED]
    newest = accepted[0] if accepted else None
    return [
        _entry(edit, words, now=now, can_undo=may_edit and edit is newest)
        for edit in edits
    ]


def _entry(edit: Edit, words: Words, *, now: datetime, can_undo: bool) -> Entry:
    changes = changes_in_words(edit.changes, edit.baseline, words)
    return Entry(
        edit=edit,
        who=edit.person_name,
        initials=_initials(edit.person_name),
        hue=hue_of(edit.person_id),
        did=_did(edit, len(changes)),
        when=write_ago(edit.made_at, now=now, zone=words.zone),
        iso=edit.made_at.replace(microsecond=0).isoformat(),
        changes=changes,
        can_undo=can_undo,
        tag="" if edit.state == Edit.State.ACCEPTED else edit.get_state_display(),
        tone=TONES[Edit.State(edit.state)],
        key=uuid.uuid4(),
    )


def _did(edit: Edit, count: int) -> str:
    if edit.undoes_id:
        return _("undid an earlier change")
    if edit.state == Edit.State.ACCEPTED:
        return ngettext("changed this", "changed %(n)d things", count) % {"n": count}
    return ngettext("wanted to change this", "wanted to change %(n)d things", count) % {
        "n": count
    }


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
