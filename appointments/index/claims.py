"""What is read of Leadway's now and then: by one process at a time, and how it went."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments.index.columns import TroubleColumn
from appointments.leadway.errors import Trouble

# Longer than a reading takes, for the case that its process dies meanwhile.
CLAIM = timedelta(seconds=30)


class Claimable(models.Model):
    """One thing to read: when that was begun last, who is at it, and what came of it.

    `asked_at` is when it was last asked for, `read_at` when it last was answered, and
    `trouble` why it was not the last time.
    """

    account = models.CharField(max_length=128)
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    trouble = TroubleColumn(null=True)
    claimed_by = models.CharField(max_length=32, default="", blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        default_permissions = ()

    @classmethod
    def claim(cls, rows: "models.QuerySet[Self]") -> list[Self]:
        """Take those of the rows that nobody is reading, by compare-and-set.

        What is not finished or released is free again after 30 s.
        """
        now, claimant = timezone.now(), uuid4().hex
        free = rows.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))
        if not free.update(claimed_by=claimant, claimed_until=now + CLAIM):
            return []
        return list(cls._default_manager.filter(claimed_by=claimant))

    @classmethod
    def answered(cls, claimed: Collection[Self], *, asked_at: datetime) -> None:
        cls._finish(claimed, asked_at=asked_at, read_at=asked_at, trouble=None)

    @classmethod
    def failed(cls, one: Self, trouble: Trouble, *, asked_at: datetime) -> None:
        cls._finish([one], asked_at=asked_at, trouble=trouble)

    @classmethod
    def release(cls, claimed: Collection[Self]) -> None:
        """Let others have what was claimed and not finished."""
        cls._finish(claimed)

    @classmethod
    def _finish(cls, claimed: Collection[Self], **columns: object) -> None:
        """Write about what is still ours: a claim that ran out may be another's."""
        ours = [one.pk for one in claimed]
        by = {one.claimed_by for one in claimed}
        rows = cls._default_manager.filter(pk__in=ours, claimed_by__in=by)
        rows.update(claimed_by="", claimed_until=None, **columns)
