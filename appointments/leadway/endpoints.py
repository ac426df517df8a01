"""The JSON of each endpoint's answer to records. ValueError when it is not that."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from appointments.leadway.blocks import BlockedTime
from appointments.leadway.calendars import FreeSlots, free_slots_from_wire
from appointments.leadway.ids import same_series, series_of
from appointments.leadway.records import AppointmentRecord

Value = TypeVar("Value")


def own_record(value: Any, event_id: str) -> AppointmentRecord:
    record = AppointmentRecord.from_wire(value)
    if not same_series(event_id, record.id, record.master_event_id):
        raise ValueError("the answer is about another appointment")
    return record


def own_answer(value: Any, event_id: str, contact_id: str | None) -> AppointmentRecord:
    """Read what a write was answered with.

    An occurrence that is changed alone may become an appointment of its own, whose id
    says nothing of the series.
    """
    record = AppointmentRecord.from_wire(value)
    is_own = contact_id in (None, record.contact_id)
    if series_of(event_id) and record.contact_id and is_own:
        return record
    return own_record(value, event_id)


def events(value: Any) -> tuple[AppointmentRecord, ...]:
    found: dict[str, AppointmentRecord] = {}
    for record in each("events", AppointmentRecord.from_wire)(value):
        found.setdefault(record.id, record)
    return tuple(found.values())


def blocks(zone: ZoneInfo | None) -> Callable[[Any], tuple[BlockedTime, ...]]:
    """Make a reader of blocks that leaves out those that are deleted."""
    read = each("events", partial(BlockedTime.from_wire, zone=zone))

    def read_all(value: Any) -> tuple[BlockedTime, ...]:
        found = {one.id: one for one in read(value) if not one.deleted}
        return tuple(found.values())

    return read_all


def free_slots(value: Any) -> FreeSlots:
    if not isinstance(value, dict) or "statusCode" in value:
        raise ValueError("no free slots in the answer")
    return free_slots_from_wire(value)


def deleted(value: Any) -> None:
    """Accept any of the three spellings of success, and an answer without one."""
    said = value if isinstance(value, dict) else {}
    if any(said.get(key) is False for key in ("success", "succeeded", "succeded")):
        raise ValueError("the note was not deleted")


def each(key: str, read: Callable[[Any], Value]) -> Callable[[Any], tuple[Value, ...]]:
    """Make a reader of the list under `key` that leaves out what cannot be read."""

    def read_all(value: Any) -> tuple[Value, ...]:
        listed = value.get(key) if isinstance(value, dict) else None
        if not isinstance(listed, list):
            raise ValueError(f"no {key} in the answer")
        return tuple(_readable(listed, read))

    return read_all


def _readable(listed: list[Any], read: Callable[[Any], Value]) -> list[Value]:
    found = []
    for item in listed:
        try:
            found.append(read(item))
        except ValueError:
            continue
    return found
