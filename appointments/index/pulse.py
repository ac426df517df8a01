"""When a worker was last seen, and what it said of the index then: the sync stamp."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone

from appointments.connection import account

# A worker says every few seconds that it is there.
SAID_EVERY = timedelta(seconds=5)
MISSED_AFTER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Age:
    """How old the index is, as a worker saw it; times are ISO texts, or "".

    `near_at` is when that calendar's near days were read that was read longest ago,
    "" as long as one never was. Of the `calendars`, `known` were read whole once, and
    `missing` could not be read lately, the first of them since `missing_since`. Of all
    that is kept, `whole` were read once, and those that are `coming` not yet.
    """

    seen_at: str = ""
    near_at: str = ""
    calendars: int = 0
    known: int = 0
    missing: int = 0
    missing_since: str = ""
    whole: int = 0
    coming: int = 0
    # Of the first reading of everything, in hundredths.
    progress: int = 0

    @classmethod
    def of(cls, told: str | None) -> Self | None:
        """Read what `Pulse.beside` selects: a text of JSON, or nothing."""
        try:
            plain = json.loads(told or "{}")
        except ValueError:
            return None
        if not isinstance(plain, dict) or not plain.get("seen_at"):
            return None
        known = {one.name: plain[one.name] for one in fields(cls) if one.name in plain}
        return cls(**known)

    @classmethod
    def brought_with(cls, person: object) -> Self | None:
        """Read it from what the sign-in check has brought with a person.

        That is one text: the mark of the newest names, a space, and this.
        """
        return cls.of(str(getattr(person, "brought", "")).partition(" ")[2])

    @property
    def last_seen(self) -> datetime:
        return datetime.fromisoformat(self.seen_at)

    @property
    def near(self) -> datetime | None:
        return datetime.fromisoformat(self.near_at) if self.near_at else None

    @property
    def failing_since(self) -> datetime | None:
        return datetime.fromisoformat(self.missing_since) if self.missing else None

    @property
    def is_missed(self) -> bool:
        """Whether no worker has been seen for so long that none can be running."""
        return timezone.now() - self.last_seen > MISSED_AFTER


class Pulse(models.Model):
    """One row for each account and address; any of its workers writes it."""

    account = models.CharField(primary_key=True, max_length=300)
    seen_at = models.DateTimeField()
    said = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.account}, {self.seen_at}"

    @classmethod
    def beat(cls, **said: Any) -> None:
        """Say that a worker is there, and how old the index is."""
        now = timezone.now()
        age = Age(seen_at=now.isoformat(), **said)
        row = cls(account=account(), seen_at=now, said=json.dumps(asdict(age)))
        cls._default_manager.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["account"],
            update_fields=["seen_at", "said"],
        )

    @classmethod
    def beside(cls) -> tuple[str, list[str]]:
        """Return the column that `Age.of` reads, for a statement made anyway."""
        found = "SELECT said FROM appointments_pulse WHERE account = %s"
        return f"COALESCE(({found}), '')", [account()]

    @classmethod
    def age(cls) -> Age | None:
        """Return what the last worker said, or None where none was ever seen."""
        rows = cls._default_manager.filter(account=account())
        return Age.of(rows.values_list("said", flat=True).first())
