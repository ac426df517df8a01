"""An attempt: one PUT of an edit that left, or was about to."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.leadway.errors import LeadwayError


class Attempt(models.Model):
    """Never overwritten, only finished."""

    edit = models.ForeignKey(Edit, models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default="", blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    trace_id = models.CharField(max_length=200, default="", blank=True)
    duration_ms = models.PositiveIntegerField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edit", "number"], name="attempt_number")
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of edit {self.edit_id}"

    def finish(self, outcome: str, *, error: LeadwayError | None = None) -> int:
        """Note how it ended; return how long it took in milliseconds."""
        self.finished_at, self.outcome = timezone.now(), outcome
        took = self.finished_at - self.sent_at
        # The clock may have been put back while the call was under way.
        self.duration_ms = max(0, round(took.total_seconds() * 1000))
        if error:
            self.status, self.trace_id = error.status, error.trace_id[:200]
        self.save()
        return self.duration_ms
