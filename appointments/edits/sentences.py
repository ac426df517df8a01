"""What is said first of a save that Leadway accepted, and how it went."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits import diff
from appointments.edits.marks import PUT_BACK
from appointments.edits.rows import Line
from appointments.edits.tables import Edit
from appointments.times import writing
from appointments.words import Words


def of_saved(lines: list[Line], unasked: list[Line], edit: Edit) -> tuple[str, str]:
    """Return the tone, and a sentence that is true at this moment.

    It names the exception first: what differs, then what nobody asked for.
    """
    verdicts = [line.verdict for line in lines]
    if differing := [ln for ln in lines if ln.verdict == diff.Verdict.DIFFERS]:
        named = ", ".join(line.label for line in differing)
        return "warn", ngettext(
            "Saved, with %(n)d difference: %(named)s.",
            "Saved, with %(n)d differences: %(named)s.",
            len(differing),
        ) % {"n": len(differing), "named": named}
    if unasked:
        named = ", ".join(line.label for line in unasked)
        return "warn", ngettext(
            "Saved. Leadway also changed %(n)d field nobody asked for: %(named)s.",
            "Saved. Leadway also changed %(n)d fields nobody asked for: %(named)s.",
            len(unasked),
        ) % {"n": len(unasked), "named": named}
    if not edit.returned:
        return "ok", _("It was saved: Leadway holds what you asked for.")
    if verdicts.count(PUT_BACK) == len(lines):
        return "ok", _("Undone. Leadway has the earlier values again.")
    if untold := verdicts.count(diff.Verdict.NOT_ECHOED):
        return _not_told(untold, len(lines), edit)
    return "ok", ngettext(
        "Saved. Leadway confirmed the change.",
        "Saved. Leadway confirmed all %(n)d fields.",
        len(lines),
    ) % {"n": len(lines)}


def _not_told(untold: int, count: int, edit: Edit) -> tuple[str, str]:
    if untold < count:
        n = {"n": count - untold, "all": count}
        return "ok", _("Saved. Leadway confirmed %(n)d of %(all)d fields.") % n
    if edit.verifiable:
        return "info", _("Sent. Leadway accepted it, and it is being read back.")
    return "mute", ngettext(
        "Sent. Leadway accepted it, but does not tell this field back.",
        "Sent. Leadway accepted it, but does not tell these fields back.",
        count,
    )


def how_it_went(edit: Edit, words: Words) -> Iterator[str]:
    if edit.returned and edit.finished_at and edit.duration_ms is not None:
        at = writing.write_stamp(edit.finished_at, now=timezone.now(), zone=words.zone)
        yield _("%(at)s, answered in %(ms)d ms.") % {"at": at, "ms": edit.duration_ms}
    if edit.options.to_notify:
        yield _("Automations were allowed to run.")
    else:
        yield _("Automations were off.")
