"""Find the event id in whatever a person pasted."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

from appointments.leadway.ids import is_event_id, series_of

_LONGEST_PASTE = 20_000
_AROUND = " \t\r\n\f\v\u00a0\u200b\u200e\u200f\u2060\ufeff\"'`“”‘’«»<>()[]{},;"
_KEYS = ("eventid", "event_id", "appointmentid", "appointment_id", "id")
_WRAPPERS = ("appointment", "event", "calendar")
_URL = re.compile(r"https?://[^\s\"'<>\\|]+", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:event|appointment)_?id\W{0,3}[:=]\W{0,3}([A-Za-z0-9_-]{1,128})", re.IGNORECASE
)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{15,128}")
_ID_FOLLOWS = {"appointments", "appointment", "events", "event"}
_OTHER_ID_FOLLOWS = {
    "location",
    "locations",
    "contact",
    "contacts",
    "detail",
    "user",
    "users",
    "notes",
    "calendar",
    "calendars",
    "company",
    "conversations",
}
# A link, JSON, a label before an id.
_NOT_A_WORD = re.compile(r"[/{:=]")
_WORDS = _ID_FOLLOWS | _OTHER_ID_FOLLOWS | {"block-slots", "free-slots", "new"}


def find_event_id(pasted: str) -> str | None:
    """Return the event id in an id, a link, a curl command or a JSON record.

    A bare id is taken as it is; inside other text only what looks like one counts.
    Never raises.
    """
    text = pasted[:_LONGEST_PASTE].strip(_AROUND)
    if is_event_id(text):
        return text
    candidates = (
        *_in_json(pasted[:_LONGEST_PASTE]),
        *(found for url in _URL.findall(text) for found in _in_url(url)),
        *_LABELLED.findall(text),
        *(_in_url(text) if "/" in text and " " not in text else ()),
        *_in_prose(text),
    )
    return next(filter(is_event_id, candidates), None)


def _in_prose(text: str) -> Iterator[str]:
    """Yield the words that look like ids, unless one of them may be a token."""
    if "bearer" not in text.lower():
        words = " ".join(word for word in text.split() if "/" not in word)
        yield from filter(looks_like_id, _TOKEN.findall(words))


def _in_json(text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    for _ in range(3):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            return
        yield from _ids_of(value)
        value = next((value[k] for k in _WRAPPERS if k in value), value.get("events"))


def _ids_of(record: dict[str, object]) -> Iterator[str]:
    by_key = {key.lower(): value for key, value in record.items()}
    for key in _KEYS:
        found = by_key.get(key)
        if isinstance(found, str):
            yield found


def _in_url(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url.rstrip(".,;)"))
    except ValueError:
        return
    fragment_path, _, fragment_query = parts.fragment.partition("?")
    yield from _in_query(parts.query)
    yield from _in_query(fragment_query)
    yield from _in_path(fragment_path)
    yield from _in_path(parts.path)


def _in_query(query: str) -> Iterator[str]:
    try:
        pairs = parse_qsl(query, max_num_fields=100)
    except ValueError:
        return
    yield from _ids_of(dict(pairs))


def _in_path(path: str) -> Iterator[str]:
    """Yield plausible segments, the last one first.

    What follows a word such as `contacts` is the id of something else.
    """
    segments = [unquote(segment) for segment in path.split("/") if segment]
    for before, segment in reversed(list(zip(["", *segments], segments, strict=False))):
        word = before.lower()
        if segment.lower() in _WORDS or word in _OTHER_ID_FOLLOWS:
            continue
        if word in _ID_FOLLOWS or looks_like_id(segment):
            yield segment


def meant_id(pasted: str) -> str | None:
    """Return the id in what was pasted; a word that somebody types is none."""
    text = pasted.strip()
    found = find_event_id(text)
    if found and (looks_like_id(found) or _NOT_A_WORD.search(text)):
        return found
    return None


def may_be_id(text: str) -> bool:
    """Whether it may be the id of something after all: no word, and no number."""
    mixed = any(map(str.isdigit, text)) and any(map(str.isalpha, text))
    return mixed and is_event_id(text)


def looks_like_id(text: str) -> bool:
    """Tell an id from a word: long, and of at least two kinds of characters."""
    if series_of(text):
        return True
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = sum(any(map(kind, text)) for kind in kinds)
    return _TOKEN.fullmatch(text) is not None and mixed >= 2
