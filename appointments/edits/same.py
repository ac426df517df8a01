"""Whether two values of a field mean the same: to Leadway, or to a person."""

import html
import re
import unicodedata
from datetime import datetime

from appointments.times import rules
from appointments.times.rule_dates import Fault

_BREAK = re.compile(r"<br\s*/?>|</?(p|div|li|ul|ol|h[1-6]|tr)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
# What nobody sees: spaces without width, marks of direction, a soft hyphen.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\xad]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def same(name: str, one: object, other: object) -> bool:
    """Tell whether two values mean the same; of a text, what a person calls the same.

    That is without regard to white space, kinds of line ends, empty lines, how letters
    are composed, and markup that was laid around it.
    """
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    if _exact(name, one) == _exact(name, other):
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    return _read(one) == _read(other)


def same_to_the_letter(name: str, one: object, other: object) -> bool:
    """Tell it of a text that was changed in nothing but what `same` disregards."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    return _exact(name, one) == _exact(name, other)


def _exact(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value or ""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", value)).strip()
    return _rule(text) if name == "rrule" else text


def _rule(text: str) -> object:
    """Return what a repeat rule says, however it is written."""
    try:
        return rules.read(text)
    except Fault:
        return text


def _read(text: str) -> str:
    """Return a text as it is read."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    text = unicodedata.normalize("NFC", html.unescape(text))
    text = _SPACES.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    return "\n".join(filter(None, (line.strip() for line in text.split("\n"))))
