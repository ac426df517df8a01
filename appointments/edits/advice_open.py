"""The same of an edit that is not at its end: it waits, or its outcome is not known."""

from django.utils.translation import gettext as _

from appointments.edits.advice import Advice, technical_of
from appointments.leadway.errors import DAILY, Trouble


def of_not_applied(*, by_itself: bool) -> Advice:
    """Advise on an edit that reading back has found not applied."""
    body = _("We read the appointment back, and it still has the old values.")
    rest = _("Your changes are kept: send them again.")
    if by_itself:
        rest = _("It is sent again by itself, and soon.")
    return Advice(title=_("It was not saved"), body=f"{body} {rest}")


def of_restored(trouble: Trouble) -> Advice:
    """Advise on an edit that came out of a backup: it may have left since."""
    return Advice(
        title=_("From a backup: not sent by itself"),
        body=_(
            "This server was restored from a backup in which this was still waiting, so"
            " it may have been saved since. Look at the appointment first; then send it"
            " again, or take it back."
        ),
        technical=technical_of(trouble),
    )


def of_waiting(trouble: Trouble | None, *, by_itself: bool = False) -> Advice:
    """Advise on an edit that never left, so nothing can be lost or doubled.

    `by_itself` says that it is sent without anybody's doing.
    """
    kind = trouble.kind if trouble else ""
    bodies = {
        "not_sent": _("Leadway cannot be reached right now."),
        "crowded": _("Too many people are waiting for Leadway at the moment."),
        "too_late": _("Leadway was not asked: what came before took too long."),
        "stopping": _("This server was being restarted, so it was not sent."),
        "busy": _("Leadway asks us to slow down."),
        "unanswered": _("Leadway did not answer when we read the appointment first."),
        "unreadable": _("Leadway’s answer could not be read when we looked first."),
        "claimed": _("Another save holds this appointment, for half a minute at most."),
        "moved_on": _("It was changed in Leadway meanwhile."),
        "not_allowed": _("Who made it may not change appointments any more."),
        "paused": _("It was held back so that it could be undone, and did not leave."),
        "behind": _("An earlier change of this appointment leaves first."),
        "resting": _("Leadway does not answer at the moment, so it was not called."),
        "denied": _denied(trouble),
        "refused": _denied(trouble),
        "unnoted": _("This server’s own database takes no changes at the moment."),
        "": _("It was noted, but did not leave."),
    }
    if trouble and trouble.reason == DAILY:
        bodies["busy"] = _("Leadway takes no more calls of ours today.")
    rest = _("None of it was applied. Your changes are kept: send them again.")
    if by_itself and kind == "resting":
        rest = _(
            "None of it was applied. It is sent by itself once Leadway answers, within"
            " ten minutes of your save; after that you send it yourself."
        )
    elif by_itself and kind in ("denied", "refused"):
        rest = _(
            "None of it was applied. It is sent by itself once Leadway takes saves"
            " again, within ten minutes of yours; after that you send it yourself."
        )
    elif by_itself:
        rest = _("None of it was applied. It is sent again by itself, and soon.")
    return Advice(
        title=_("Nothing was saved yet. Your changes are safe."),
        body=f"{bodies.get(kind, bodies['not_sent'])} {rest}",
        words=trouble.messages if trouble else (),
        technical=technical_of(trouble),
    )


def _denied(trouble: Trouble | None) -> str:
    """Say why no save is taken: not this one was refused, but one before it."""
    match trouble.reason if trouble else "":
        case "scope" | "forbidden":
            return _("The token may not change appointments, so it was not sent.")
        case "location":
            return _("The token belongs to another account, so it was not sent.")
        case "version":
            return _("Leadway does not accept the API version, so it was not sent.")
    return _("Leadway does not accept our token, so it was not sent.")


def of_paused(goes_at: str) -> Advice:
    """Advise on an edit that is held back, so that it can be undone for nothing."""
    return Advice(
        title=_("Not sent yet: automations are on, so you can still undo it"),
        body=_("It goes out at %(at)s, also if you close this page.") % {"at": goes_at},
    )


def of_doubt(trouble: Trouble | None) -> Advice:
    """Advise on an edit that may or may not have been applied."""
    if trouble and trouble.kind == "unreadable":
        body = _("Leadway answered something that is not the appointment.")
    elif trouble and trouble.status:
        body = _("Leadway answered with an error of its own.")
    else:
        body = _("Your changes were on their way, and no answer to them was noted.")
    return Advice(
        title=_("Not known yet whether Leadway saved this"),
        body=body,
        words=trouble.messages if trouble else (),
        technical=technical_of(trouble),
    )
