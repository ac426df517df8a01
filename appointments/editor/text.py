"""Text as people type it: what is kept, what is refused, and why.

Nothing is cut or normalised. Line ends become LF, ends of one-line fields are trimmed.
"""

import re

from django.utils.translation import gettext as _

from appointments.editor.trouble import Trouble
from appointments.edits.tables import LONGEST_WHY
from appointments.leadway.fields import LIMITS, MANY_LINES

_MOST = {**LIMITS, "why": LONGEST_WHY}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def as_shown(name: str, value: str | None) -> str:
    """Return the value as a browser's control holds it, for comparing with typing.

    A one-line control drops line ends; a text area turns them all into one kind.
    """
    text = re.sub(r"\r\n?", "\n", value or "")
    return text if name in MANY_LINES else text.replace("\n", "")


def as_typed(name: str, value: str | None) -> str:
    text = as_shown(name, value)
    return text if name in MANY_LINES else text.strip()


def is_same(name: str, typed: str, shown: str) -> bool:
    """Whether it is the same text once its ends are trimmed, where they are."""
    return as_typed(name, typed) == as_typed(name, shown)


def read(name: str, typed: str, shown: str) -> dict[str, str]:
    """Return the text if it changes. Raises Trouble for what cannot be sent."""
    if is_same(name, typed, shown):
        return {}
    check(name, typed)
    return {name: typed}


def check(name: str, text: str) -> None:
    """Raise Trouble for what cannot be sent, with the numbers that help."""
    most = _MOST[name]
    if len(text) > most:
        message = _("%(most)d characters at most; this has %(length)d.")
        raise Trouble(name, message % {"most": most, "length": len(text)})
    if found := CONTROLS.search(text):
        message = _(
            "This text has an invisible character at position %(position)d that"
            " Leadway does not accept. Delete it and save again."
        )
        raise Trouble(name, message % {"position": found.start() + 1})
    if name not in MANY_LINES and "\t" in text:
        raise Trouble(name, _("Tabs are not possible here. Use spaces."))
