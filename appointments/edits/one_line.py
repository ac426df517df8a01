"""An edit in one line, for a row, a drop or a list: its sentence."""

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import diff, sentences, telling
from appointments.edits.in_words import changes_in_words
from appointments.edits.marks import PUT_BACK
from appointments.edits.rows import Line
from appointments.edits.tables import Edit
from appointments.times import writing
from appointments.words import Words

SETTLED = (diff.Verdict.CONFIRMED, PUT_BACK)
MOST_LETTERS = 160


def of(receipt: telling.Receipt, words: Words) -> str:
    """Return the new values where all is well, else what is the matter."""
    match receipt.kind:
        case "accepted":
            return _of_accepted(receipt, words)
        case "refused":
            faults = (fault.message for fault in receipt.faults)
            said = " ".join((*faults, *receipt.words))
            return _cut(f"{receipt.title}: {said}") if said else receipt.title
        case "conflicted":
            row = receipt.clashes[0]
            values = {"field": row.label, "value": row.theirs}
            said = _cut(_("Not sent: %(field)s is “%(value)s” by now.") % values)
            return f"{said} ({row.whose})" if row.whose else said
        case _:
            return receipt.title


def _of_accepted(receipt: telling.Receipt, words: Words) -> str:
    edit, lines = receipt.edit, receipt.lines
    differing = [line for line in lines if line.verdict == diff.Verdict.DIFFERS]
    if differing or receipt.unasked:
        return _with_values(receipt.title, differing or receipt.unasked)
    if not edit.finished_at or any(line.verdict not in SETTLED for line in lines):
        return receipt.title
    at = writing.write_stamp(edit.finished_at, now=timezone.now(), zone=words.zone)
    values = {"values": _values(edit, words), "at": at}
    said = _("%(values)s. Confirmed by Leadway, %(at)s.")
    if edit.undoes_id:
        said = _("Undone: %(values)s. Confirmed by Leadway, %(at)s.")
    said %= values
    return f"{said} {sentences.into_the_past(edit)}".strip()


def _with_values(title: str, lines: list[Line]) -> str:
    if len(lines) != 1:
        return title
    line = lines[0]
    wanted = {"now": line.now, "asked": line.asked or line.before}
    return _cut(f"{title} " + _("%(now)s instead of %(asked)s.") % wanted)


def _values(edit: Edit, words: Words) -> str:
    changes = changes_in_words(edit.changes, edit.compared, words)
    return _cut(", ".join(change.after for change in changes))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"
