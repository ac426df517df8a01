"""An edit as a receipt: one verdict, and asked → returned → re-read for each field."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.edits import (
    advice,
    advice_open,
    clashes,
    pausing,
    resending,
    sentences,
    standing,
)
from appointments.edits.details import details_of
from appointments.edits.faults import faults_of
from appointments.edits.receipt import Receipt as Receipt
from appointments.edits.rows import (
    along_lines_of,
    lines_of,
    unasked_lines_of,
)
from appointments.edits.settling import (
    lost_in_s,
    next_look_s,
    undecided,
)
from appointments.edits.tables import Edit
from appointments.leadway.errors import Trouble
from appointments.times import writing
from appointments.words import Words

# What is sent by itself is looked at as often by whoever has it on the screen.
LOOKS_EVERY_S = 5


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
    found = sentences.Outcome(edit, lines, unasked)
    tone, title = sentences.of_saved(found)
    return Receipt(
        edit,
        "accepted",
        tone,
        title,
        " ".join(sentences.how_it_went(found, words)),
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
        faults=faults_of(said.fields, words, edit.changes.asked()),
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
    if edit.paused and by_itself:
        return _paused(edit, words)
    if edit.restored and edit.trouble:
        said = advice_open.of_restored(edit.trouble)
    elif edit.rereads and edit.body:
        said = advice_open.of_not_applied(by_itself=by_itself)
    else:
        said = advice_open.of_waiting(edit.trouble, by_itself=by_itself)
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


def _paused(edit: Edit, words: Words) -> Receipt:
    goes_at, left_s = pausing.goes_at(edit), pausing.left_s(edit)
    at = writing.write_stamp(goes_at, now=timezone.now(), zone=words.zone)
    said = advice_open.of_paused(at)
    return Receipt(
        edit,
        "paused",
        "info",
        said.title,
        said.body,
        lines=lines_of(edit, words),
        look_again_s=left_s,
        wait_s=left_s,
        details=details_of(edit, words),
    )


def _withdrawn(edit: Edit, words: Words) -> Receipt:
    title = _why_withdrawn(edit)
    return Receipt(edit, "withdrawn", "mute", title, details=details_of(edit, words))


def _why_withdrawn(edit: Edit) -> str:
    match edit.trouble.kind if edit.trouble else "":
        case standing.PAUSED:
            return _("Undone. Nothing was sent.")
        case standing.OVERTAKEN:
            return _("A later save wrote over all of it.")
        case standing.REPLACED:
            return _("Replaced by what was saved later. Nothing of it was applied.")
        case standing.RESTORED:
            return _("Taken back. Whether it was saved before is not known.")
    if edit.sent_at:
        return _("Left as it is. It is not known whether Leadway saved it.")
    if edit.tries:
        return _("Taken back. Leadway still has the old values.")
    return _("Taken back. Nothing was sent.")


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
    said = advice_open.of_doubt(edit.trouble)
    look_again_s = next_look_s(edit)
    return Receipt(
        edit,
        "unknown",
        "warn",
        said.title,
        " ".join([*_sent(edit, words), said.body]),
        looked=sentences.looked(look_again_s),
        lines=lines_of(edit, words),
        words=said.words,
        look_again_s=look_again_s,
        undecided=undecided(edit),
        details=details_of(edit, words, said.technical),
    )


def _sent(edit: Edit, words: Words) -> Iterator[str]:
    if edit.sent_at:
        now = timezone.now()
        at = writing.write_stamp(edit.sent_at, now=now, zone=words.zone)
        yield _("Sent at %(at)s.") % {"at": at}
