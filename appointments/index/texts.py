"""The text that search looks through: an appointment's own, and its contact's.

Both are one text, so that each word of a search may be in either. The database puts
the contact's in by itself: a save needs no statement more, and what it writes is right
also when the appointment is with somebody else now.
"""

from typing import Any

from django.db.models import Expression, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, Left, StrIndex

from appointments.index.copies import Contact
from appointments.index.folding import BREAK, folded
from appointments.leadway.records import AppointmentRecord

# Ends an appointment's own texts. No text is empty, so that it stands nowhere else.
END = BREAK + BREAK


class WithContact(Expression):
    """An appointment's own texts, and then its contact's as it is kept."""

    output_field: Any = TextField()

    def __init__(self, own: str, contact_id: str) -> None:
        super().__init__()
        self._texts = (own, contact_id)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        theirs = "SELECT folded FROM appointments_contact WHERE id = %s"
        return f"(%s || COALESCE(({theirs}), ''))", self._texts


class SortName(Expression):
    """By what a contact is sorted, as it is kept; "" where its name is not known."""

    output_field: Any = TextField()

    def __init__(self, contact_id: str) -> None:
        super().__init__()
        self._contact_id = contact_id

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        theirs = "SELECT sort_name FROM appointments_contact WHERE id = %s"
        return f"COALESCE(({theirs}), '')", (self._contact_id,)


def text_of(record: AppointmentRecord) -> WithContact:
    """Return the text as the database is to write it."""
    return WithContact(own_text(record), record.contact_id or "")


def own_text(record: AppointmentRecord) -> str:
    texts = (record.title, record.description, record.address, record.id)
    return folded(*(text or "" for text in texts)) + END


def with_contact() -> Concat:
    """Return the text with its contact's as it is now, to update rows by."""
    kind = TextField()
    end = StrIndex("folded", Value(END))
    own = Left("folded", end + len(END) - 1, output_field=kind)
    return Concat(own, _theirs("folded"), output_field=kind)


def sort_name() -> Coalesce:
    """Return by what its contact is sorted now, to update rows by."""
    return _theirs("sort_name")


def _theirs(column: str) -> Coalesce:
    contact = Contact.objects.filter(id=OuterRef("contact_id"))
    told = Subquery(contact.values(column))
    return Coalesce(told, Value(""), output_field=TextField())
