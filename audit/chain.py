"""How a row is bound to the one before it.

    content = SHA-256 of its values as JSON
    hash    = SHA-256 of "<hash of the row before>|<number>|<content>"

The database itself makes the hash as it adds the row, because only then it is known
which row came before. So a row is added by one statement; see docs/adr/0011.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

# In this order they are hashed. A further column is a new version of the hash.
COLUMNS = (
    "at",
    "person_id",
    "person_name",
    "address",
    "session",
    "action",
    "object",
    "before",
    "after",
    "outcome",
    "flags",
    "request_id",
    "source",
)

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def content_of(values: Sequence[Any]) -> str:
    """Return the hash of what a row says; `values` are those of COLUMNS.

    A time may come as SQLite writes it, which is UTC without saying so.
    """
    at = values[0]
    if isinstance(at, datetime) and at.tzinfo:
        at = at.astimezone(UTC).replace(tzinfo=None)
    told = _encode([str(at), *values[1:]])
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of(previous: str, number: int, content: str) -> str:
    return hashlib.sha256(f"{previous}|{number}|{content}".encode()).hexdigest()
