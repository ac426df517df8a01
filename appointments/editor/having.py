"""What an open page has of its appointment, in marks: is it so still?"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zlib import crc32

from appointments.edits.open_notes import standing
from appointments.edits.tables import Edit
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Have:
    """`record_mark` is of the values and the history, `notes_mark` of what is open."""

    record_mark: str
    notes_mark: str

    @classmethod
    def of(
        cls, record: AppointmentRecord, edits: Iterable[Edit], *, but: Collection[int]
    ) -> "Have":
        """`but` are open edits that the page shows as receipts, and not as notes."""
        edits = list(edits)
        open_now = standing(edits, but=but)
        return cls(
            record_mark=mark_of(
                [_plain(getattr(record, name)) for name in ATTRIBUTES],
                record.deleted,
                # What is on its way is told by how it ends.
                [(one.pk, one.state) for one in edits if not one.in_flight],
            ),
            notes_mark=mark_of(
                [(one.pk, one.state, one.tries, one.rereads) for one in open_now]
            ),
        )


def _plain(value: object) -> object:
    """An instant is the same in each zone, and nothing is the same as no text."""
    if isinstance(value, dt.datetime):
        return value.timestamp()
    return value or ""


def mark_of(*shown: object) -> str:
    """Return what stands for all of this; another is another mark."""
    return f"{crc32(repr(shown).encode()):08x}"
