"""Appointments as Leadway returned them last. Never the truth, always dated."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from appointments.index import keeping, kept, statements
from appointments.index.absent import Absent
from appointments.index.columns import RecordColumn
from appointments.index.copies import Contact
from appointments.index.keeping import Difference
from appointments.index.leads import INDEXES
from appointments.index.pauses import Pausable
from appointments.index.texts import sort_name, with_contact
from appointments.leadway.ids import is_event_id
from appointments.leadway.records import AppointmentRecord

LEASE = timedelta(seconds=30)
# For so long a call whose end is not known may still land.
DOUBT = timedelta(seconds=60)
# The longest appointment that the form takes. The index is searched by the start, so
# what began longer ago than this is not looked for.
LONGEST = timedelta(days=7)


class Appointment(Pausable):
    """The last record seen of one appointment, and who is saving it right now."""

    event_id = models.CharField(primary_key=True, max_length=128)
    record = RecordColumn(null=True)
    seen_at = models.DateTimeField(null=True)
    start_time = models.DateTimeField(null=True)
    end_time = models.DateTimeField(null=True)
    calendar_id = models.CharField(max_length=128, default="", blank=True)
    assigned_user_id = models.CharField(max_length=128, default="", blank=True)
    appointment_status = models.TextField(default="", blank=True)
    contact = models.ForeignKey(
        Contact, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    # What search looks through: its own texts, then those of its contact.
    folded = models.TextField(default="", blank=True)
    # By what its contact is sorted.
    who = models.TextField(default="", blank=True)
    # Where it stands among all others, see positions.py; then by its last change.
    position = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    is_recurring = models.BooleanField(default=False)
    # See places.py.
    place_type = models.CharField(max_length=20, default="", blank=True)
    # When a save of ours ended last.
    edited_at = models.DateTimeField(null=True)
    # Leadway says so itself: it answered 404, or called the record deleted.
    gone = models.BooleanField(default=False)
    # A list of its time no longer had it: it was moved elsewhere, or deleted.
    # When a list had it no more. A series is in none: of one that was read since, this
    # stays, so that it stands on no page beside its own appointments.
    missing_since = models.DateTimeField(null=True)
    # The id that a save of ours gave it when it moved an occurrence.
    moved_to = models.CharField(max_length=128, default="", blank=True)
    leased_until = models.DateTimeField(null=True)
    # A call that got no answer may land until then: what was read before proves little.
    doubted_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = INDEXES

    def __str__(self) -> str:
        return self.event_id

    @property
    def with_whom(self) -> str:
        """Whom it is with, "" for somebody of whom nothing is known."""
        return self.contact.called if self.contact else ""

    @property
    def shown_title(self) -> str:
        """Its title, "" where there is nothing to be seen of it."""
        return self.record.called if self.record else ""

    @property
    def called(self) -> str:
        """What a person calls it: by whom it is with, else by its title."""
        return self.with_whom or self.shown_title or self.event_id

    @property
    def is_missed(self) -> bool:
        """Whether a list had it no more, and it was not read since."""
        since, seen_at = self.missing_since, self.seen_at
        return since is not None and (seen_at is None or since > seen_at)

    def is_fresh(self, *, within_s: float) -> bool:
        """Whether it was read that lately, and nothing has cast doubt on it since."""
        if self.is_missed or self.seen_at is None:
            return False
        if self.doubted_until is not None and self.seen_at < self.doubted_until:
            return False
        oldest = timezone.now() - timedelta(seconds=within_s)
        return self.seen_at >= oldest

    def is_current(self, *, within_s: float) -> bool:
        """Whether a save may count on it: it is fresh, and nobody is saving it now."""
        return self.leased_until is None and self.is_fresh(within_s=within_s)

    @classmethod
    def of(cls, event_id: str) -> "Appointment | None":
        return statements.first(cls, {"event_id": event_id})

    @classmethod
    def remember(cls, record: AppointmentRecord, *, seen_at: datetime) -> None:
        """Keep `record` as what Leadway held at `seen_at`, the start of the reading.

        A reading that began before what is kept was learned is late, and changes
        nothing: else a slow look would put an old value over a save's answer. What
        has no sound id could not be asked for again, and is left out.
        """
        if is_event_id(record.id):
            read = {record.id: record}
            keeping.keep(cls, read, kept.columns, seen_at=seen_at, listed=False)

    @classmethod
    def remember_all(
        cls, records: Iterable[AppointmentRecord], *, seen_at: datetime
    ) -> None:
        """Keep what a list had, each once, but for those that are known better."""
        read = {one.id: one for one in records if is_event_id(one.id)}
        keeping.keep(cls, read, kept.columns, seen_at=seen_at, listed=True)

    @classmethod
    def mark_missing(
        cls,
        start: datetime,
        end: datetime,
        *,
        calendars: Collection[str],
        seen: Collection[str],
        before: datetime,
    ) -> list[str]:
        """Note that these calendars' lists of a span no longer have the others.

        Nobody knows yet whether those were moved or deleted, so they only count as
        old, and leave the lists until they are read again. Returns their ids.
        """
        rows = cls._default_manager.filter(start_time__lt=end, end_time__gt=start)
        rows = rows.filter(calendar_id__in=calendars, seen_at__lt=before, gone=False)
        # A series that was read since is there, and in no list all the same.
        rows = rows.exclude(missing_since__lte=F("seen_at"))
        # Few are missing, and a statement may have only so many parameters.
        held = rows.values_list("event_id", flat=True)
        missing = [event_id for event_id in held if event_id not in seen]
        if missing:
            rows.filter(event_id__in=missing).update(missing_since=before)
        return missing

    @classmethod
    def between(cls, start: datetime, end: datetime) -> "models.QuerySet[Appointment]":
        """Return what touches the span as far as is known, first things first."""
        rows = cls._default_manager.filter(cls.touching(start, end))
        return rows.order_by("start_time", "event_id")

    @staticmethod
    def touching(start: datetime, end: datetime) -> Q:
        """Match what touches the span, half-open, and is there as far as is known."""
        span = Q(start_time__lt=end, start_time__gt=start - LONGEST)
        return span & Q(end_time__gt=start, gone=False, missing_since=None)

    @classmethod
    def mark_gone(cls, event_id: str, *, moved_to: str = "") -> None:
        """Note that Leadway no longer has it under this id; the copy stays to read."""
        rows = cls._default_manager.filter(event_id=event_id)
        if moved_to:
            rows.update(gone=True, moved_to=moved_to)
            cls.mark_edited(moved_to)
            return
        with transaction.atomic():
            row = rows.select_for_update().filter(gone=False).first()
            rows.update(gone=True)
            Absent.note(Absent.Kind.APPOINTMENT, {event_id: ""})
            if row and row.record and row.seen_at:
                gone = Difference(row.record, None, row.seen_at, timezone.now())
                keeping.tell([gone])

    @classmethod
    def mark_edited(cls, event_id: str) -> None:
        """Note that what it holds by now is, in part, a save of ours."""
        now = timezone.now()
        cls._default_manager.filter(event_id=event_id).update(edited_at=now)

    @classmethod
    def claim(cls, event_id: str) -> bool:
        """Take the appointment for one save, by compare-and-set and for 30 s.

        A lease rather than a lock: nothing is held while Leadway is called, and a
        process that dies leaves nothing locked for longer than the lease. What it was
        doing then may still land, so the copy is doubted for a while.
        """
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        rows = cls._default_manager.filter(free, event_id=event_id)
        died = Case(
            When(leased_until=None, then=F("doubted_until")),
            default=Value(now + DOUBT, output_field=models.DateTimeField()),
        )
        if rows.update(leased_until=now + LEASE, doubted_until=died):
            return True
        # Either somebody has it, or it was never seen: then whoever makes it has it.
        lease = {"leased_until": now + LEASE}
        made = cls._default_manager.get_or_create(event_id=event_id, defaults=lease)
        return made[1]

    def claim_as_read(self) -> bool:
        """Take it if nobody has it, and nothing was learned of it since this read."""
        free = {
            "event_id": self.event_id,
            "leased_until": None,
            "seen_at": self.seen_at,
        }
        until = timezone.now() + LEASE
        return statements.change(Appointment, {"leased_until": until}, free)

    @classmethod
    def finish(cls, record: AppointmentRecord) -> None:
        """Keep the answer of the save that has claimed it, and let it go."""
        now = timezone.now()
        row = kept.columns(record, now) | {"leased_until": None, "edited_at": now}
        if record.is_series:
            del row["missing_since"]
        statements.change(cls, row, {"event_id": record.id})

    @classmethod
    def follow(cls, contacts: Collection[str]) -> None:
        """Let search find what is with these contacts by what they are called now."""
        rows = cls._default_manager.filter(contact_id__in=contacts)
        # In the order of their ids, for the reason that `keeping.keep` gives.
        held = rows.select_for_update().order_by("event_id")
        rows.filter(event_id__in=list(held.values_list("event_id", flat=True))).update(
            folded=with_contact(), who=sort_name()
        )

    @classmethod
    def release(cls, event_id: str) -> None:
        statements.change(cls, {"leased_until": None}, {"event_id": event_id})

    @classmethod
    def unsettle(cls, event_id: str) -> None:
        """Note that an edit of it waits: the next save looks at the others first."""
        rows = cls._default_manager.filter(event_id=event_id, doubted_until=None)
        rows.update(doubted_until=timezone.now())

    @classmethod
    def doubt(cls, event_id: str) -> None:
        """Count our copy as old: a call that got no answer may change it any moment."""
        rows = cls._default_manager.filter(event_id=event_id)
        rows.update(doubted_until=timezone.now() + DOUBT)
