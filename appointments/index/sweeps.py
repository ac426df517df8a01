"""How far each calendar has been read, window by window, again and again: a sweep."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Sum
from django.utils import timezone

from appointments.connection import location_id
from appointments.index.claims import Claimable
from appointments.leadway.errors import Trouble

LEAST_WINDOW_S = 15 * 60
# One that was begun longer ago is begun anew: its days are not those of today.
LASTS = timedelta(days=1)


class Reach(models.TextChoices):
    """What a sweep goes over: the days around today, or all that is kept."""

    NEAR = "near"
    ALL = "all"


# How much a window covers before anything is known of the calendar.
FIRST_WINDOW_S = {Reach.NEAR: 11 * 86_400, Reach.ALL: 14 * 86_400}


class Sweep(Claimable):
    """One calendar and reach: what was read whole last, and how far one has got since.

    `read_at` is when the last whole sweep began, which went from `read_start` to
    `read_end`. The one under way began at `began_at`, and goes from `start` to `end`;
    up to `at` it has been read. A worker that dies leaves it there.
    """

    calendar_id = models.CharField(max_length=128)
    reach = models.CharField(max_length=4, choices=Reach.choices)
    due_at = models.DateTimeField(default=timezone.now)
    window_s = models.PositiveIntegerField()
    read_start = models.DateTimeField(null=True)
    read_end = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    # What it cost: the sweep under way, and the last whole one.
    calls = models.PositiveIntegerField(default=0)
    last_calls = models.PositiveIntegerField(default=1)
    # Windows of this sweep that were too large however short.
    holes = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        id: int

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "reach", "calendar_id"], name="one_sweep"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reach} of {self.calendar_id}"

    @classmethod
    def here(cls) -> "models.QuerySet[Sweep]":
        return cls._default_manager.filter(account=location_id())

    @classmethod
    def provide(cls, calendars: Collection[str]) -> None:
        """Have a row for each of these calendars and reaches, and none for others."""
        known = {(one.reach, one.calendar_id): one for one in cls.here()}
        wanted = [(reach, id) for reach in Reach for id in sorted(calendars)]
        new = [
            cls(
                account=location_id(),
                reach=reach,
                calendar_id=id,
                window_s=FIRST_WINDOW_S[reach],
            )
            for reach, id in wanted
            if (reach, id) not in known
        ]
        if new:
            cls._default_manager.bulk_create(new, ignore_conflicts=True)
        if old := [one.pk for key, one in known.items() if key[1] not in calendars]:
            cls._default_manager.filter(pk__in=old).delete()

    @classmethod
    def due(cls, reach: Reach) -> "models.QuerySet[Sweep]":
        """Return what is due, first what was longest not asked for: all in turn."""
        rows = cls.here().filter(reach=reach, due_at__lte=timezone.now())
        return rows.order_by(F("asked_at").asc(nulls_first=True), "pk")

    # --- what happens to one that was claimed ---

    def begin(self, start: datetime, end: datetime) -> None:
        """Begin a sweep, unless one is under way: that one is gone on with."""
        now = timezone.now()
        if self.at and self.began_at and now - self.began_at < LASTS:
            return
        self._note(began_at=now, start=start, end=end, at=start, calls=0, holes=0)

    def window(self) -> tuple[datetime, datetime]:
        """Return what to read next."""
        if self.at is None or self.end is None:
            raise ValueError("no sweep is under way")
        return self.at, min(self.at + timedelta(seconds=self.window_s), self.end)

    def advance(self, until: datetime, *, window_s: int, asked_at: datetime) -> bool:
        """Note that it was read until then; tell whether that was the last window."""
        self._note(
            at=until,
            window_s=window_s,
            asked_at=asked_at,
            calls=self.calls + 1,
            trouble=self.trouble if self.holes else None,
            failing_since=self.failing_since if self.holes else None,
        )
        return self.end is not None and until >= self.end

    def finish(self, *, due_at: datetime) -> None:
        """Count the sweep as whole, unless something was left out of it."""
        whole = {
            "read_at": self.began_at,
            "read_start": self.start,
            "read_end": self.end,
        }
        done = {"at": None, "last_calls": self.calls, "due_at": due_at}
        self._note(**done, **({} if self.holes else whole))

    def shrink(self, *, window_s: int, asked_at: datetime) -> None:
        """Read less at once from now on, because this was too much."""
        self._note(window_s=window_s, asked_at=asked_at, calls=self.calls + 1)

    def leave_out(self, until: datetime, trouble: Trouble, asked_at: datetime) -> None:
        """Go on behind what cannot be read, so that the rest is."""
        self._note(
            at=until,
            holes=self.holes + 1,
            asked_at=asked_at,
            calls=self.calls + 1,
            trouble=trouble,
            failing_since=self.failing_since or asked_at,
        )

    def fail(
        self, trouble: Trouble, *, asked_at: datetime, due_at: datetime, window_s: int
    ) -> None:
        """Note why it could not be read, and try again then; the others go on."""
        self._note(
            trouble=trouble,
            asked_at=asked_at,
            due_at=due_at,
            window_s=window_s,
            failing_since=self.failing_since or asked_at,
        )

    def _note(self, **columns: object) -> None:
        """Write about what is still ours: a claim that ran out may be another's."""
        mine = type(self)._default_manager.filter(
            pk=self.pk, claimed_by=self.claimed_by
        )
        mine.update(**columns)
        for name, value in columns.items():
            setattr(self, name, value)

    # --- all of them ---

    @property
    def progress(self) -> float:
        """How much of it has been read at all, between 0 and 1."""
        if self.read_at is not None:
            return 1.0
        if self.at is None or self.start is None or self.end is None:
            return 0.0
        return (self.at - self.start) / (self.end - self.start)

    @classmethod
    def calls_of_a_round(cls, reach: Reach) -> int:
        """Return how many calls it takes to read all calendars once."""
        of_all = cls.here().filter(reach=reach).aggregate(all=Sum("last_calls"))
        return int(of_all["all"] or 0)
