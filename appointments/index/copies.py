"""What ids stand for, as Leadway told it last: the account, calendars, people."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from appointments.index.folding import digits, folded, plain
from appointments.leadway.ids import is_event_id
from appointments.leadway.readers import visible
from appointments.words import no_more

# Of a name that is longer the beginning is enough to sort by.
LONGEST_NAME = 100
# In what is kept of a contact; whatever is read of them anew is without it.
GONE = "gone"


class Copy(models.Model):
    """One thing of Leadway's as it was when last read."""

    id = models.CharField(primary_key=True, max_length=128)
    name = models.TextField(default="", blank=True)
    record = models.JSONField(default=dict)
    seen_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or self.id

    @classmethod
    def remember(cls, id: str, *, name: str, record: dict[str, Any]) -> None:
        """Keep what was just read of `id`."""
        cls.remember_all([(id, name, record)])

    @classmethod
    def remember_all(cls, read: Iterable[tuple[str, str, dict[str, Any]]]) -> set[str]:
        """Keep many of them, as id, name and record; return the ids that were kept.

        What has no sound id could not be asked for again, and is left out. In the order
        of their ids, for the reason that `Appointment.remember_all` gives.
        """
        now = timezone.now()
        rows = {
            id: cls(id=id, seen_at=now, **cls.columns(name, record))
            for id, name, record in read
            if is_event_id(id)
        }
        cls._default_manager.bulk_create(
            [rows[id] for id in sorted(rows)],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["seen_at", *cls.columns("", {})],
            batch_size=500,
        )
        return set(rows)

    @classmethod
    def columns(cls, name: str, record: dict[str, Any]) -> dict[str, Any]:
        """Return what is kept of a thing that has been read."""
        return {"name": name, "record": record}

    @classmethod
    def remember_only(
        cls, read: Iterable[tuple[str, str, dict[str, Any]]]
    ) -> dict[str, str]:
        """Keep what a complete list held, and forget what it no longer has.

        Returns the names of those by their ids.
        """
        with transaction.atomic():
            kept = cls.remember_all(read)
            rows = cls._default_manager.exclude(id__in=kept)
            left = dict(rows.values_list("id", "name"))
            if left:
                rows.delete()
        return left


class Account(Copy):
    """The Leadway account (`locationId`) that this installation works in."""


class Calendar(Copy):
    """A calendar with its team, its places and its slot length."""


class Assignee(Copy):
    """A Leadway user who takes appointments. Not somebody who signs in here."""


class Contact(Copy):
    """The person an appointment is with; `folded` is what search looks through.

    `name` is what they are called: by a number or an address where nobody knows more.
    """

    folded = models.TextField(default="", blank=True)
    # By what lists of appointments are sorted.
    sort_name = models.TextField(default="", blank=True)

    @classmethod
    def columns(cls, name: str, record: dict[str, Any]) -> dict[str, Any]:
        email, phone = (str(record.get(key) or "") for key in ("email", "phone"))
        text = folded(name, email, phone, digits(phone))
        called = visible(name) or visible(phone) or visible(email)
        kept = super().columns(called, record)
        return kept | {"folded": text, "sort_name": plain(called)[:LONGEST_NAME]}

    @property
    def gone(self) -> bool:
        """Whether Leadway does not have them any more: this is what was known."""
        return self.record.get(GONE) is True

    @property
    def called(self) -> str:
        return called(self.name, gone=self.gone)

    @classmethod
    def mark_gone(cls, ids: Collection[str]) -> None:
        """Note that Leadway has none of these; what is known of them stays to read.

        They count as just read, so that they are not asked for at each look.
        """
        rows = cls._default_manager.filter(id__in=ids)
        known = {row.id: (row.id, row.name, row.record) for row in rows}
        every = [known.get(id, (id, "", {})) for id in ids]
        cls.remember_all((id, name, of | {GONE: True}) for id, name, of in every)

    @classmethod
    def changed(cls, read: Iterable[tuple[str, str, dict[str, Any]]]) -> set[str]:
        """Return the ids of those whose texts are other ones than are kept."""
        texts = {id: cls.columns(name, record)["folded"] for id, name, record in read}
        known = cls._default_manager.filter(id__in=texts)
        return texts.keys() - {
            id for id, text in known.values_list("id", "folded") if text == texts[id]
        }


def called(name: str | None, *, gone: object) -> str:
    """Return what a row calls a contact, "" for somebody whose name nobody knows."""
    return no_more(name) if name and gone is True else name or ""
