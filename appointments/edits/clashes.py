"""A conflict in words: what was there, theirs, and yours, one row a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits import diff, whose
from appointments.edits.in_words import TOGETHER, Change, changes_in_words
from appointments.edits.tables import Edit
from appointments.edits.whose import Whose
from appointments.leadway.changes import Changes
from appointments.leadway.fields import SECTION_OF
from appointments.words import SECTION, Words


@dataclass(frozen=True, slots=True)
class ClashRow:
    """One field that two people changed: what was there, theirs, and yours."""

    name: str
    label: str
    original: str
    theirs: str
    yours: str
    # Who gave it the value that it has by now, and when: "" where nobody knows.
    whose: str = ""
    # Whose value is kept: "" until the person has said so.
    chosen: str = ""


def told(edit: Edit, words: Words) -> dict[str, Any]:
    """Return what a receipt tells of a conflict, as its fields."""
    found = diff.clashes(edit.known, edit.compared, edit.changes)
    merged = diff.moved_elsewhere(edit.baseline, edit.compared, edit.changes)
    known = whose.whose(edit, [clash.name for clash in found])
    rows = _with_names(clash_rows(edit, found, words), known, words)
    body = ngettext(
        "One of your changes touches the same field: choose which to keep.",
        "%(n)d of your changes touch the same fields: choose which to keep.",
        len(rows),
    ) % {"n": len(rows)}
    kept = _("Nothing was sent, and nothing you typed is lost.")
    who = whose.sentence(known.values(), words)
    return {
        "body": " ".join(filter(None, [who, body, kept])),
        "clashes": rows,
        "changes": without_clash(edit, found, words),
        "merged": words.labels(merged),
    }


def _with_names(
    rows: list[ClashRow], found: Mapping[str, Whose], words: Words
) -> list[ClashRow]:
    """Name beside each value of theirs whose it is, and since when."""
    said: dict[str, str] = {}
    for name, one in found.items():
        said.setdefault(choice_of(name), one.said(words))
    return [replace(row, whose=said.get(row.name, "")) for row in rows]


def without_clash(edit: Edit, found: list[diff.Clash], words: Words) -> list[Change]:
    clashing = {choice_of(clash.name) for clash in found}
    asked = edit.changes.asked()
    rest = {name: v for name, v in asked.items() if choice_of(name) not in clashing}
    return changes_in_words(Changes(**rest), edit.baseline, words)


def choice_of(name: str) -> str:
    """Return what a field is decided with: times go together, and so do places."""
    section = SECTION_OF[name]
    return section if section in TOGETHER else name


def clash_rows(edit: Edit, found: list[diff.Clash], words: Words) -> list[ClashRow]:
    """Return one row for each decision, in words and in the order of the form."""
    groups: dict[str, list[diff.Clash]] = {}
    for clash in found:
        groups.setdefault(choice_of(clash.name), []).append(clash)
    rows = [_clash_row(name, group, words) for name, group in groups.items()]
    if "when" not in groups:
        return rows
    return [_clash_of_times(edit, words), *(row for row in rows if row.name != "when")]


def _clash_of_times(edit: Edit, words: Words) -> ClashRow:
    known, now, asked = edit.known, edit.current, edit.changes
    theirs = now or known
    yours = words.span(
        asked.start_time or known.start_time, asked.end_time or known.end_time
    )
    return ClashRow(
        "when",
        str(SECTION["when"]),
        words.span(known.start_time, known.end_time),
        words.span(theirs.start_time, theirs.end_time),
        yours,
    )


def _clash_row(name: str, group: list[diff.Clash], words: Words) -> ClashRow:
    def say(values: list[object]) -> str:
        said = [words.value(c.name, v) for c, v in zip(group, values, strict=True)]
        return " · ".join(said)

    label = str(SECTION[name]) if name in TOGETHER else words.label(name)
    return ClashRow(
        name,
        label,
        say([clash.original for clash in group]),
        say([clash.theirs for clash in group]),
        say([clash.yours for clash in group]),
    )
