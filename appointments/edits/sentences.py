"""What is said first of a save that Leadway accepted, and how it went.

The first sentence is true at the moment it is said, and names the exception: what
differs comes before what nobody asked for, and that before what is not told back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits.diff import Verdict
from appointments.edits.marks import LEFT, PUT_BACK
from appointments.edits.rows import Line
from appointments.edits.settling import REREAD_AFTER_S
from appointments.edits.tables import Edit
from appointments.times import writing
from appointments.words import Words

SETTLED = (Verdict.CONFIRMED, PUT_BACK, LEFT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lines of what was asked, by what became of them, and of what nobody did."""

    edit: Edit
    lines: list[Line]
    unasked: list[Line]

    @property
    def differing(self) -> list[Line]:
        return [one for one in self.lines if one.verdict == Verdict.DIFFERS]

    @property
    def untold(self) -> list[Line]:
        return [one for one in self.lines if one.verdict == Verdict.NOT_ECHOED]

    @property
    def settled(self) -> list[Line]:
        return [one for one in self.lines if one.verdict in SETTLED]

    @property
    def others(self) -> list[Line]:
        """What nobody asked for, and nobody has left as it is by now."""
        return [one for one in self.unasked if one.verdict != LEFT]

    @property
    def is_in_vain(self) -> bool:
        """Whether an answer looked well and nothing came of it."""
        differing = self.differing
        same = all(one.now == one.before for one in differing)
        return bool(differing) and same and not self.settled


def of_saved(found: Outcome) -> tuple[str, str]:
    """Return the tone, and the first sentence."""
    if found.is_in_vain:
        return "warn", _in_vain(found)
    if found.differing:
        return "warn", _with_differences(found)
    if found.others:
        return "warn", _with_others(found)
    if not found.edit.returned:
        return "ok", _found_later(found)
    if found.untold:
        return _not_told(found)
    return "ok", _as_asked(found)


def _in_vain(found: Outcome) -> str:
    if found.edit.undoes_id:
        return _("Not undone: Leadway took it, but still has the later values.")
    return _("Not saved: Leadway took it, but still has the old values.")


def _with_differences(found: Outcome) -> str:
    n = len(found.differing)
    said = {"n": n, "named": _named(found.differing)}
    if found.edit.undoes_id:
        return (
            ngettext(
                "Undone, with %(n)d difference: %(named)s.",
                "Undone, with %(n)d differences: %(named)s.",
                n,
            )
            % said
        )
    return (
        ngettext(
            "Saved, with %(n)d difference: %(named)s.",
            "Saved, with %(n)d differences: %(named)s.",
            n,
        )
        % said
    )


def _with_others(found: Outcome) -> str:
    n = len(found.others)
    said = {"n": n, "named": _named(found.others)}
    also = ngettext(
        "Leadway also changed %(n)d field nobody asked for: %(named)s.",
        "Leadway also changed %(n)d fields nobody asked for: %(named)s.",
        n,
    )
    return f"{_verb(found)} {also % said}"


def _verb(found: Outcome) -> str:
    """Say no more than is known: what was not compared was sent."""
    if not found.settled:
        return _("Undo sent.") if found.edit.undoes_id else _("Sent.")
    return _("Undone.") if found.edit.undoes_id else _("Saved.")


def _found_later(found: Outcome) -> str:
    if found.untold:
        return _("It was saved, as far as Leadway tells it back.")
    if found.edit.undoes_id:
        return _("Undone: Leadway holds the earlier values again.")
    return _("It was saved: Leadway holds what you asked for.")


def _not_told(found: Outcome) -> tuple[str, str]:
    untold, count, edit = len(found.untold), len(found.lines), found.edit
    if untold < count:
        n = {"n": count - untold, "all": count}
        told = _("Leadway confirmed %(n)d of %(all)d fields.") % n
        return "ok", f"{_verb(found)} {told}"
    if edit.verifiable:
        told = _("Leadway accepted it, and it is being read back.")
        return "info", f"{_verb(found)} {told}"
    told = ngettext(
        "Leadway accepted it, but does not tell this field back.",
        "Leadway accepted it, but does not tell these fields back.",
        count,
    )
    return "mute", f"{_verb(found)} {told}"


def _as_asked(found: Outcome) -> str:
    if found.edit.undoes_id:
        if found.edit.undoes and found.edit.undoes.undoes_id:
            return _("Done again. Leadway has the later values again.")
        return _("Undone. Leadway has the earlier values again.")
    left = [one for one in found.lines if one.verdict == LEFT]
    if left:
        return _("Saved. Left as Leadway has it: %(named)s.") % {"named": _named(left)}
    n = len(found.lines)
    if n == 2:
        return _("Saved. Leadway confirmed both fields.")
    return ngettext(
        "Saved. Leadway confirmed the change.",
        "Saved. Leadway confirmed all %(n)d fields.",
        n,
    ) % {"n": n}


def _named(lines: list[Line]) -> str:
    return ", ".join(line.label for line in lines)


def into_the_past(edit: Edit) -> str:
    """Say that what was to come lies in the past by this edit, else nothing."""
    before, after = edit.baseline.start_time, edit.changes.start_time
    if not before or not after or not after < edit.made_at < before:
        return ""
    return _("This is in the past now.")


def how_it_went(found: Outcome, words: Words) -> Iterator[str]:
    """Say when and how fast, what of the rest, and what it set off."""
    edit = found.edit
    if past := into_the_past(edit):
        yield past
    if edit.returned and edit.finished_at and edit.duration_ms is not None:
        at = writing.write_stamp(edit.finished_at, now=timezone.now(), zone=words.zone)
        yield _("%(at)s, answered in %(ms)d ms.") % {"at": at, "ms": edit.duration_ms}
    yield from _of_the_rest(found)
    if edit.options.to_notify:
        yield _("Automations were allowed to run.")
    elif edit.undoes_id and not found.differing:
        yield _("The undo is a change of its own, with its own place in the history.")
    else:
        yield _("Automations were off.")


def _of_the_rest(found: Outcome) -> Iterator[str]:
    nothing_told = len(found.untold) == len(found.lines)
    if found.differing and found.settled and not found.untold:
        yield _("The other fields are as you asked.")
    elif not found.differing and found.others and not found.untold:
        yield _("Your own change is as you asked.")
    elif nothing_told and not found.edit.verifiable:
        yield _("Nothing could be compared, so nothing is claimed.")
    if found.differing and found.others:
        said = _("Leadway also changed, asked by nobody: %(named)s.")
        yield said % {"named": _named(found.others)}


def looked(look_again_s: int | None) -> str:
    """Say what the page does next about a save whose end is not known."""
    if look_again_s == REREAD_AFTER_S[0]:
        return _("We are reading it back now.")
    if look_again_s:
        said = _("It is not there yet. We look again in %(s)d seconds.")
        return said % {"s": look_again_s}
    return _("Read it back, or compare it with Leadway, before you send it again.")
