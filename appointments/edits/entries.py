"""What was done to one appointment, newest first, as a person would tell it.

By edits of ours, and outside: by whoever changed it in Leadway itself.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits.in_words import Change, changes_in_words, outside_in_words
from appointments.edits.outside import DELETED, Outside
from appointments.edits.results import results_in_words
from appointments.edits.rows import lines_of
from appointments.edits.screens import Screen
from appointments.edits.sentences import Outcome
from appointments.edits.tables import Edit
from appointments.times.writing import write_ago
from appointments.words import Words
from people.hues import hue_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history. `edit` is None of what was done outside.

    `taken` says that Leadway has something of it, `leads` that there is more to see,
    `screen` from where it was made, `loud` that it was sent with automations on,
    `why` what the person wrote of it.
    """

    edit: Edit | None
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
    taken: bool
    leads: bool
    key: uuid.UUID
    screen: str = ""
    loud: bool = False
    why: str = ""


TONES = {
    Edit.State.ACCEPTED: "ok",
    Edit.State.REFUSED: "err",
    Edit.State.CONFLICTED: "warn",
    Edit.State.UNKNOWN: "warn",
    Edit.State.PENDING: "info",
    Edit.State.WITHDRAWN: "mute",
}


ASKS = (Edit.State.CONFLICTED, Edit.State.REFUSED)


def history(
    edits: list[Edit],
    words: Words,
    *,
    now: datetime,
    may_edit: bool,
    outside: list[Outside] | None = None,
    of_series: list[Edit] | None = None,
) -> list[Entry]:
    """Return the entries. Only the last accepted edit offers to be undone.

    Those `of_series` were of all its appointments, this one among them.
    """
    accepted = [edit for edit in edits if edit.state == Edit.State.ACCEPTED]
    newest = accepted[0] if accepted else None
    told = [
        (edit.made_at, _entry(edit, words, now, can_undo=may_edit and edit is newest))
        for edit in edits
    ]
    told += [(edit.made_at, _whole(edit, words, now)) for edit in of_series or ()]
    told += [(one.found_at, _outside(one, words, now)) for one in outside or ()]
    return [entry for _at, entry in sorted(told, key=lambda one: one[0], reverse=True)]


def of_edit(edit: Edit, words: Words, *, now: datetime, may_edit: bool) -> Entry:
    """Return the entry of one edit among those of all appointments.

    Any that was accepted can be undone: that is another change, made like every other.
    """
    accepted = edit.state == Edit.State.ACCEPTED
    return _entry(edit, words, now, can_undo=may_edit and accepted)


def of_outside(one: Outside, words: Words, *, now: datetime) -> Entry:
    return _outside(one, words, now)


def latest(entries: list[Entry]) -> Entry | None:
    """Return who changed it last, of what Leadway has taken."""
    return next((one for one in entries if one.taken), None)


def _entry(edit: Edit, words: Words, now: datetime, *, can_undo: bool) -> Entry:
    accepted = edit.state == Edit.State.ACCEPTED
    in_vain = accepted and Outcome(edit, lines_of(edit, words), []).is_in_vain
    taken = accepted and not in_vain
    tag, tone = edit.get_state_display(), TONES[Edit.State(edit.state)]
    if in_vain:
        tag, tone = _("Not saved"), "warn"
    if taken:
        changes = results_in_words(edit, words)
    else:
        changes = changes_in_words(edit.changes, edit.baseline, words)
    return Entry(
        edit=edit,
        who=edit.person_name,
        initials=_initials(edit.person_name),
        hue=hue_of(edit.person_id),
        did=_did(edit, len(changes), taken),
        when=write_ago(edit.made_at, now=now, zone=words.zone),
        iso=_iso(edit.made_at),
        changes=changes,
        can_undo=can_undo and taken,
        tag="" if taken else tag,
        tone=tone,
        taken=taken,
        leads=edit.open or edit.state in ASKS or in_vain,
        key=uuid.uuid4(),
        screen=str(Screen(edit.screen).label) if edit.screen else "",
        loud=edit.options.to_notify and edit.tries > 0,
        why=edit.why,
    )


def _whole(edit: Edit, words: Words, now: datetime) -> Entry:
    """What was done to the whole series, as one of its appointments tells it."""
    entry = _entry(edit, words, now, can_undo=False)
    did = _("changed the whole series") if entry.taken else entry.did
    tag = entry.tag or _("Whole series")
    tone = "mute" if entry.taken else entry.tone
    return replace(entry, did=did, tag=tag, tone=tone, leads=False)


def _outside(one: Outside, words: Words, now: datetime) -> Entry:
    changes = outside_in_words(one.before, one.after, words)
    did = _("deleted this") if DELETED in one.fields else _changed(len(changes))
    return Entry(
        edit=None,
        who=_("Somebody in Leadway"),
        initials="",
        hue=0,
        did=did,
        when=write_ago(one.found_at, now=now, zone=words.zone),
        iso=_iso(one.found_at),
        changes=changes,
        can_undo=False,
        tag=_("Seen when reading"),
        tone="mute",
        taken=True,
        leads=False,
        key=uuid.uuid4(),
    )


def _iso(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat()


def _did(edit: Edit, count: int, taken: bool) -> str:
    if edit.undoes_id:
        return _("undid an earlier change")
    if taken:
        return _changed(count)
    return ngettext("wanted to change this", "wanted to change %(n)d things", count) % {
        "n": count
    }


def _changed(count: int) -> str:
    return ngettext("changed this", "changed %(n)d things", count) % {"n": count}


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
