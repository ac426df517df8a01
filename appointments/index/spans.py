"""When each day of the index was listed."""

from datetime import date

from django.db import models
from django.utils import timezone


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
