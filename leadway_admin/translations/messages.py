"""One text that people read, and where it is written."""

from dataclasses import dataclass

# The arguments of each of Django's functions that are text, in order.
FUNCTIONS = {
    "gettext": ("text",),
    "gettext_lazy": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "ngettext_lazy": ("text", "plural"),
    "pgettext": ("context", "text"),
    "pgettext_lazy": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
    "npgettext_lazy": ("context", "text", "plural"),
}


@dataclass(frozen=True)
class Message:
    text: str
    context: str | None = None
    plural: str | None = None


class UncollectableTextError(Exception):
    """A text that is put together at run time: no catalogue can hold it."""


def message(function: str, arguments: list[str]) -> Message:
    """Return the message that a call of the function with these texts asks for."""
    names = FUNCTIONS[function]
    return Message(**dict(zip(names, arguments, strict=False)))
