"""Whose values an appointment has by now, and since when, as far as is known here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import diff
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.leadway.records import AppointmentRecord
from appointments.times import writing
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Whose:
    """`who` is "" for somebody in Leadway itself, whom nobody here knows.

    `at` is when it was saved here, or seen to have been changed there.
    """

    who: str
    at: datetime

    def said(self, words: Words) -> str:
        """Lucía Ferrer, 11:22."""
        who = self.who or _("Somebody in Leadway")
        return f"{who}, {self.when(words)}"

    def when(self, words: Words) -> str:
        return writing.write_ago(self.at, now=timezone.now(), zone=words.zone)


def whose(edit: Edit, names: Iterable[str]) -> dict[str, Whose]:
    """Name who gave these fields the values that `edit` has met."""
    others = [one for one in Edit.about(edit.event_id) if one.pk != edit.pk]
    return whose_of(edit.compared, names, others)


def whose_of(
    now: AppointmentRecord, names: Iterable[str], edits: Iterable[Edit]
) -> dict[str, Whose]:
    """Name who gave these fields of an appointment the values that it has now.

    One of its `edits` that asked for such a value and was saved; else whoever was seen
    to have changed it outside.
    """
    left = set(names)
    found: dict[str, Whose] = {}
    for other in edits:
        if other.state != Edit.State.ACCEPTED:
            continue
        told, asked = other.told or other.compared, other.changes.asked()
        for name in left & asked.keys():
            values = (asked[name], getattr(told, name))
            if any(diff.same(name, value, getattr(now, name)) for value in values):
                at = other.finished_at or other.made_at
                found[name] = Whose(other.person_name, at)
        left -= found.keys()
    for one in Outside.about(now.id) if left else ():
        for name in left & set(one.fields):
            if diff.same(name, getattr(one.after, name), getattr(now, name)):
                found[name] = Whose("", one.found_at)
        left -= found.keys()
    return found


def sentence(found: Iterable[Whose], words: Words) -> str:
    """Say in a sentence who changed it and when, where that was all of one doing."""
    doings = set(found)
    if len(doings) != 1:
        return ""
    [one] = doings
    told = {"who": one.who, "at": one.when(words)}
    if one.who:
        return _("%(who)s saved it, %(at)s.") % told
    return _("It was changed in Leadway itself, seen %(at)s.") % told
