"""An attempt: one PUT of an edit that came to nothing, before the next one."""

from typing import ClassVar

from django.db import models

from appointments.edits.tables import Edit


class Attempt(models.Model):
    """Never overwritten. Of the last one the edit itself tells how it ended."""

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
