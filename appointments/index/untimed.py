"""Appointments whose times cannot be read: on no day, and yet left out of none.

What is known of them is in which span Leadway lists them; the narrowest one counts.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from appointments.index.tables import Appointment
from appointments.leadway.ids import is_event_id, sound
from appointments.leadway.records import AppointmentRecord

LONGEST_TITLE = 80


class Untimed(models.Model):
    """One of them, and the list that it was in."""

    event_id = models.CharField(primary_key=True, max_length=128)
    title = models.TextField(default="", blank=True)
    calendar_id = models.CharField(max_length=128, default="", blank=True)
    listed_from = models.DateTimeField()
    listed_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.title or self.event_id

    @classmethod
    def note(
        cls,
        listed: Iterable[AppointmentRecord],
        start: datetime,
        end: datetime,
        *,
        calendars: Collection[str],
    ) -> None:
        """Note which of a list of these calendars have no time that can be read."""
        found = {one.id: one for one in listed if _is_untimed(one)}
        rows = cls._default_manager.filter(
            listed_from__gte=start, listed_until__lte=end
        )
        rows = rows.filter(calendar_id__in=calendars)
        known = set(rows.values_list("event_id", flat=True))
        if over := known - found.keys():
            rows.filter(event_id__in=over).delete()
        new = [
            cls(
                event_id=one.id,
                title=(one.title or "")[:LONGEST_TITLE],
                calendar_id=sound(one.calendar_id) or "",
                listed_from=start,
                listed_until=end,
            )
            for one in found.values()
            if one.id not in known
        ]
        if new:
            cls._default_manager.bulk_create(
                new,
                update_conflicts=True,
                unique_fields=["event_id"],
                update_fields=["title", "calendar_id", "listed_from", "listed_until"],
            )

    @classmethod
    def there(cls) -> "QuerySet[Untimed]":
        """Return those that are there still, and still without a time."""
        told = Q(start_time__isnull=False, end_time__isnull=False)
        over = Appointment.objects.filter(told | Q(gone=True), pk=OuterRef("pk"))
        return cls._default_manager.filter(~Exists(over))


def _is_untimed(one: AppointmentRecord) -> bool:
    told = one.start_time is not None and one.end_time is not None
    return not told and not one.deleted and is_event_id(one.id)
