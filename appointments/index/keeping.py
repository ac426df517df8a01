"""Keeping what was read: what changed is written, and told; the rest is dated."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.dispatch import Signal

from appointments.leadway.records import AppointmentRecord
from people import patience

# Told in the transaction that keeps it, as `found`: what a reading found otherwise than
# it was known. Whoever hears it knows whose doing that was; here nobody does.
changed = Signal()
# To write one takes about a millisecond: it stands in a dozen indexes.
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """One appointment as it was known at `known_at`, and as it was read at `found_at`.

    `after` is None when Leadway does not have it any more.
    """

    before: AppointmentRecord
    after: AppointmentRecord | None
    known_at: datetime
    found_at: datetime


@dataclass(frozen=True, slots=True)
class _Known:
    seen_at: datetime | None
    record: AppointmentRecord | None
    gone: bool
    missing_since: datetime | None

    def is_older(self, than: datetime) -> bool:
        return self.seen_at is None or self.seen_at <= than

    def is_same(self, read: AppointmentRecord, *, listed: bool) -> bool:
        is_there = self.missing_since is None or (read.is_series and not listed)
        return is_there and self.gone == read.deleted and self.record == read


def keep(
    kind: type[models.Model],
    read: Mapping[str, AppointmentRecord],
    columns: Callable[[AppointmentRecord, datetime], dict[str, Any]],
    *,
    seen_at: datetime,
    listed: bool,
) -> None:
    """Keep records by their ids, but for those that are known better, however lately.

    `columns` returns what a row holds of a record. `listed` says that a list had them:
    a series that only its own record tells of is shown on no page. Always in the order
    of the ids: two processes that keep the same day would else wait for each other's
    rows. Some at a time: whoever saves meanwhile waits for those at most.
    """
    ids = sorted(read)
    portions = [ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE)]
    for some in patience.by_turns(portions):
        _keep(kind, {id: read[id] for id in some}, columns, seen_at, listed)


def _keep(
    kind: type[models.Model],
    read: dict[str, AppointmentRecord],
    columns: Callable[[AppointmentRecord, datetime], dict[str, Any]],
    seen_at: datetime,
    listed: bool,
) -> None:
    rows = kind._default_manager

    with transaction.atomic():
        # Held until the end, so that no answer of a save comes in between.
        held = rows.select_for_update().order_by("event_id").filter(event_id__in=read)
        names = ("seen_at", "record", "gone", "missing_since")
        known = {id: _Known(*of) for id, *of in held.values_list("event_id", *names)}
        # What only an answer to a save told is not thrown away by a reading.
        read = read | {id: read[id].remembering(of.record) for id, of in known.items()}

        def row(id: str) -> models.Model:
            values = columns(read[id], seen_at)
            if read[id].is_series and not listed:
                one = known.get(id)
                since = one.missing_since if one and one.record else seen_at
                values["missing_since"] = since
            return kind(event_id=id, **values)

        older = {id for id, of in known.items() if of.is_older(seen_at)}
        same = {id for id in older if known[id].is_same(read[id], listed=listed)}
        if same:
            rows.filter(event_id__in=same).update(seen_at=seen_at)
        rows.bulk_create(
            list(map(row, sorted(older - same))),
            update_conflicts=True,
            unique_fields=["event_id"],
            update_fields=list(columns(AppointmentRecord(id=""), seen_at)),
        )
        new = sorted(read.keys() - known.keys())
        rows.bulk_create(map(row, new), ignore_conflicts=True)
        overtaken = _added_by_others(rows, new, before=seen_at)
        tell(
            Difference(of.record, read[id], of.seen_at, seen_at)
            for id, of in sorted(known.items())
            if id in older - same and of.record and of.seen_at
        )
    if overtaken:
        # By now they are known, so that this is once more and no more.
        again = {id: read[id] for id in overtaken}
        _keep(kind, again, columns, seen_at, listed)


def _added_by_others(
    rows: "models.Manager[Any]", ids: list[str], *, before: datetime
) -> list[str]:
    """Return which somebody else added at this moment, though ours is newer.

    Where rows are locked and not the database, one that is not there cannot be held.
    """
    if not ids or not connection.features.has_select_for_update:
        return []
    found = rows.filter(event_id__in=ids, seen_at__lt=before)
    return list(found.values_list("event_id", flat=True))


def tell(differences: Iterable[Difference]) -> None:
    """Say what was found otherwise than it was known, if anything was."""
    if found := list(differences):
        changed.send(Difference, found=found)
