"""An edit field by field, in words: what was there, was asked for, and is there now."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from appointments.edits import along, diff
from appointments.edits.in_words import TOGETHER
from appointments.edits.intending import wanted
from appointments.edits.marks import ALONG, LEFT, PUT_BACK, TAGS, UNASKED, Tag
from appointments.edits.tables import Edit
from appointments.leadway.fields import ATTRIBUTES, TOLD_TEXTS
from appointments.times import clock, writing
from appointments.words import SECTION, Words

WORST_FIRST = (diff.Verdict.DIFFERS, diff.Verdict.NOT_ECHOED)
LONGEST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt. The two times are one, with the date only if it moves.

    `sent` is what went along though nobody asked for it; `custom` says that the kind of
    place became Custom because a place was written.
    """

    label: str
    before: str
    asked: str
    now: str
    verdict: str
    names: tuple[str, ...] = ()
    sent: str = ""
    custom: bool = False
    settable: bool = True

    @property
    def tag(self) -> Tag | None:
        """The word and the icon of its verdict; none for what is on its way."""
        return TAGS.get(self.verdict)

    @property
    def again(self) -> str:
        """The button that asks for it once more, where Leadway has another value."""
        if not self.settable:
            return ""
        if self.verdict == diff.Verdict.DIFFERS:
            return _once_more(_("Send again"), _("Send “%s” again"), self.asked)
        if self.verdict == UNASKED:
            return _once_more(_("Set it again"), _("Set “%s” again"), self.before)
        return ""

    @property
    def leave(self) -> str:
        """The button that takes what Leadway has for right."""
        if self.verdict == diff.Verdict.DIFFERS:
            return _once_more(_("Accept it"), _("Accept “%s”"), self.now)
        return _("Leave it") if self.verdict == UNASKED else ""

    @property
    def why(self) -> str:
        if self.verdict == diff.Verdict.DIFFERS and self.custom:
            return _("Leadway switches to Custom when a place is sent along.")
        if self.verdict == UNASKED and self.sent:
            said = _(
                "“%(sent)s” was sent along; Leadway has “%(now)s”."
                " Nobody here did that."
            )
            return said % {"sent": self.sent, "now": self.now}
        if self.verdict == UNASKED:
            return _(
                "Nobody here asked for this. Leadway changed it with the save, or"
                " somebody did at the same time."
            )
        return _(
            "Leadway accepted the save and kept another value. It stays so unless you"
            " send yours again."
        )


def _once_more(plainly: str, named: str, value: str) -> str:
    return named % value if 0 < len(value) <= LONGEST_NAMED else plainly


def confirmed(edit: Edit) -> list[str]:
    """Name the fields that came back as they were asked for."""
    settled = diff.Verdict.CONFIRMED
    return [line.name for line in _compared(edit) if line.verdict == settled]


def _compared(edit: Edit) -> list[diff.Line]:
    return diff.lines(
        before=edit.compared,
        changes=edit.changes,
        returned=edit.returned,
        reread=edit.reread,
    )


def lines_of(edit: Edit, words: Words) -> list[Line]:
    """Return the lines of a receipt, those that differ first."""
    found = {line.name: line for line in _compared(edit)}
    lines = []
    if found.keys() >= {*TOGETHER["when"]}:
        start, end = (found.pop(name) for name in TOGETHER["when"])
        lines = [_when(start, end, edit, words)]
    lines += [_line(line, edit, words) for line in found.values()]
    return sorted(lines, key=lambda line: line.verdict != diff.Verdict.DIFFERS)


def along_lines_of(edit: Edit, words: Words) -> list[Line]:
    """Return what we put in as another value than it had, and Leadway took so."""
    if edit.state != Edit.State.ACCEPTED:
        return []
    before = edit.compared
    return [
        Line(
            words.label(name),
            words.value(name, getattr(edit.compared, name)),
            words.value(name, sent),
            words.value(name, sent),
            ALONG,
        )
        for name, sent in along.put_in(edit.body, edit.changes).items()
        if not diff.same(name, sent, getattr(before, name))
        and _became(edit, name, sent)
    ]


def _became(edit: Edit, name: str, sent: object) -> bool:
    now = diff.newest(name, edit.returned, edit.reread)
    return now is None or diff.same(name, now, sent)


def unasked_lines_of(edit: Edit, words: Words) -> list[Line]:
    """Return what is another now though nobody asked for it, of an accepted edit."""
    sent = along.put_in(edit.body, edit.changes)
    return [
        Line(
            words.label(name),
            words.value(name, getattr(edit.compared, name)),
            "",
            words.value(name, now),
            LEFT if name in edit.left else UNASKED,
            (name,),
            settable=name in ATTRIBUTES and bool(wanted(edit, [name])),
            sent=words.value(name, sent[name]) if name in sent else "",
        )
        for name, now in _unasked(edit).items()
    ]


def _unasked(edit: Edit) -> dict[str, object]:
    if edit.state != Edit.State.ACCEPTED:
        return {}
    return diff.unasked(
        before=edit.compared,
        changes=edit.changes,
        along=along.put_in(edit.body, edit.changes),
        returned=edit.returned,
        reread=edit.reread,
    )


def _line(line: diff.Line, edit: Edit, words: Words) -> Line:
    def say(value: object) -> str:
        return "" if value is None else words.value(line.name, value)

    told = line.before is not None or line.name in TOLD_TEXTS
    now = _now(line, edit)
    return Line(
        words.label(line.name),
        words.value(line.name, line.before) if told else _("Leadway does not say"),
        words.value(line.name, line.asked),
        say(now),
        _verdict(edit, line.verdict, line.name),
        (line.name,),
        custom=now == "custom" and bool(edit.changes.address),
    )


def _when(start: diff.Line, end: diff.Line, edit: Edit, words: Words) -> Line:
    before, asked, now = (
        (start.before, end.before),
        (start.asked, end.asked),
        (_now(start, edit), _now(end, edit)),
    )
    starts = [one for one, _end in (before, asked, now) if isinstance(one, datetime)]
    dates = {clock.local(one, words.zone).date() for one in starts}

    def say(first: object, last: object) -> str:
        if not isinstance(first, datetime) or not isinstance(last, datetime):
            return ""
        if len(dates) == 1:
            return writing.write_span(first, last, words.zone)
        return words.span(first, last)

    verdicts = [start.verdict, end.verdict]
    worst = next((one for one in WORST_FIRST if one in verdicts), start.verdict)
    return Line(
        str(SECTION["when"]),
        say(*before) or _("Leadway does not say"),
        say(*asked),
        say(*now),
        _verdict(edit, worst, start.name),
        TOGETHER["when"],
    )


def _now(line: diff.Line, edit: Edit) -> object:
    """Return what Leadway has now, as far as it is known."""
    match edit.state:
        case Edit.State.ACCEPTED:
            return line.returned if line.reread is None else line.reread
        case Edit.State.UNKNOWN:
            return line.reread
        case _:
            return None if edit.in_flight else line.before


def _verdict(edit: Edit, verdict: diff.Verdict, name: str) -> str:
    if edit.in_flight:
        return "sending"
    if edit.state != Edit.State.ACCEPTED:
        return edit.state
    if verdict == diff.Verdict.DIFFERS and name in edit.left:
        return LEFT
    undone = edit.undoes_id and verdict == diff.Verdict.CONFIRMED
    return PUT_BACK if undone else verdict.value
