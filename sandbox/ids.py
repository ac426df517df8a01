"""Identifiers as Leadway makes them: twenty letters and digits."""

from hashlib import sha256
from secrets import choice
from string import ascii_letters, digits

ALPHABET = digits + ascii_letters
LENGTH = 20


def new_id() -> str:
    return "".join(choice(ALPHABET) for _ in range(LENGTH))


def id_of(*names: object) -> str:
    """Always the same id for the same names, so that links survive a new seed."""
    number = int.from_bytes(sha256(repr(names).encode()).digest())
    places = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        places.append(ALPHABET[place])
    return "".join(places)
