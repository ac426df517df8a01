"""The people who come to the clinic: everybody who has an appointment."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from sandbox.gate import LOCATION_ID
from sandbox.seed.oddities import MEXICO
from sandbox.store import Event
from sandbox.times import DAY_MS, stamped, to_ms

HOME = "Europe/Madrid"


def contacts(events: Iterable[Event], now: datetime) -> list[dict[str, Any]]:
    """One contact per name; takes the names out of the events' fields."""
    names = {
        event.fields["contactId"]: event.fields.pop("contactName")
        for event in events
        if "contactName" in event.fields
    }
    return [_contact(key, name, now) for key, name in names.items()]


def _contact(key: str, name: str, now: datetime) -> dict[str, Any]:
    first, _, last = name.partition(" ")
    number = int.from_bytes(sha256(name.encode()).digest()[:4])
    added = stamped(to_ms(now) - (number % 500 + 1) * DAY_MS)
    return {
        "id": key,
        "locationId": LOCATION_ID,
        "name": name,
        "firstName": first,
        "lastName": last,
        "email": f"{_plain(name) or 'contact'}.{number % 97}@example.com",
        "phone": f"+34600{number % 1_000_000:06d}",
        "timezone": MEXICO if _is_far(name, number) else HOME,
        "country": "MX" if _is_far(name, number) else "ES",
        "tags": ["paciente"],
        "dateAdded": added,
        "dateUpdated": added,
    }


def _is_far(name: str, number: int) -> bool:
    return name.startswith("Guadalupe") or number % 12 == 0


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFD", name.lower())
    letters = "".join(
        c if c.isascii() and c.isalpha() else " "
        for c in apart
        if not unicodedata.combining(c)
    )
    return ".".join(letters.split())
