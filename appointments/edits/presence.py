"""Who has an appointment open. It is said to the others; nobody is kept out by it."""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Func, Subquery, TextField
from django.utils import timezone

from people.models import User

# A page that is open says so again within this time, and writes it down less often.
LASTS = timedelta(seconds=60)
NOTED_EVERY = timedelta(seconds=30)
# By what somebody is called, and what they are changing.
_TOLD = (
    "person_id",
    "person__first_name",
    "person__last_name",
    "person__username",
    "changing",
)


class _AsText(Func):
    """All rows that are found, as one text."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        more["template"] = "json_group_array(json_array(%(expressions)s))"
        return self.as_sql(compiler, connection, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        more["template"] = "CAST(json_agg(json_build_array(%(expressions)s)) AS TEXT)"
        return self.as_sql(compiler, connection, **more)


class Presence(models.Model):
    """One for each person and appointment; `changing` names sections of the form."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    event_id = models.CharField(max_length=128)
    changing = models.CharField(max_length=100, default="", blank=True)
    seen_at = models.DateTimeField()
    # When a worker last read the appointment because of this.
    asked_at = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        person_id: int

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event_id", "person"], name="one_presence")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.event_id}"

    @classmethod
    def at(cls, event_id: str) -> "list[Presence]":
        """Return everybody who has it open, each with their person."""
        rows = cls._now(event_id).values_list("seen_at", *_TOLD)
        return [_presence(told, seen_at=seen_at) for seen_at, *told in rows]

    @classmethod
    def beside(cls, event_id: str) -> dict[str, Subquery]:
        """Return what selects the same along with the appointment that is open."""
        told = cls._now(event_id).annotate(told=_AsText(*_TOLD)).values("told")
        return {"open_at": Subquery(told)}

    @classmethod
    def told_of(cls, row: models.Model | None, event_id: str) -> "list[Presence]":
        """Return what `beside` has selected with `row`, or ask for it."""
        beside = vars(row) if row else {}
        if "open_at" not in beside:
            return cls.at(event_id)
        return [_presence(told) for told in json.loads(beside["open_at"] or "[]")]

    @classmethod
    def _now(cls, event_id: str) -> "models.QuerySet[Presence]":
        rows = cls._default_manager.filter(event_id=event_id)
        return rows.filter(seen_at__gt=timezone.now() - LASTS)

    @classmethod
    def note(
        cls, person_id: int, event_id: str, *, changing: str, known: "Presence | None"
    ) -> None:
        """Say that it is open, where what is `known` of that does not say so yet."""
        now = timezone.now()
        same = known is not None and known.changing == changing
        if known and same and now - known.seen_at < NOTED_EVERY:
            return
        new = cls(
            person_id=person_id, event_id=event_id, changing=changing, seen_at=now
        )
        cls._default_manager.bulk_create(
            [new],
            update_conflicts=True,
            unique_fields=["event_id", "person"],
            update_fields=["changing", "seen_at"],
        )

    @classmethod
    def leave(cls, person_id: int, event_id: str) -> None:
        """Say that it is not open any more; where another page has it, that says so."""
        rows = cls._default_manager.filter(person_id=person_id, event_id=event_id)
        rows.delete()

    @classmethod
    def age_out(cls) -> None:
        """Let go of who is gone and did not say so."""
        old = timezone.now() - timedelta(minutes=10)
        cls._default_manager.filter(seen_at__lt=old).delete()


def _presence(told: Iterable[Any], **more: Any) -> Presence:
    pk, first, last, username, changing = told
    person = User(pk=pk, first_name=first, last_name=last, username=username)
    return Presence(person=person, changing=changing, **more)
