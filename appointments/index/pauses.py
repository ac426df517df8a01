"""Until when a save of an appointment is held back, for what is saved after it.

It stands on the appointment's row, which every save reads anyway: so to keep their
order costs those that are not held back nothing.
"""

from datetime import datetime

from django.db import models
from django.utils import timezone

from appointments.index import statements


class Pausable(models.Model):
    """What a save has to wait behind."""

    paused_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.now()

    @classmethod
    def pause(cls, event_id: str, until: datetime) -> None:
        statements.change(cls, {"paused_until": until}, {"event_id": event_id})

    @classmethod
    def go_on(cls, event_id: str, until: datetime | None) -> None:
        """End that pause, but none that began since."""
        that = {"event_id": event_id, "paused_until": until}
        statements.change(cls, {"paused_until": None}, that)
