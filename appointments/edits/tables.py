"""An edit: one intended update of one appointment by one person, and its outcome.

The row is written before anything is sent and finished by Leadway's answer, so it is
receipt, history, undo and outbox at once, and a crash leaves a trace.
"""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.index.columns import (
    ChangesColumn,
    OptionsColumn,
    RecordColumn,
    TroubleColumn,
)
from appointments.leadway.changes import WriteOptions
from appointments.leadway.errors import LeadwayError, Trouble
from appointments.leadway.records import AppointmentRecord

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from appointments.edits.attempts import Attempt

# What is read back later may be a colleague's doing, and verifies nothing.
VERIFIED_WITHIN = timedelta(minutes=1)
# A click has its answer within 15 s.
ANSWERED_BY = timedelta(seconds=20)


# Why Leadway was not asked: no status to keep it at, or no request to be made of it.
Unasked = Literal["no_status", "unwritable"]


class EditState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Saved")
    REFUSED = "refused", _("Refused")
    CONFLICTED = "conflicted", _("Conflict")
    UNKNOWN = "unknown", _("Not known yet")
    WITHDRAWN = "withdrawn", _("Taken back")


class Edit(models.Model):
    """See the module. The states are drawn in docs/architecture.md."""

    State = EditState

    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    event_id = models.CharField(max_length=128, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Kept as text so that removing a person does not erase who did it.
    # Two names of 150 and a space between them.
    person_name = models.CharField(max_length=301)
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=12, choices=EditState.choices, default=EditState.PENDING
    )
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="undone_by"
    )

    baseline = RecordColumn()
    acknowledged = RecordColumn(null=True)
    changes = ChangesColumn()
    options = OptionsColumn()
    typed = models.JSONField(default=dict)

    current = RecordColumn(null=True)
    current_seen_at = models.DateTimeField(null=True)
    clashing = models.JSONField(default=list)
    merged = models.JSONField(default=list)
    body = models.JSONField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    returned = RecordColumn(null=True)
    returned_id = models.CharField(max_length=128, default="", db_index=True)
    reread = RecordColumn(null=True)
    reread_at = models.DateTimeField(null=True)
    rereads = models.PositiveSmallIntegerField(default=0)
    trouble = TroubleColumn(null=True)
    not_before = models.DateTimeField(null=True)

    if TYPE_CHECKING:
        attempts: RelatedManager["Attempt"]
        person_id: int | None

    class Meta:
        default_permissions = ()
        permissions: ClassVar = [
            ("edit_appointment", "Can change appointments in Leadway"),
            ("override_checks", "Can switch Leadway's checks off for a save"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before"], name="edit_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} by {self.person_name}, {self.state}"

    # --- what it holds ---

    @property
    def known(self) -> AppointmentRecord:
        """The newest record that the person has been shown for this edit."""
        return self.acknowledged or self.baseline

    @property
    def compared(self) -> AppointmentRecord:
        """The record it was compared with just before sending, as far as it was."""
        return self.current or self.baseline

    @property
    def in_flight(self) -> bool:
        return self.state == EditState.PENDING and self.sent_at is not None

    @property
    def is_overdue(self) -> bool:
        """Whether it left longer ago than an answer can take."""
        return self.sent_at is not None and timezone.now() - self.sent_at > ANSWERED_BY

    @property
    def waiting(self) -> bool:
        """Noted, never sent: it can be sent again without asking anybody."""
        return self.state == EditState.PENDING and self.sent_at is None

    @property
    def open(self) -> bool:
        """Somebody still has to do something, or something is still on its way."""
        return self.state in (EditState.PENDING, EditState.UNKNOWN)

    @property
    def verifiable(self) -> bool:
        """Whether reading it back now would still tell what this save did."""
        if self.state != EditState.ACCEPTED or self.reread or not self.finished_at:
            return False
        return timezone.now() - self.finished_at < VERIFIED_WITHIN

    @property
    def lives_at(self) -> str:
        """The id Leadway knows it by now: moving an occurrence may change it."""
        return self.returned_id or self.event_id

    # --- what happens to it, in this order ---

    @classmethod
    def note(cls, **intent: Any) -> "tuple[Edit, bool]":
        """Write the intention down. A person's form key twice gives the first edit."""
        try:
            with transaction.atomic():
                return cls._default_manager.create(**intent), True
        except IntegrityError:
            mine = cls._default_manager.filter(person=intent["person"])
            if first := mine.filter(form_key=intent["form_key"]).first():
                return first, False
            # Somebody else's key, which no form of ours hands out.
            return cls._default_manager.create(
                **intent | {"form_key": uuid.uuid4()}
            ), True

    def compare_with(
        self, current: AppointmentRecord, *, seen_at: datetime | None
    ) -> None:
        self.current, self.current_seen_at = current, seen_at

    def limit_to(self, options: WriteOptions) -> None:
        """Apply it with these options from now on, while no call of it is away."""
        if options != self.options and not self.in_flight:
            self._step(self._unmoved(), options=options)

    def conflict(self, clashing: list[str]) -> None:
        compared = self._compared_with() | {"clashing": clashing}
        self._finish(EditState.CONFLICTED, **compared)

    def hand_over(self, body: dict[str, Any], merged: list[str]) -> "Attempt | None":
        """Commit that the call is about to leave; only then may it leave.

        None when it has left meanwhile, or was taken back: in another tab, say.
        """
        now = timezone.now()
        sent: dict[str, Any] = {
            "body": body,
            "merged": merged,
            "trouble": None,
            "sent_at": now,
            "tries": self.tries + 1,
            # What was read back before this attempt tells nothing about it.
            "reread": None,
            "reread_at": None,
            "rereads": 0,
        }
        # It may wait again after another tab's attempt, which took the next number.
        untried = self._still_waiting().filter(tries=self.tries)
        with transaction.atomic():
            if not self._step(untried, **self._compared_with(), **sent):
                return None
            return self.attempts.create(number=self.tries, sent_at=now)

    def accept(self, returned: AppointmentRecord) -> None:
        answer = {"returned": returned, "returned_id": returned.id}
        self._finish(EditState.ACCEPTED, **answer)

    def refuse(self, error: LeadwayError) -> None:
        self._finish(EditState.REFUSED, trouble=Trouble.of(error))

    def refuse_unasked(self, reason: Unasked) -> None:
        """Leadway was not asked: this is not something we would send."""
        trouble = Trouble("unasked", reason=reason)
        self._finish(EditState.REFUSED, trouble=trouble, **self._compared_with())

    def wait(self, error: LeadwayError, *, not_before: datetime | None) -> None:
        """Nothing was applied: it waits, as if it had never been sent."""
        self._step(
            self._unmoved(),
            state=EditState.PENDING,
            sent_at=None,
            not_before=not_before,
            duration_ms=self.duration_ms,
            trouble=Trouble.of(error),
        )

    def stand_back(self) -> None:
        """Somebody else is saving the appointment; it waits if it still does."""
        self._step(self._still_waiting(), trouble=Trouble("claimed"))

    def lost_track(self) -> None:
        """Its next step could not be noted: show what was noted last, and why."""
        self.refresh_from_db()
        if self.open:
            self.trouble = Trouble("unnoted")

    def doubt(self, error: LeadwayError) -> None:
        """It may have been applied, or not."""
        self._finish(EditState.UNKNOWN, trouble=Trouble.of(error))

    def look_again(self, record: AppointmentRecord) -> bool:
        """Keep what a re-read found; what it means is decided by the caller.

        False when the edit has moved on, so that the re-read says nothing about it.
        """
        return self._step(
            self._unmoved(),
            reread=record,
            reread_at=timezone.now(),
            rereads=self.rereads + 1,
        )

    def looked_in_vain(self) -> None:
        self._step(self._unmoved(), rereads=self.rereads + 1)

    def found_applied(self) -> None:
        self._finish(EditState.ACCEPTED)

    def found_not_applied(self) -> None:
        self._step(self._unmoved(), state=EditState.PENDING, sent_at=None)

    def withdraw(self) -> bool:
        """Take a waiting edit back, or leave as it is what reading did not settle.

        False when it has left in the meantime.
        """
        unsettled = self.state == EditState.UNKNOWN and self.reread is not None
        return self._step(
            self._unmoved() if unsettled else self._still_waiting(),
            state=EditState.WITHDRAWN,
            finished_at=timezone.now(),
        )

    def _finish(self, state: EditState, **fields: Any) -> None:
        fields |= {"finished_at": timezone.now(), "duration_ms": self.duration_ms}
        self._step(self._unmoved(), state=state, **fields)

    def _step(self, rows: "models.QuerySet[Edit]", **fields: Any) -> bool:
        """Write these fields if this row is still one of `rows`: a compare-and-set.

        If it is not, it has moved on in another tab or process. Then nothing is
        written, and this object shows what it has become.
        """
        if not rows.update(**fields):
            self.refresh_from_db()
            return False
        for name, value in fields.items():
            setattr(self, name, value)
        return True

    def _unmoved(self) -> "models.QuerySet[Edit]":
        """Return this row, if its state and its sending are those known here."""
        mine = type(self)._default_manager.filter(pk=self.pk, state=self.state)
        return mine.filter(sent_at=self.sent_at)

    def _still_waiting(self) -> "models.QuerySet[Edit]":
        """Return this row, if it is one that waits."""
        mine = type(self)._default_manager.filter(pk=self.pk, sent_at=None)
        return mine.filter(state=EditState.PENDING)

    def _compared_with(self) -> dict[str, Any]:
        return {"current": self.current, "current_seen_at": self.current_seen_at}

    # --- looking back ---

    @classmethod
    def about(cls, event_id: str, *, limit: int = 10) -> "list[Edit]":
        """Return the latest edits of an appointment, under this id or to it."""
        rows = cls._default_manager.filter(
            Q(event_id=event_id) | Q(returned_id=event_id)
        )
        return list(rows.order_by("-made_at", "-pk")[:limit])

    @classmethod
    def unsettled(cls, event_id: str) -> bool:
        """Tell whether a call about it may still land, or has landed unnoticed."""
        rows = cls._default_manager.filter(event_id=event_id)
        sent = Q(state=EditState.PENDING, sent_at__isnull=False)
        return rows.filter(sent | Q(state=EditState.UNKNOWN)).exists()

    @classmethod
    def moved_to(cls, event_id: str) -> str | None:
        """Return the id that an appointment was given when it was moved, if it was."""
        rows = cls._default_manager.filter(event_id=event_id, state=EditState.ACCEPTED)
        rows = rows.exclude(returned_id__in=("", event_id)).order_by("-made_at")
        return rows.values_list("returned_id", flat=True).first()
