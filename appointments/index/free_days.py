"""The free times that Leadway told lately, of a calendar, an assignee and a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone

from appointments.index.columns import TroubleColumn

KEPT = timedelta(seconds=30)


class FreeDay(models.Model):
    """One answer, for as long as it is as good as new. `starts` are ISO texts."""

    calendar_id = models.CharField(max_length=128)
    user_id = models.CharField(max_length=128, blank=True)
    day = models.DateField()
    asked_at = models.DateTimeField()
    starts = models.JSONField(default=list)
    next_day = models.DateField(null=True)
    next_starts = models.JSONField(default=list)
    trouble = TroubleColumn(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["calendar_id", "user_id", "day"], name="one_free_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar_id}, {self.user_id}, {self.day}"

    @classmethod
    def fresh(cls) -> "models.QuerySet[FreeDay]":
        oldest = timezone.now() - KEPT
        return FreeDay._default_manager.filter(asked_at__gt=oldest)

    @classmethod
    def remember(cls, rows: "Iterable[FreeDay]") -> None:
        """Keep these answers, and let those go that are too old to be shown."""
        with transaction.atomic():
            oldest = timezone.now() - KEPT
            cls._default_manager.filter(asked_at__lte=oldest).delete()
            columns = ["asked_at", "starts", "next_day", "next_starts", "trouble"]
            FreeDay._default_manager.bulk_create(
                sorted(rows, key=lambda one: one.day),
                update_conflicts=True,
                unique_fields=["calendar_id", "user_id", "day"],
                update_fields=columns,
            )


def texts(times: Iterable[datetime]) -> list[str]:
    return [at.isoformat() for at in times]


def times(texts: Iterable[str]) -> tuple[datetime, ...]:
    return tuple(map(datetime.fromisoformat, texts))
