"""A conflict in words: what was there, theirs, and yours, one row a decision."""

from dataclasses import dataclass

from appointments.edits import diff
from appointments.edits.in_words import TOGETHER, Change, changes_in_words
from appointments.edits.tables import Edit
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
