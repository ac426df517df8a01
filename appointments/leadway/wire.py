"""Leadway's bytes to plain JSON values that are safe to store, show and send on.

Everything here is written by strangers: titles come from public booking forms.
"""

import json
import math
import re
from typing import Any

from appointments.leadway.hiding import Gate

MAX_DEPTH = 64
MAX_TEXT_BYTES = 20_000
CUT_MARK = " […]"
"""Ends a text that was longer than `MAX_TEXT_BYTES`; such a text is not whole."""

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MAX_INTEGER_DIGITS = 18


class NotJSONError(ValueError):
    """The bytes are not JSON, or nested deeper than `MAX_DEPTH`."""


def parse(data: bytes, gate: Gate) -> Any:
    """Read JSON as Leadway or a gateway may send it, cleaned and without our secrets.

    A byte order mark is dropped, NaN and Infinity become null, numbers too large for
    a database column stay text, and of a repeated key the last one counts.
    """
    text = data.decode("utf-8-sig", errors="replace")
    try:
        value = json.loads(
            text,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=lambda _name: None,
        )
        # First of all: of a text that was cut, a part of a secret would be left.
        return clean(gate.hide_in(value) if gate.may_hold(text) else value)
    except (ValueError, RecursionError) as error:
        raise NotJSONError("not readable as JSON") from error


def text_of(data: bytes, gate: Gate) -> str:
    """Read what is no JSON as text, cleaned and without our secrets."""
    return clean_text(gate.hide(data.decode("utf-8-sig", errors="replace")))


def clean(value: Any, depth: int = 0) -> Any:
    """Return `value` with every text in it cleaned, keys included.

    Raises NotJSONError when it is nested too deeply or holds what JSON cannot.
    """
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if depth >= MAX_DEPTH:
        raise NotJSONError("nested too deeply")
    if isinstance(value, dict):
        return {clean_text(str(k)): clean(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item, depth + 1) for item in value]
    raise NotJSONError("holds what JSON cannot")


def clean_text(text: str) -> str:
    """Replace what breaks pages and databases by U+FFFD, and cut what is too long."""
    text = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) * 4 <= MAX_TEXT_BYTES:
        return text
    encoded = text.encode()
    if len(encoded) <= MAX_TEXT_BYTES:
        return text
    kept = encoded[: MAX_TEXT_BYTES - len(CUT_MARK.encode())]
    return kept.decode(errors="ignore") + CUT_MARK


def was_cut(text: str | None) -> bool:
    """Say whether `text` lost its end here, so that it must not be written back."""
    if text is None or not text.endswith(CUT_MARK):
        return False
    return len(text.encode()) > MAX_TEXT_BYTES - len(CUT_MARK.encode())


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MAX_INTEGER_DIGITS else digits


def _number(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits
