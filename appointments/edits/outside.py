"""What was changed outside: by somebody in Leadway itself, or another program."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models

from appointments import connection
from appointments.edits import diff
from appointments.edits.standing import LANDS_WITHIN
from appointments.edits.tables import Edit
from appointments.index.columns import RecordColumn
from appointments.index.keeping import Difference
from appointments.leadway import ids
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord

# Who changes one of these changes the others as well, without saying so.
TOGETHER = (
    {"start_time", "end_time"},
    {"address", "meeting_location_type", "meeting_location_id"},
)
DELETED = "deleted"


class Outside(models.Model):
    """One appointment that was read otherwise than we knew it, not by an edit of ours.

    It belongs to the history, as an edit does. `fields` are what changed, from what it
    was in `before` to what it is in `after`, which hold nothing else; "deleted" is one
    of them. It happened between `known_at` and `found_at`.
    """

    account = models.CharField(max_length=300, default=connection.account)
    event_id = models.CharField(max_length=128, db_index=True)
    start_time = models.DateTimeField(null=True)
    contact_id = models.CharField(max_length=128, default="", blank=True)
    known_at = models.DateTimeField()
    found_at = models.DateTimeField()
    fields = models.JSONField(default=list)
    before = RecordColumn()
    after = RecordColumn()

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["account", "found_at"], name="outside_in_account")
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {', '.join(self.fields)}"

    @classmethod
    def here(cls) -> "models.QuerySet[Outside]":
        return Outside._default_manager.filter(account=connection.account())

    @classmethod
    def beside(cls, event_id: str) -> dict[str, models.Exists]:
        """Return what tells along with an appointment whether there is any of it."""
        return {"changed_outside": models.Exists(cls.here().filter(event_id=event_id))}

    @classmethod
    def told_of(cls, row: models.Model | None, event_id: str) -> "list[Outside]":
        """Return `about` it, without asking where `beside` has told of none."""
        told = vars(row).get("changed_outside", True) if row else True
        return cls.about(event_id) if told else []

    @classmethod
    def about(cls, event_id: str, *, limit: int = 10) -> "list[Outside]":
        """Return what changed of an appointment lately, the newest first."""
        rows = cls.here().filter(event_id=event_id)
        return list(rows.order_by("-found_at", "-pk")[:limit])


def note(found: Iterable[Difference], **_more: object) -> None:
    """Write down what nobody here did. Called in the transaction that keeps it."""
    differences = [(one, _named(one)) for one in found]
    differences = [(one, names) for one, names in differences if names]
    if not differences:
        return
    ours = _ours(one for one, _names in differences)
    rows = [
        _row(one, [name for name in names if not _is_ours(ours, one, name)])
        for one, names in differences
    ]
    Outside._default_manager.bulk_create([row for row in rows if row.fields])


def _named(one: Difference) -> list[str]:
    """Name the fields that both readings tell, and tell differently."""
    if one.after is None or (one.after.deleted and not one.before.deleted):
        return [DELETED]
    return diff.differing(one.before, one.after, ATTRIBUTES)


def _row(one: Difference, names: list[str]) -> Outside:
    after = one.after or replace(one.before, deleted=True)
    return Outside(
        event_id=one.before.id,
        start_time=after.start_time,
        contact_id=(after.contact_id or "")[:128],
        known_at=one.known_at,
        found_at=one.found_at,
        fields=names,
        before=_part(one.before, names),
        after=_part(after, names),
    )


def _part(record: AppointmentRecord, names: Iterable[str]) -> AppointmentRecord:
    values: dict[str, Any] = {name: getattr(record, name) for name in names}
    return AppointmentRecord(id=record.id, **values)


# --- whose doing it was ---


def _ours(differences: Iterable[Difference]) -> Mapping[str, list[Edit]]:
    """Return the edits of these appointments, or of their series, that were sent.

    Only those that may have landed since it was known: what landed before is known.
    """
    known_at: dict[str, datetime] = {}
    for one in differences:
        for id in _names_of(one.before.id):
            known_at[id] = min(one.known_at, known_at.get(id, one.known_at))
    earliest = min(known_at.values()) - LANDS_WITHIN - timedelta(minutes=1)
    sent = Edit.here().filter(sent_at__gte=earliest)
    by_id: dict[str, list[Edit]] = defaultdict(list)
    either = models.Q(event_id__in=known_at) | models.Q(returned_id__in=known_at)
    for edit in sent.filter(either):
        for id in {edit.event_id, edit.returned_id}:
            by_id[id].append(edit)
    return by_id


def _names_of(event_id: str) -> list[str]:
    series = ids.series_of(event_id)
    return [event_id, series.master] if series else [event_id]


def _is_ours(ours: Mapping[str, list[Edit]], one: Difference, name: str) -> bool:
    edits = [edit for id in _names_of(one.before.id) for edit in ours.get(id, [])]
    if one.after is None:
        return any(_gives_new_ids(edit, one.before) for edit in edits)
    return any(_explains(edit, one.after, name) for edit in edits)


def _gives_new_ids(edit: Edit, before: AppointmentRecord) -> bool:
    """Whether this edit of a series has put another appointment in that one's place.

    The id of an occurrence is made of its time.
    """
    dates = {"start_time", "end_time", "rrule"}
    of_series = edit.event_id != before.id
    accepted = edit.state == Edit.State.ACCEPTED
    return of_series and accepted and bool(dates & edit.changes.asked().keys())


def _explains(edit: Edit, after: AppointmentRecord, name: str) -> bool:
    """Whether this edit asked for what is there now, or for something beside it."""
    asked = edit.changes.asked()
    if edit.state in (Edit.State.REFUSED, Edit.State.CONFLICTED):
        return False
    if name in asked:
        is_told = edit.returned is not None and edit.returned.mentions(name)
        # What an answer did not echo may have been put into another form.
        is_unsure = edit.state == Edit.State.ACCEPTED and not is_told
        return is_unsure or diff.same(name, getattr(after, name), asked[name])
    beside = any(name in group and group & asked.keys() for group in TOGETHER)
    return edit.open and beside
