"""What is read of Leadway's now and then: by one process at a time, and how it went."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Self, TypeVar
from uuid import uuid4

from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from appointments.index.columns import TroubleColumn
from appointments.leadway.errors import Trouble

# Longer than a reading takes, for the case that its process dies meanwhile.
CLAIM = timedelta(seconds=30)
Row = TypeVar("Row", bound=models.Model)


def take_first(rows: "models.QuerySet[Row]", **mark: object) -> Row | None:
    """Take the first of the rows by writing `mark` upon it, which ends its being one.

    On PostgreSQL a row that somebody else is taking at this moment is passed over, so
    that any number of workers share the rows without waiting for each other; elsewhere
    the row is taken by compare-and-set.
    """
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            locked = rows.select_for_update(skip_locked=True, of=("self",))
            return _marked(locked.first(), rows, mark)
    return _marked(rows.first(), rows, mark)


def _marked(
    one: Row | None, rows: "models.QuerySet[Row]", mark: dict[str, object]
) -> Row | None:
    if one is None or not rows.filter(pk=one.pk).update(**mark):
        return None
    for name, value in mark.items():
        setattr(one, name, value)
    return one


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
    def claim_first(cls, rows: "models.QuerySet[Self]") -> Self | None:
        """Take the first of the rows that nobody is reading. See `take_first`."""
        now = timezone.now()
        free = rows.filter(Q(claimed_until=None) | Q(claimed_until__lt=now))
        return take_first(free, claimed_by=uuid4().hex, claimed_until=now + CLAIM)

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
