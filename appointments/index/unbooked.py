"""Contacts who have no appointment that is kept here, by any part of what is known.

No index leads to them: each of a practice's contacts is looked at, until enough are
found. So it is asked for only with a part of three letters, which few of them have.
"""

from django.db.models import Exists, OuterRef

from appointments.index import search
from appointments.index.copies import Contact
from appointments.index.folding import plain
from appointments.index.tables import Appointment


def found(text: str, most: int) -> list[Contact]:
    """Return so many of them at most, by name; Leadway is not asked."""
    longest = max(map(len, plain(text).split()), default=0)
    if most < 1 or longest < search.PIECE:
        return []
    there = Appointment.objects.filter(gone=False, missing_since=None)
    rows = Contact.objects.filter(search.any_of(search.read(text)))
    rows = rows.filter(~Exists(there.filter(contact_id=OuterRef("pk"))))
    # Of those that Leadway does not have any more nothing is kept, but a mark.
    listed = rows.order_by("sort_name", "pk")[: 2 * most]
    return [one for one in listed if one.name and not one.gone][:most]
