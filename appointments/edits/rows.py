"""An edit field by field, in words: asked, returned, re-read."""

from dataclasses import dataclass

from appointments.edits import diff
from appointments.edits.tables import Edit
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a finished edit, in words."""

    name: str
    label: str
    before: str
    asked: str
    returned: str
    reread: str
    verdict: str


def rows_of(edit: Edit, words: Words) -> list[Row]:
    lines = diff.lines(
        before=edit.compared,
        changes=edit.changes,
        returned=edit.returned,
        reread=edit.reread,
    )
    return [_row(line, words) for line in lines]


def _row(line: diff.Line, words: Words) -> Row:
    def say(value: object) -> str:
        return "" if value is None else words.value(line.name, value)

    return Row(
        line.name,
        words.label(line.name),
        words.value(line.name, line.before),
        words.value(line.name, line.asked),
        say(line.returned),
        say(line.reread),
        line.verdict.value,
    )
