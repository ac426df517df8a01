"""How writing a note ended, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.leadway.errors import LeadwayError


@dataclass(frozen=True, slots=True)
class Said:
    """What is said above the notes: a sentence, Leadway's own words, and its tone."""

    tone: str
    title: str
    words: tuple[str, ...] = ()


def done(deed: str) -> Said:
    titles = {
        "add": _("The note is saved."),
        "change": _("The note is changed."),
        "delete": _("The note is deleted."),
    }
    return Said("ok", titles[deed])


def changed(*, is_there: bool) -> Said:
    """Somebody else was there meanwhile."""
    if is_there:
        title = _(
            "Somebody else changed this note meanwhile. You see theirs, and what you"
            " typed is still here: save it again to replace theirs."
        )
    else:
        title = _("Somebody else deleted this note meanwhile.")
    return Said("warn", title)


def failed(error: LeadwayError) -> Said:
    """Nothing was written, or nobody knows: then one looks before one repeats it."""
    if error.kind in ("unanswered", "unreadable"):
        title = _(
            "Leadway did not answer, so nobody knows whether this was saved. Look at"
            " the notes below before you save it again."
        )
        return Said("warn", title)
    titles = {
        "not_sent": _("Not saved: Leadway cannot be reached. Nothing was sent."),
        "busy": _("Not saved: Leadway asks us to slow down. Try again in a moment."),
        "resting": _("Not saved: Leadway does not answer. Nothing was sent."),
        "crowded": _("Not saved: too many people are waiting for Leadway."),
        "too_late": _("Not saved: what came before took too long."),
    }
    usual = _("Not saved: Leadway refused it.")
    return Said("err", titles.get(error.kind, usual), error.messages)
