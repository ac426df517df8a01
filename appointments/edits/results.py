"""What came of an edit, in words: what Leadway has since, and what was asked."""

from dataclasses import replace

from django.utils.translation import gettext as _

from appointments.edits import diff
from appointments.edits.in_words import TOGETHER, Change, changes_in_words
from appointments.edits.rows import Line, lines_of, unasked_lines_of
from appointments.edits.tables import Edit
from appointments.leadway.fields import SECTION_OF
from appointments.words import Words


def results_in_words(edit: Edit, words: Words) -> list[Change]:
    """Return the changes of an accepted edit, each with what resulted.

    Where that is another value than was asked for, the note says what was asked; what
    Leadway changed beside it comes last.
    """
    otherwise: dict[str, list[Line]] = {}
    for line in lines_of(edit, words):
        if line.verdict == diff.Verdict.DIFFERS:
            otherwise.setdefault(_key(line), []).append(line)
    found = []
    for change in changes_in_words(edit.changes, edit.compared, words):
        together = change.section in TOGETHER
        lines = otherwise.get(change.section if together else change.label, [])
        found.append(_resulted(change, lines))
    beside = unasked_lines_of(edit, words)
    return found + [_unasked(line) for line in beside]


def _key(line: Line) -> str:
    """Return what tells the change that a line belongs to."""
    section = SECTION_OF[line.names[0]]
    return section if section in TOGETHER else line.label


def _resulted(change: Change, lines: list[Line]) -> Change:
    if not lines:
        return change
    now, asked = (
        ", ".join(getattr(line, name) for line in lines) for name in ("now", "asked")
    )
    return replace(change, after=now, note=_("asked “%(value)s”") % {"value": asked})


def _unasked(line: Line) -> Change:
    section = SECTION_OF[line.names[0]] if line.names else ""
    return Change(section, line.label, line.before, line.now, note=_("not asked for"))
