"""What is read of Leadway's beside appointments: when, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments.connection import location_id
from appointments.index.claims import Claimable
from appointments.leadway.errors import Trouble

NAMES = ("account", "calendars", "assignees")
LASTS, TRY_AGAIN = timedelta(minutes=10), timedelta(minutes=1)


class Subject(Claimable):
    """The account, its calendars, its people, or its contacts."""

    name = models.CharField(max_length=12)

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="one_subject")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def failing(cls, account: str) -> tuple[str, ...]:
        """Return what could not be read the last time."""
        failed = cls._default_manager.filter(trouble__isnull=False, account=account)
        return tuple(failed.order_by("name").values_list("name", flat=True))

    @classmethod
    def called(cls, names: Sequence[str]) -> "list[Subject]":
        """Return this account's subjects of these names, in that order."""
        account = location_id()
        rows = cls._default_manager.filter(account=account, name__in=names)
        if len(rows) < len(names):
            new = [cls(account=account, name=name) for name in names]
            cls._default_manager.bulk_create(new, ignore_conflicts=True)
            rows = rows.all()
        return sorted(rows, key=lambda one: names.index(one.name))

    def is_due(self, *, even_if_failed: bool = False) -> bool:
        """Whether it was read too long ago, or failed a while ago, or at all."""
        if self.asked_at is None:
            return True
        age = timezone.now() - self.asked_at
        again = self.trouble is not None and (even_if_failed or age > TRY_AGAIN)
        return again or age > LASTS

    def note(self, trouble: Trouble | None, *, asked_at: datetime) -> None:
        """Keep what came of reading it, without a claim: many may read it at once."""
        if trouble is None:
            self.read_at = asked_at
        self.asked_at, self.trouble = asked_at, trouble
        self.save(update_fields=["asked_at", "read_at", "trouble"])

    @classmethod
    def claim_unchanged(cls, seen: "Iterable[Subject]") -> "list[Subject]":
        """Claim those that nobody has read since they were looked at."""
        same = [Q(pk=one.pk, asked_at=one.asked_at) for one in seen]
        return Subject.claim(
            Subject._default_manager.filter(reduce(or_, same, Q(pk=None)))
        )

    @classmethod
    def look_again(cls) -> None:
        """Let everything be read again when it is asked for next."""
        cls._default_manager.update(asked_at=None)
