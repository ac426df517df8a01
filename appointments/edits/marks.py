"""The pictures and tags by which an edit is known before a word is read."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.edits.diff import Verdict


@dataclass(frozen=True, slots=True)
class Tag:
    """What became of one field: green only for what was compared."""

    tone: str
    icon: str
    label: str | Promise


PUT_BACK, UNASKED, ALONG, LEFT = "put_back", "unasked", "along", "left"
TAGS: dict[str, Tag] = {
    Verdict.CONFIRMED: Tag("ok", "check", _("Verified")),
    PUT_BACK: Tag("ok", "undo-2", _("Put back")),
    Verdict.DIFFERS: Tag("warn", "triangle-alert", _("Differs")),
    Verdict.NOT_ECHOED: Tag("mute", "eye-off", _("Not told back")),
    UNASKED: Tag("warn", "cloud-alert", _("Not asked for")),
    LEFT: Tag("mute", "check", _("Left as it is")),
    ALONG: Tag("mute", "send", _("Sent along")),
    "unknown": Tag("info", "circle-help", _("Not known yet")),
    "pending": Tag("warn", "hourglass", _("Waiting")),
    "refused": Tag("err", "x", _("Not saved")),
}
PICTURES = {
    "refused": "circle-x",
    "waiting": "hourglass",
    "paused": "hourglass",
    "in_flight": "loader-circle",
    "unknown": "circle-help",
    "withdrawn": "info",
}


def picture_of(kind: str, tone: str, *, undoes: bool, by_leadway: bool) -> str:
    """Return the icon of a receipt, which says how it ended.

    `by_leadway` is what all is as it was asked of, and something else changed.
    """
    match kind, tone:
        case "accepted", "warn":
            return "cloud-alert" if by_leadway else "triangle-alert"
        case "accepted", "ok":
            return "undo-2" if undoes else "circle-check"
        case "accepted", _:
            return "send"
    return PICTURES.get(kind, "info")


def tone_of(kind: str, tone: str) -> str:
    """Return the colour of a receipt's edge, which is another where one may act."""
    return {"unknown": "info", "waiting": "warn", "paused": "warn"}.get(kind, tone)
