"""A draft: what somebody typed into an open form and has not saved yet."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from appointments.edits import bounds
from appointments.index import statements

KEPT_DAYS = 14


class Draft(models.Model):
    """One for each person and appointment; a finished edit ends it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    event_id = models.CharField(max_length=128)
    typed = models.JSONField()
    # The values that it was typed upon, for the fields that it changes.
    baseline = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "event_id"], name="one_draft")
        ]

    def __str__(self) -> str:
        return f"draft of {self.event_id}"

    @classmethod
    def keep(
        cls,
        person_id: int,
        event_id: str,
        typed: dict[str, Any],
        *,
        baseline: dict[str, Any] | None = None,
    ) -> None:
        """Keep it instead of the one before. Raises Full where it is one too many."""
        now = timezone.now()
        kept = {"typed": typed, "baseline": baseline or {}, "saved_at": now}
        mine = cls._default_manager.filter(person_id=person_id)
        if mine.filter(event_id=event_id).update(**kept):
            return
        if mine.count() >= bounds.MOST_DRAFTS:
            raise bounds.Full("drafts", bounds.MOST_DRAFTS)
        # Somebody's other tab may have been as early.
        mine.update_or_create(person_id=person_id, event_id=event_id, defaults=kept)

    @classmethod
    def beside(cls, person_id: int | None, event_id: str) -> dict[str, models.Subquery]:
        """Return what selects a person's draft along with the appointment it is of."""
        mine = cls._default_manager.filter(person_id=person_id, event_id=event_id)
        names = ("typed", "baseline", "saved_at")
        return {f"draft_{n}": models.Subquery(mine.values(n)[:1]) for n in names}

    @classmethod
    def of(
        cls, row: models.Model | None, person_id: int | None, event_id: str
    ) -> "Draft | None":
        """Return the draft that `beside` has selected with `row`, or ask for it."""
        beside = vars(row) if row else {}
        if "draft_typed" not in beside:
            mine = cls._default_manager.filter(person_id=person_id, event_id=event_id)
            return mine.first()
        if beside["draft_typed"] is None:
            return None
        values = {n: beside[f"draft_{n}"] for n in ("typed", "baseline", "saved_at")}
        return cls(event_id=event_id, **values)

    @classmethod
    def age_out(cls) -> None:
        """Let go of what nobody came back to."""
        oldest = timezone.now() - timedelta(days=KEPT_DAYS)
        cls._default_manager.filter(saved_at__lt=oldest).delete()

    @classmethod
    def drop(cls, person_id: int | None, event_id: str) -> None:
        statements.remove(cls, {"person": person_id, "event_id": event_id})
