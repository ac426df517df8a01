"""An edit: one intended update of one appointment by one person, and its outcome.

The row is written before anything is sent and finished by Leadway's answer, so it is
receipt, history, undo and outbox at once, and a crash leaves a trace.
"""

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments import connection
from appointments.edits import bounds, tracing
from appointments.edits.standing import OPEN, EditState
from appointments.edits.states import Sending
from appointments.index import statements
from appointments.index.columns import ChangesColumn, RecordColumn
from appointments.leadway.records import AppointmentRecord

if TYPE_CHECKING:
    from appointments.edits.intending import Intent


LONGEST_WHY = 200


class Edit(Sending):
    """See the module. The states are drawn in docs/architecture.md."""

    State = EditState

    form_key = models.UUIDField(unique=True, default=uuid.uuid4)
    # The account and address that it was made for: under another it is never sent.
    account = models.CharField(max_length=300, default=connection.account)
    event_id = models.CharField(max_length=128, db_index=True)
    # Of the appointment when the edit was made, for lists of edits.
    start_time = models.DateTimeField(null=True)
    contact_id = models.CharField(max_length=128, default="", blank=True)
    # See screens.py; "" where that is not known.
    screen = models.CharField(max_length=12, default="", blank=True)
    # What the person wrote of it for our own history; Leadway does not get it.
    why = models.CharField(max_length=LONGEST_WHY, default="", blank=True)
    # The edits that one action made together.
    batch = models.UUIDField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Kept as text so that removing a person does not erase who did it.
    # Two names of 150 and a space between them.
    person_name = models.CharField(max_length=301)
    made_at = models.DateTimeField(default=timezone.now)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="undone_by"
    )

    baseline = RecordColumn()
    acknowledged = RecordColumn(null=True)
    changes = ChangesColumn()
    typed = models.JSONField(default=dict)

    if TYPE_CHECKING:
        person_id: int | None

    class Meta:
        default_permissions = ()
        permissions: ClassVar = [
            ("edit_appointment", "Can change appointments in Leadway"),
            ("override_checks", "Can switch Leadway's checks off for a save"),
            ("export_appointments", "Can take lists of appointments away as files"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "not_before"], name="edit_waiting"),
            models.Index(fields=["account", "made_at"], name="edit_in_account"),
            models.Index(fields=["person", "made_at"], name="edit_by_person"),
            models.Index(fields=["batch"], name="edit_in_batch"),
            models.Index(
                fields=["person"], condition=Q(unseen=True), name="edit_unseen"
            ),
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
    def told(self) -> AppointmentRecord | None:
        """What the answer said, with what was read back since laid over it."""
        if self.returned and self.reread:
            return self.returned.merged(self.reread)
        return self.reread or self.returned

    @property
    def came(self) -> dict[str, Any]:
        """What the fields that it asked for hold after it, as far as that is told."""
        told = self.told
        return {
            name: getattr(told, name) if told and told.mentions(name) else value
            for name, value in self.changes.asked().items()
        }

    @property
    def lives_at(self) -> str:
        """The id Leadway knows it by now: moving an occurrence may change it."""
        return self.returned_id or self.event_id

    # --- noting it ---

    @classmethod
    def of(cls, intent: "Intent") -> "Edit":
        """Return the edit that an intent will be, not yet written down."""
        made = cls(
            form_key=intent.form_key,
            event_id=intent.event_id,
            person=intent.person,
            person_name=intent.person.name,
            start_time=intent.baseline.start_time,
            screen=intent.screen,
            why=intent.why,
            contact_id=(intent.baseline.contact_id or "")[:128],
            baseline=intent.baseline,
            acknowledged=intent.acknowledged,
            changes=intent.changes,
            options=intent.options,
            typed=intent.typed,
            undoes=intent.undoes,
            batch=intent.batch,
        )
        made.overlaps, made.instead_of = intent.overlaps, intent.instead_of
        return made

    def note(self) -> None:
        """Write it down. Raises IntegrityError when its key is taken, and Full."""
        table = self._meta.db_table
        room = bounds.room_for_edits(table, OPEN, self.person_id)
        if not statements.add(self, only_if=room):
            raise bounds.Full("edits", bounds.MOST_EDITS)
        tracing.asked(self)

    def _tell(self, changed: dict[str, Any]) -> None:
        tracing.stepped(self, changed)

    def first_of_its_key(self) -> "Edit | None":
        """Return what this person saved with the same key, if it was the same thing."""
        mine = self.here().filter(person=self.person, form_key=self.form_key)
        first = mine.first()
        return first if first and first._content() == self._content() else None

    def _content(self) -> tuple[Any, ...]:
        return (self.event_id, self.changes, self.options, self.undoes_id) + (
            self.acknowledged and self.acknowledged.to_json(),
        )

    @classmethod
    def typed_with(cls, key: uuid.UUID | None) -> dict[str, Any]:
        """Return what was typed into the form that an accepted edit came from."""
        if key is None:
            return {}
        rows = cls.here().filter(form_key=key, state=EditState.ACCEPTED)
        return rows.values_list("typed", flat=True).first() or {}

    def start_again(self) -> None:
        """Take another key: this one's is of another save."""
        self.form_key, self.state, self.finished_at = (
            uuid.uuid4(),
            EditState.PENDING,
            None,
        )
        self.sent_at, self.tries = None, 0
        self.forget_comparison()

    # --- looking back ---

    @classmethod
    def here(cls) -> "models.QuerySet[Edit]":
        """Return the edits that were made for the account that this is set up for."""
        return cls._default_manager.filter(account=connection.account())

    @classmethod
    def about(cls, event_id: str, *, limit: int = 10) -> "list[Edit]":
        """Return the latest edits of an appointment, under this id or to it.

        And those before them that are not at their end: it does not age away.
        """
        return list(cls._about(event_id, limit))

    @classmethod
    def standings_about(cls, event_id: str, *, limit: int = 10) -> "list[Edit]":
        """Return the same, with no more than how they stand."""
        names = ("state", "tries", "rereads", "sent_at")
        return list(cls._about(event_id, limit).only(*names))

    @classmethod
    def _about(cls, event_id: str, limit: int) -> "models.QuerySet[Edit]":
        rows = cls.here().filter(Q(event_id=event_id) | Q(returned_id=event_id))
        rows = rows.order_by("-made_at", "-pk")
        return rows.filter(Q(pk__in=rows.values("pk")[:limit]) | Q(state__in=OPEN))

    @classmethod
    def moved_to(cls, event_id: str) -> str | None:
        """Return the id that an appointment was given when it was moved, if it was."""
        rows = cls.here().filter(event_id=event_id, state=EditState.ACCEPTED)
        rows = rows.exclude(returned_id__in=("", event_id)).order_by("-made_at")
        return rows.values_list("returned_id", flat=True).first()
