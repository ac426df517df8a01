"""What somebody is looking at: a worker reads it before what nobody looks at."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from appointments.connection import location_id
from appointments.index import directory
from appointments.index.spans import Span

# A page that is open says so again within this time; a page that is not, does not.
LASTS = timedelta(seconds=45)
SAID_EVERY = timedelta(seconds=10)
# Somebody who looks sees a change within this time, as far as the limit allows it.
EVERY = timedelta(seconds=12)
MOST = 8


class Look(models.Model):
    """A span of all calendars that is on somebody's screen, and when it last was."""

    account = models.CharField(max_length=128)
    start = models.DateTimeField()
    end = models.DateTimeField()
    looked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "start", "end"], name="one_look")
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"

    @classmethod
    def note(cls, start: datetime, end: datetime) -> None:
        """Say that somebody looks at a span. Most times this writes nothing."""
        now = timezone.now()
        same = cls._default_manager.filter(account=location_id(), start=start, end=end)
        last = same.values_list("looked_at", flat=True).first()
        if last and now - last < SAID_EVERY:
            return
        if not same.update(looked_at=now):
            new = cls(account=location_id(), start=start, end=end, looked_at=now)
            cls._default_manager.bulk_create([new], ignore_conflicts=True)

    @classmethod
    def now(cls) -> "list[Look]":
        """Return what is being looked at, the latest first."""
        rows = cls._default_manager.filter(account=location_id())
        rows = rows.filter(looked_at__gt=timezone.now() - LASTS)
        return list(rows.order_by("-looked_at")[:MOST])

    @classmethod
    def age_out(cls) -> None:
        """Let go of what nobody looks at any more."""
        old = timezone.now() - timedelta(hours=1)
        cls._default_manager.filter(looked_at__lt=old).delete()
        # And of when days were read that were looked at so long ago.
        Span.objects.filter(asked_at__lt=timezone.now() - timedelta(days=7)).delete()


def due() -> "models.QuerySet[Span]":
    """Return what is looked at and was not read just now, calendar by calendar."""
    looks = Look.now()
    if not looks:
        return Span.objects.none()
    calendars = directory.current().calendars
    for look in looks:
        Span.provide(calendars, look.start, look.end)
    spans = (Q(start=look.start, end=look.end) for look in looks)
    looked_at = Q(pk=None)
    for span in spans:
        looked_at |= span
    old = Q(asked_at=None) | Q(asked_at__lt=timezone.now() - EVERY)
    rows = Span.objects.filter(looked_at, old, account=location_id())
    rows = rows.filter(calendar_id__in=calendars)
    return rows.order_by(F("asked_at").asc(nulls_first=True), "pk")
