"""How an edit stands: its state, and what became of it when it was sent."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.index.columns import OptionsColumn, RecordColumn, TroubleColumn

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from appointments.edits.attempts import Attempt

# A slow write may still land for so long after it was sent.
LANDS_WITHIN = timedelta(seconds=30)
# What is read back later may be a colleague's doing, and verifies nothing.
VERIFIED_WITHIN = timedelta(minutes=1)
# A click has its answer within 15 s.
ANSWERED_BY = timedelta(seconds=20)
# After that an intention leaves only when a person presses.
AGES_AFTER = timedelta(minutes=10)


# The kind of trouble that is none: it is held back for some seconds, see pausing.py.
PAUSED = "paused"
# Of one that a backup brought back, see restoring.py.
RESTORED = "restored"
# Of one that will not leave, or whose end does not matter, see overtaking.py.
REPLACED, OVERTAKEN = "replaced", "overtaken"


class EditState(models.TextChoices):
    PENDING = "pending", _("Waiting")
    ACCEPTED = "accepted", _("Saved")
    REFUSED = "refused", _("Refused")
    CONFLICTED = "conflicted", _("Conflict")
    UNKNOWN = "unknown", _("Not known yet")
    WITHDRAWN = "withdrawn", _("Taken back")


# Somebody still has to do something, or something is still on its way.
OPEN = (EditState.PENDING, EditState.UNKNOWN)


class Standing(models.Model):
    """What became of an edit: compared, handed over, answered, read back."""

    state = models.CharField(
        max_length=12, choices=EditState.choices, default=EditState.PENDING
    )
    # How to apply it: with less, where somebody may do less by the time it is sent.
    options = OptionsColumn()
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
    # Where a person left what Leadway has, though it is not what was asked for.
    left = models.JSONField(default=list)
    trouble = TroubleColumn(null=True)
    not_before = models.DateTimeField(null=True)
    # It was stopped while nobody had it on the screen.
    unseen = models.BooleanField(default=False)

    # Whether the appointment that it had claimed was let go of by its own end, and
    # whether others of it may be unsettled. Of this object, not of the row.
    let_go = False
    # Whether it leaves with the press that asked for it: nothing was typed since.
    at_once = False
    after_doubt = True
    # What waits and is not meant any more, because this is; see overtaking.py.
    instead_of: frozenset[int] = frozenset()
    # Saved over an overlap, on purpose: for the trail, which is told once.
    overlaps = False

    if TYPE_CHECKING:
        attempts: RelatedManager["Attempt"]

    class Meta:
        abstract = True

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
    def paused(self) -> bool:
        """Whether it waits only so that it can still be undone, and then leaves."""
        return self.waiting and self.trouble is not None and self.trouble.kind == PAUSED

    @property
    def restored(self) -> bool:
        """Whether a backup brought it back, and nobody has decided about it yet."""
        return (
            self.waiting and self.trouble is not None and self.trouble.kind == RESTORED
        )

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def verifiable(self) -> bool:
        """Whether reading it back now would still tell what this save did."""
        if self.state != EditState.ACCEPTED or self.reread or not self.finished_at:
            return False
        return timezone.now() - self.finished_at < VERIFIED_WITHIN
