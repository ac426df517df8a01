"""The words in which Leadway, or a gateway before it, says no.

They come as a text, as a list, as objects in each other that name a field, in markup,
and as JSON within a text. Whatever is in them is only ever text.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from appointments.leadway.errors import MAX_MESSAGE_LENGTH

Said = tuple[str, str]
"""A message, and what it calls the field that it is about: "" where it names none."""

_LONGEST_FIELD = 100
_LONGEST_PAGE = 20_000
_DEEPEST = 12
# What says more comes first; the rest only where that says nothing.
_DETAILS = ("errors", "issues", "violations", "details", "children", "invalid-params")
_WORDS = ("message", "messages", "msg", "detail", "reason", "error_description")
_FIELD = ("property", "field", "param", "parameter", "pointer", "path", "loc", "name")
_NO_FIELD = re.compile(r"exception$|error$|^/(?!data/)", re.IGNORECASE)
# A status in words says nothing that its number does not.
_PHRASES = {one.phrase.lower() for one in HTTPStatus} | {"validation failed"}
_UNSEEN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)


def said(value: Any) -> list[Said]:
    """Return the messages of an answer that was parsed."""
    found = [(plain(text), field) for text, field in _in(value, "", 0)]
    return [one for one in found if one[0]]


def said_in_page(text: str) -> list[Said]:
    """Return the words of an answer that is no JSON: a plain text, or a page."""
    words = plain(text) if len(text) <= _LONGEST_PAGE else ""
    return [(words, "")] if words else []


def plain(text: str) -> str:
    """Return the words of a text in one line, without markup."""
    if "<" in text:
        text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    return " ".join(html.unescape(text).split())[:MAX_MESSAGE_LENGTH].rstrip()


def _in(value: Any, field: str, depth: int) -> Iterator[Said]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield from _in_text(value, field, depth)
    elif isinstance(value, list):
        for one in value:
            yield from _in(one, field, depth + 1)
    elif isinstance(value, Mapping):
        yield from _in_object(value, field, depth)


def _in_text(text: str, field: str, depth: int) -> Iterator[Said]:
    if text.lstrip()[:1] in ("{", "["):
        try:
            inner = list(_in(json.loads(text), field, depth + 1))
        except (ValueError, RecursionError):
            inner = []
        if inner:
            yield from inner
            return
    yield text, field


def _in_object(value: Mapping[str, Any], above: str, depth: int) -> Iterator[Said]:
    field = _named(value, above)
    found = [*_in_constraints(value.get("constraints"), field)]
    for key in _DETAILS:
        found += _in_details(value.get(key), field, depth)
    said = [one for key in _WORDS for one in _in(value.get(key), field, depth + 1)]
    if found:
        again = _PHRASES | {text.lower() for text, _field in found}
        said = [one for one in said if one[0].strip().lower() not in again]
    found += said
    found = found or [*_in(value.get("error"), field, depth + 1)]
    yield from found or _by_field(value, above, depth)


def _in_constraints(value: Any, field: str) -> Iterator[Said]:
    """Yield what each rule says that was broken: they are called by their names."""
    every = list(value.values()) if isinstance(value, Mapping) else value
    for one in every if isinstance(every, list) else ():
        if isinstance(one, str):
            yield one, field


def _in_details(value: Any, field: str, depth: int) -> Iterator[Said]:
    """Yield what a list of faults says, or an object of them by field."""
    is_one = isinstance(value, Mapping) and {*value} & {*_WORDS, "constraints"}
    if isinstance(value, Mapping) and not is_one:
        for name, inner in value.items():
            yield from _in(inner, _joined(field, str(name)), depth + 1)
    else:
        yield from _in(value, field, depth + 1)


def _by_field(value: Mapping[str, Any], above: str, depth: int) -> Iterator[Said]:
    """Yield lists of texts that stand under the names of fields, and no texts alone.

    Those may be what was sent, said once more.
    """
    for name, inner in value.items():
        if isinstance(inner, list) and inner and isinstance(inner[0], str):
            yield from _in(inner, _joined(above, str(name)), depth + 1)


def _named(value: Mapping[str, Any], above: str) -> str:
    """Return the path to the field that an object names, below that `above` it."""
    source = value.get("source")
    beside = source if isinstance(source, Mapping) else {}
    for key in _FIELD:
        name = value.get(key) or beside.get(key)
        if isinstance(name, list):
            name = ".".join(str(one) for one in name)
        if isinstance(name, str) and name and not _NO_FIELD.search(name):
            return _joined(above, name)
    return above


def _joined(above: str, name: str) -> str:
    return f"{above}.{name}".strip(".")[-_LONGEST_FIELD:]
