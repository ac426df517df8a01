"""Finding appointments by any part of what is known of them.

Every word that is typed has to be in an appointment's texts: any part of one from
three letters on, the beginning of a word with fewer. What is typed is plain text: `%`,
`_`, quotes and `OR` mean themselves.

On SQLite the table of trigrams.py leads, in the order of positions, and the text itself
is looked at afterwards. On PostgreSQL the planner chooses: for a word that is in many
rows it goes through them by position, for a rare one it asks the index.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.db.models import BigIntegerField, Expression, F, Q

from appointments.index.folding import MARK, digits, marked, plain
from appointments.index.trigrams import TABLE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from appointments.index.tables import Appointment

PIECE = 3
# What is longer was hardly typed; so many pieces tell what is looked for from the rest.
LONGEST, MOST_WORDS, MOST_PIECES = 200, 12, 6
# A number as people write it down, of the length of half a phone number at least.
_NUMBER = re.compile(r"(?<![\w@.])\+?\(?[0-9][0-9 ().+/-]{2,}[0-9](?!\w)")
# Without the country, which is left out or written in three ways.
_AT_HOME = 9

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Appointments, and what says where each stands: to sort by, and to go on from."""

    rows: "QuerySet[Appointment]"
    position: F | Expression


class _Row(Expression):
    """The number of a row in the table of pieces. FTS5 sorts by that name alone."""

    output_field: Any = BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        return f"{TABLE}.rowid", ()


def find(rows: "QuerySet[Appointment]", text: str) -> Found:
    """Leave of these appointments those that hold every word of the text."""
    ways = read(text)
    if not ways:
        return Found(rows, F("position"))
    rows = rows.filter(any_of(ways))
    if connections[rows.db].vendor != "sqlite":
        return Found(rows, F("position"))
    rows = rows.extra(  # noqa: S610 - what was typed goes in as a parameter
        tables=[TABLE],
        where=[
            f"{TABLE}.rowid = appointments_appointment.position",
            f"{TABLE} MATCH %s",
        ],
        params=[matching(ways)],
    )
    return Found(rows, _Row())


def read(text: str) -> tuple[Words, ...]:
    """Return the words to look for, in each way that the text may be meant.

    There are two ways where it holds a number: word by word, and as one phone number.
    """
    text = plain(text[:LONGEST])
    ways = (_words(text), _words(_NUMBER.sub(_as_phone, text)))
    return tuple(dict.fromkeys(way for way in ways if way))


def _words(text: str) -> Words:
    words = dict.fromkeys(map(_part, text.split()))
    return tuple(words)[:MOST_WORDS]


def _part(word: str) -> str:
    """Return the part that a folded text has if it has this word."""
    return marked(word) if len(word) >= PIECE else MARK + marked(word)


def _as_phone(number: re.Match[str]) -> str:
    found = digits(number[0]).lstrip("0")[-_AT_HOME:]
    return f" {found} " if len(found) >= PIECE else number[0]


def any_of(ways: tuple[Words, ...]) -> Q:
    found = Q()
    for words in ways:
        every = Q()
        for word in words:
            every &= Q(folded__contains=word)
        found |= every
    return found


def matching(ways: tuple[Words, ...]) -> str:
    """Return what FTS5 is asked for: rows that have all pieces of the words."""
    return " OR ".join(
        f"({' AND '.join(dict.fromkeys(_quoted(words)))})" for words in ways
    )


def _quoted(words: Words) -> list[str]:
    most = max(MOST_PIECES // len(words), 1)
    pieces = [piece for word in words for piece in _pieces(word, most)]
    return ['"{}"'.format(piece.replace('"', '""')) for piece in pieces]


def _pieces(word: str, most: int) -> list[str]:
    """Return pieces that have every letter of a word, or are spread over a long one.

    Those that overlap more would hardly tell it better from others, and each that is
    in many texts takes its time: four times as much at ten pieces as at four.
    """
    last = len(word) - PIECE
    count = min(-(-len(word) // PIECE), most)
    starts = {round(last * n / max(count - 1, 1)) for n in range(count)}
    return [word[start : start + PIECE] for start in sorted(starts)]
