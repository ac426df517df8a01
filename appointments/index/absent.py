"""What Leadway does not have any more: what we knew it by, and when that was told last.

A denial is kept for a while, so that nothing is asked for again at each look; a name is
kept for good, because appointments of long ago are still read.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import models
from django.utils import timezone

# By then it may be back, or have been made.
LASTS = timedelta(minutes=5)
FORGOTTEN = timedelta(days=1)


class Absent(models.Model):
    """A calendar or a person that a list has no more, or an appointment not found."""

    class Kind(models.TextChoices):
        CALENDAR = "calendar"
        ASSIGNEE = "assignee"
        APPOINTMENT = "appointment"

    id = models.CharField(primary_key=True, max_length=128)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.TextField(default="", blank=True)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name or self.id

    @classmethod
    def note(cls, kind: Kind, names: Mapping[str, str]) -> None:
        """Note that these are not there now: what they were called, by their ids."""
        now = timezone.now()
        of_old = {"kind": cls.Kind.APPOINTMENT, "told_at__lt": now - FORGOTTEN}
        cls._default_manager.filter(**of_old).delete()
        rows = [cls(id=i, kind=kind, name=n, told_at=now) for i, n in names.items()]
        cls._default_manager.bulk_create(
            sorted(rows, key=lambda one: one.id),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["kind", "name", "told_at"],
        )

    @classmethod
    def back(cls, ids: Iterable[str]) -> None:
        cls._default_manager.filter(id__in=list(ids)).delete()

    @classmethod
    def lately(cls, id: str) -> bool:
        """Whether Leadway said only just now that it does not have this."""
        since = timezone.now() - LASTS
        return cls._default_manager.filter(id=id, told_at__gt=since).exists()

    @classmethod
    def named(cls) -> dict[str, str]:
        """Return what calendars and people were called that are there no more."""
        kinds = (cls.Kind.CALENDAR, cls.Kind.ASSIGNEE)
        rows = cls._default_manager.filter(kind__in=kinds)
        return dict(rows.values_list("id", "name"))
