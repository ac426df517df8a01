"""Whose time is blocked when, and when that was read last."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from appointments.connection import location_id
from appointments.index.claims import Claimable
from appointments.leadway.blocks import BlockedTime
from appointments.leadway.errors import Trouble
from appointments.leadway.ids import is_event_id

LONGEST_TITLE = 200
MOST_CUTS = 4


class Owner(NamedTuple):
    """Who can be blocked: a user, or an event calendar."""

    kind: str
    id: str


class Blockable(Claimable):
    """One owner: what was read last, which went from `read_start` to `read_end`.

    `cuts` is how often the span was halved because an answer was too large.
    """

    kind = models.CharField(max_length=8)
    owner_id = models.CharField(max_length=128)
    due_at = models.DateTimeField(default=timezone.now)
    read_start = models.DateTimeField(null=True)
    read_end = models.DateTimeField(null=True)
    cuts = models.PositiveSmallIntegerField(default=0)

    if TYPE_CHECKING:
        id: int

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "kind", "owner_id"], name="one_blockable"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id}"

    @classmethod
    def here(cls) -> "models.QuerySet[Blockable]":
        return cls._default_manager.filter(account=location_id())

    @classmethod
    def provide(cls, owners: Collection[Owner]) -> None:
        """Have a row for each of these, and none for others."""
        known = {Owner(one.kind, one.owner_id): one.pk for one in cls.here()}
        new = [
            cls(account=location_id(), kind=one.kind, owner_id=one.id)
            for one in sorted(owners)
            if one not in known
        ]
        if new:
            cls._default_manager.bulk_create(new, ignore_conflicts=True)
        if old := [pk for one, pk in known.items() if one not in owners]:
            cls._default_manager.filter(pk__in=old).delete()

    @classmethod
    def due(cls) -> "models.QuerySet[Blockable]":
        """Return what is due, first what was longest not asked for: all in turn."""
        rows = cls.here().filter(due_at__lte=timezone.now())
        return rows.order_by(F("asked_at").asc(nulls_first=True), "pk")

    @classmethod
    def hasten(cls, lately: timedelta) -> None:
        """Let all be due that were not asked for lately; what failed is left alone."""
        now = timezone.now()
        old = cls.here().filter(asked_at__lt=now - lately, trouble__isnull=True)
        old.update(due_at=now)

    def keep(
        self,
        found: Collection[BlockedTime],
        *,
        start: datetime,
        end: datetime,
        asked_at: datetime,
        due_at: datetime,
    ) -> None:
        """Have exactly these, unless a reading that began later was kept already."""
        sound = {one.id: one for one in found if is_event_id(one.id)}
        kept = {
            (one.id, one.title[:LONGEST_TITLE], one.start, one.end)
            for one in sound.values()
        }
        older = Q(read_at=None) | Q(read_at__lt=asked_at)
        with transaction.atomic():
            ours = type(self)._default_manager.filter(older, pk=self.pk)
            read = {"read_at": asked_at, "read_start": start, "read_end": end}
            told = {"asked_at": asked_at, "due_at": due_at, "trouble": None}
            # Whoever comes second waits here until the first has written.
            if not ours.update(**read, **told):
                return
            rows = Block._default_manager.filter(owner=self)
            known = {tuple(row[1:]): row[0] for row in rows.values_list("pk", *_OF)}
            if old := [pk for of, pk in known.items() if of not in kept]:
                rows.filter(pk__in=old).delete()
            Block._default_manager.bulk_create(
                Block(owner=self, **dict(zip(_OF, of, strict=True)))
                for of in sorted(kept - known.keys())
            )

    def fail(self, trouble: Trouble, *, asked_at: datetime, due_at: datetime) -> None:
        """Note why it could not be read, and try again then."""
        older = Q(read_at=None) | Q(read_at__lt=asked_at)
        rows = type(self)._default_manager.filter(older, pk=self.pk)
        rows.update(trouble=trouble, asked_at=asked_at, due_at=due_at, cuts=self.cuts)

    @classmethod
    def put_off(cls, until: datetime) -> None:
        """Ask for none of them until then."""
        cls.here().filter(due_at__lt=until).update(due_at=until)


class Block(models.Model):
    """One time at which its owner cannot be booked."""

    owner = models.ForeignKey(Blockable, models.CASCADE, related_name="blocks")
    event_id = models.CharField(max_length=128)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "event_id"], name="one_block")
        ]
        indexes: ClassVar = [models.Index(fields=["end"], name="block_end")]

    def __str__(self) -> str:
        return f"{self.title}, {self.start} to {self.end}"


_OF = ("event_id", "title", "start", "end")
