"""What the index was read from, and when each day of it was listed."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from appointments.index.subjects import Subject
from appointments.index.tables import Account, Appointment, Assignee, Calendar, Contact


class DaySeen(models.Model):
    """When a day was last listed from Leadway, and what was missing then."""

    day = models.DateField(primary_key=True)
    seen_at = models.DateTimeField()
    missing = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.day.isoformat()

    @classmethod
    def forget(cls) -> None:
        """Let every day be listed afresh when it is looked at next."""
        cls._default_manager.all().delete()

    @classmethod
    def remember(cls, day: date, *, missing: list[str]) -> None:
        values = {"seen_at": timezone.now(), "missing": missing}
        cls._default_manager.update_or_create(day=day, defaults=values)


class Source(models.Model):
    """The account, and the address, that the index was read from: one row."""

    location_id = models.TextField()
    base_url = models.TextField()

    def __str__(self) -> str:
        return f"{self.location_id} at {self.base_url}"

    @classmethod
    def settle(cls, location_id: str, base_url: str) -> None:
        """Empty the index if it was read elsewhere; what people edited stays."""
        here = {"location_id": location_id, "base_url": base_url}
        if cls._default_manager.filter(**here).exists():
            return
        with transaction.atomic():
            for copies in (*_INDEX, cls):
                copies._default_manager.all().delete()
            cls._default_manager.create(**here)


_INDEX: tuple[type[models.Model], ...] = (
    Account,
    Calendar,
    Assignee,
    Contact,
    Appointment,
    DaySeen,
    Subject,
)
