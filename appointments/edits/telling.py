"""An edit as a receipt: one verdict, and asked → returned → re-read for each field."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from appointments.edits import advice, clashes, diff, resending, sentences
from appointments.edits.clashes import ClashRow
from appointments.edits.details import Details, details_of
from appointments.edits.faults import CONTROL, Fault, faults_of
from appointments.edits.in_words import Change
from appointments.edits.marks import ALONG, PUT_BACK
from appointments.edits.rows import (
    Line,
    along_lines_of,
    lines_of,
    unasked_lines_of,
)
from appointments.edits.settling import (
    REREAD_AFTER_S,
    lost_in_s,
    next_look_s,
    undecided,
)
from appointments.edits.tables import Edit
from appointments.edits.whole import is_whole
from appointments.leadway.errors import Trouble
from appointments.words import Words

# What is sent by itself is looked at as often by whoever has it on the screen.
LOOKS_EVERY_S = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """`kind` names the part of the template; `tone` its colour and urgency."""

    edit: Edit
    kind: str
    tone: str
    title: str
    body: str = ""
    lines: list[Line] = field(default_factory=list)
    unasked: list[Line] = field(default_factory=list)
    clashes: list[ClashRow] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    merged: str = ""
    faults: list[Fault] = field(default_factory=list)
    words: tuple[str, ...] = ()
    look_again_s: int | None = None
    undecided: bool = False
    wait_s: int = 0
    details: Details = field(default_factory=Details)

    @property
    def urgent(self) -> bool:
        return self.tone in ("err", "warn")

    @property
    def refuses_time(self) -> bool:
        """Whether another time may be what helps."""
        return any(fault.control == CONTROL["start_time"] for fault in self.faults)

    @property
    def shows_asked(self) -> bool:
        """Whether what was asked for says more than what Leadway has now."""
        settled = (diff.Verdict.CONFIRMED, PUT_BACK, ALONG)
        return any(line.verdict not in settled for line in self.lines)

    @property
    def of_series(self) -> bool:
        """Whether it was of a whole series, whose appointments are read back then."""
        return is_whole(self.edit)

    @property
    def unchecked(self) -> bool:
        """Whether the verifying re-read is still to come."""
        return self.edit.verifiable


def receipt(edit: Edit, words: Words) -> Receipt:
    """Return what to show of an edit in whatever state it is."""
    match edit.state:
        case Edit.State.ACCEPTED:
            return _accepted(edit, words)
        case Edit.State.REFUSED:
            return _refused(edit, words)
        case Edit.State.CONFLICTED:
            return _conflicted(edit, words)
        case Edit.State.UNKNOWN:
            return _unknown(edit, words)
        case Edit.State.WITHDRAWN:
            return _withdrawn(edit, words)
        case _:
            return _in_flight(edit, words) if edit.in_flight else _waiting(edit, words)


def _accepted(edit: Edit, words: Words) -> Receipt:
    lines, unasked = lines_of(edit, words), unasked_lines_of(edit, words)
    along = along_lines_of(edit, words)
    tone, title = sentences.of_saved(lines, unasked, edit)
    return Receipt(
        edit,
        "accepted",
        tone,
        title,
        " ".join(sentences.how_it_went(edit, words)),
        lines=[*lines, *along],
        unasked=unasked,
        merged=words.labels(edit.merged),
        details=details_of(edit, words),
    )


def _refused(edit: Edit, words: Words) -> Receipt:
    trouble = edit.trouble or Trouble("refused")
    unasked = trouble.kind == "unasked"
    said = _not_asked(trouble) if unasked else advice.of_refusal(trouble)
    return Receipt(
        edit,
        "refused",
        "err",
        said.title,
        said.body,
        faults=faults_of(said.fields, words),
        words=said.words,
        lines=lines_of(edit, words),
        details=details_of(edit, words, said.technical),
    )


def _not_asked(trouble: Trouble) -> advice.Advice:
    """Advise on an edit that we would not send: Leadway has not refused anything."""
    if trouble.reason == "no_status":
        body = _(
            "This appointment’s status is not one that can be kept, and without a"
            " status Leadway would choose one. Choose a status and save again."
        )
    else:
        body = _(
            "No request can be made of these values. What you typed is still here:"
            " change it and save again."
        )
    return advice.Advice(_("Not saved: Leadway was not asked"), body)


def _conflicted(edit: Edit, words: Words) -> Receipt:
    title = _("Someone changed this appointment while you were editing")
    return Receipt(edit, "conflicted", "warn", title, **clashes.told(edit, words))


def _waiting(edit: Edit, words: Words) -> Receipt:
    by_itself = resending.goes_by_itself(edit)
    if edit.rereads and edit.body:
        said = advice.of_not_applied(by_itself=by_itself)
    else:
        said = advice.of_waiting(edit.trouble, by_itself=by_itself)
    return Receipt(
        edit,
        "waiting",
        "info",
        said.title,
        said.body,
        words=said.words,
        lines=lines_of(edit, words),
        look_again_s=LOOKS_EVERY_S if by_itself else None,
        wait_s=resending.asked_to_wait_s(edit),
        details=details_of(edit, words, said.technical),
    )


def _withdrawn(edit: Edit, words: Words) -> Receipt:
    if edit.trouble and edit.trouble.kind == "overtaken":
        title = _("A later save wrote over all of it.")
    elif edit.sent_at:
        title = _("Left as it is. It is not known whether Leadway saved it.")
    elif edit.tries:
        title = _("Taken back. Leadway still has the old values.")
    else:
        title = _("Taken back. Nothing was sent.")
    return Receipt(edit, "withdrawn", "mute", title, details=details_of(edit, words))


def _in_flight(edit: Edit, words: Words) -> Receipt:
    unnoted = edit.trouble is not None and edit.trouble.kind == "unnoted"
    if unnoted or edit.is_overdue:
        return _not_heard_of(edit, words)
    return Receipt(
        edit,
        "in_flight",
        "info",
        _("Saving…"),
        _("It was handed to Leadway and the answer is on its way."),
        lines=lines_of(edit, words),
        look_again_s=2,
    )


def _not_heard_of(edit: Edit, words: Words) -> Receipt:
    """An answer came too late, or not, or could not be noted: it will be looked up."""
    return Receipt(
        edit,
        "in_flight",
        "warn",
        _("It was sent, but how it ended could not be noted"),
        _(
            "In a minute we read in Leadway whether it was saved. Until then do not"
            " save it again."
        ),
        lines=lines_of(edit, words),
        look_again_s=lost_in_s(edit),
    )


def _unknown(edit: Edit, words: Words) -> Receipt:
    said = advice.of_doubt(edit.trouble)
    look_again_s = next_look_s(edit)
    return Receipt(
        edit,
        "unknown",
        "warn",
        said.title,
        f"{said.body} {_looked(edit, look_again_s)}",
        lines=lines_of(edit, words),
        words=said.words,
        look_again_s=look_again_s,
        undecided=undecided(edit),
        details=details_of(edit, words, said.technical),
    )


def _looked(edit: Edit, look_again_s: int | None) -> str:
    if look_again_s == REREAD_AFTER_S[0]:
        return _("We are reading it back now.")
    if look_again_s:
        return _("It is not there yet. We look again in %(s)d seconds.") % {
            "s": look_again_s
        }
    return _("Read it back, or compare it with Leadway, before you send it again.")
