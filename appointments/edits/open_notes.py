"""What stands on an appointment's page of edits of it that are not at their end.

For everybody who opens it: who, what was asked, since when, how it stands. Whoever may
do anything about it finds that there as well.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import settling
from appointments.edits.in_words import Change, changes_in_words
from appointments.edits.shown import Shown, shown
from appointments.edits.tables import Edit
from appointments.request import Request, may_override, person
from appointments.times import writing
from appointments.words import Words

MOST_CHANGES = 4


@dataclass(frozen=True, slots=True)
class OpenNote:
    """One of them. `why` is for who made it; `sees_outbox` where that lists it."""

    shown: Shown
    title: str
    since: str
    why: str
    changes: list[Change]
    sees_outbox: bool


def standing(edits: Iterable[Edit], *, but: Collection[int]) -> list[Edit]:
    """Return those that wait or are not known.

    `but` are shown beside them as receipts already. What is on its way has its answer
    soon.
    """
    found = [one for one in edits if one.open and (not one.in_flight or one.is_overdue)]
    return [one for one in found if one.pk not in but]


def open_notes(
    edits: Iterable[Edit], request: Request, words: Words, *, but: Collection[int]
) -> list[OpenNote]:
    """Return one for each that is `standing`, the newest first.

    One statement, where there are any.
    """
    found = standing(edits, but=but)
    if found:
        prefetch_related_objects(found, "attempts")
    return [_note(one, request, words) for one in found]


def _note(edit: Edit, request: Request, words: Words) -> OpenNote:
    told = shown(edit, request)
    mine = edit.person_id == person(request).pk
    return OpenNote(
        shown=told,
        title=_title(edit, mine=mine),
        since=_since(edit, words, told),
        why=told.receipt.body if told.may_act else "",
        changes=changes_in_words(edit.changes, edit.baseline, words)[:MOST_CHANGES],
        sees_outbox=mine or may_override(request),
    )


def _title(edit: Edit, *, mine: bool) -> str:
    if edit.waiting:
        if mine:
            return _("A change of yours is waiting to be sent")
        said = _("A change by %(name)s is waiting to be sent")
    elif mine:
        return _("Not known yet whether Leadway saved a change of yours")
    else:
        said = _("Not known yet whether Leadway saved a change by %(name)s")
    return said % {"name": edit.person_name}


def _since(edit: Edit, words: Words, told: Shown) -> str:
    at = edit.made_at if edit.waiting else edit.sent_at or edit.made_at
    stamp = {"at": writing.write_stamp(at, now=timezone.now(), zone=words.zone)}
    if edit.waiting:
        return _("Since %(at)s. Everything below is without it.") % stamp
    # Who may act reads in the receipt's words when it was sent, and what is done.
    if told.may_act:
        return ""
    said = _("Sent at %(at)s.") % stamp
    if not settling.undecided(edit):
        said += " " + _("It is looked up by itself.")
    return said
