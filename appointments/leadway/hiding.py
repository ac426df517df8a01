"""The one gate that all that Leadway sends passes: our own secrets stay outside.

A refusal that repeats the headers of its request would else be shown, kept and logged
with the token in it.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

MARK = "***"
_SHORTEST = 8
"""Shorter texts are no secrets, and would be found inside of words."""
_LEAST_START = 12

# A letter that was escaped, however often: for an address, in JSON or in HTML. Where
# it begins with one set of letters, and without a flag, the search is ten times faster.
_HEX = "([0-9A-Fa-f]{2})"
_ESCAPED = re.compile(
    rf"[%\\&](?:(?<=%)(?:25)*{_HEX}|(?<=\\)\\*(?:[uU]00|[xX]){_HEX}"
    rf"|(?<=&)#[xX]0*{_HEX};?|(?<=&)#0*([0-9]{{2,3}});?|(?<=\\)\\*([nrtbf/\"']))"
)
# What a line is wrapped with, and what nobody sees.
_GAP = re.compile(
    "[\\s\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\ufffd]+"
)
_PIECE = re.compile(f"{_ESCAPED.pattern}|.", re.DOTALL)


class Gate:
    """Takes secrets out of texts: whole, or their beginning where they were cut off.

    They are found as they are, in any case, with spaces or line ends between, escaped
    for an address, for JSON or for HTML, and in base64 or hexadecimal.
    """

    __slots__ = ("__starts",)

    def __init__(self, secrets: Iterable[str]) -> None:
        long_enough = (one for one in secrets if len(one) >= _SHORTEST)
        writings = set(chain.from_iterable(map(_writings, long_enough)))
        self.__starts = tuple((_start(one), one) for one in sorted(writings))

    def may_hold(self, text: str) -> bool:
        """Tell quickly whether a secret can be in `text` at all, in any writing."""
        return any(
            start in plain for plain in _plain(text) for start, _whole in self.__starts
        )

    def hide(self, text: str) -> str:
        """Return `text` with stars in the place of each secret."""
        if not self.may_hold(text):
            return text
        pieces = [(_letter(found), found) for found in _PIECE.finditer(text)]
        seen = [(one, found) for one, found in pieces if one and not _GAP.match(one)]
        kept, at = [], 0
        for first, last in self._found("".join(one for one, _found in seen)):
            kept += [text[at : seen[first][1].start()], MARK]
            at = seen[last - 1][1].end()
        return "".join([*kept, text[at:]])

    def hide_in(self, value: Any) -> Any:
        """Return JSON with stars in the place of each secret, in keys as in values."""
        if isinstance(value, str):
            return self.hide(value)
        if isinstance(value, dict):
            return {self.hide(key): self.hide_in(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.hide_in(one) for one in value]
        return value

    def _found(self, plain: str) -> Iterator[tuple[int, int]]:
        """Yield from where to where there are secrets, one behind the other."""
        at = 0
        while True:
            hits = [
                (place, -_common(plain, place, whole))
                for start, whole in self.__starts
                if (place := plain.find(start, at)) >= 0
            ]
            if not hits:
                return
            place, length = min(hits)
            at = place - length
            yield place, at


def _plain(text: str) -> Iterator[str]:
    """Yield `text` in small letters and without gaps, then without escapes as well."""
    plain = _tight("".join(text.split()))
    yield plain.lower()
    # Twice, because JSON may have escaped what is an escape itself.
    for _ in range(2):
        if "%" in plain or "\\" in plain or "&#" in plain:
            plain = _tight(_ESCAPED.sub(_letter, plain))
            yield plain.lower()


def _tight(text: str) -> str:
    if "\ufffd" in text or not text.isprintable():
        return _GAP.sub("", text)
    return text


def _writings(secret: str) -> Iterator[str]:
    """Yield how a secret can be written, each as `_plain` leaves it."""
    data = secret.encode()
    yield from _plain(secret)
    yield data.hex()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            # The letters that only the secret decides, whatever stands around it.
            letters = encode(b"\0" * before + data).decode()
            first, last = (before * 8 + 5) // 6, (before + len(data)) * 8 // 6
            yield letters[first:last].lower()


def _start(writing: str) -> str:
    return writing[: max(_LEAST_START, len(writing) // 2)]


def _common(plain: str, place: int, whole: str) -> int:
    """Return how many letters of `whole` stand in `plain` from `place` on."""
    there = plain[place : place + len(whole)]
    pairs = zip(there, whole, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), len(there))


def _letter(found: re.Match[str]) -> str:
    """Return the one letter that a match stands for; "" for an escaped line end."""
    url, js, hexadecimal, number, short = found.groups()
    if short:
        return "" if short in "nrtbf" else short
    code = url or js or hexadecimal
    letter = chr(int(code, 16) if code else int(number)) if code or number else found[0]
    return letter.lower() if len(letter.lower()) == 1 else letter
