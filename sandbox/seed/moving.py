"""Brings a clinic that was seeded some time ago back to today, with what was changed.

It moves by whole weeks, so that a Tuesday stays a Tuesday and a weekly series keeps
its days.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sandbox.diary import instance
from sandbox.seed import days
from sandbox.seed.booked import became
from sandbox.store import ALONE, Event, Store
from sandbox.times import local, to_ms

MOMENT = re.compile(r"\b(\d{8})(T\d{6})?(Z)?\b")
DONE = ("showed", "noshow")
WAITING = ("new", "confirmed")


def move_to(store: Store, now: datetime) -> timedelta:
    """Move every event along with the clinic, inside a transaction of the caller's.

    Each keeps its hour on the wall, over clock changes too. The shift is returned.
    """
    known = store.document("cast", "days") or {"last": days.last(now).isoformat()}
    last = date.fromisoformat(known["last"])
    weeks = (days.last(now) - last).days // 7
    shift = timedelta(weeks=weeks)
    if shift:
        moved = {e.id: _moved(e, shift, now) for e in store.all_events()}
        store.forget_events()
        store.save(_settled(_renamed(event, moved), now) for event in moved.values())
        store.keep("cast", "days", {"last": (last + shift).isoformat()})
    return shift


def _moved(event: Event, shift: timedelta, now: datetime) -> Event:
    fields = dict(event.fields)
    for name in ("startTime", "endTime", "dateAdded", "dateUpdated"):
        if name in fields:
            fields[name] = _later(fields[name], shift, now)
    if fields.get("rrule"):
        fields["rrule"] = MOMENT.sub(
            lambda found: _moment(found, shift, now), fields["rrule"]
        )
    original = event.original_ms
    if original is not None:
        original = _later(original, shift, now)
    return replace(event, fields=fields, original_ms=original)


def _renamed(event: Event, moved: dict[str, Event]) -> Event:
    """An occurrence is named by its start, so a moved one has another name."""
    master = moved.get(event.master_id or "")
    if master is None or event.original_ms is None:
        return event
    return replace(event, id=instance(master, event.original_ms).id)


def _settled(event: Event, now: datetime) -> Event:
    """What is over by now has an outcome, and what is ahead has none yet."""
    status = event.fields.get("appointmentStatus")
    if event.kind != "appointment" or event.series != ALONE:
        return event
    start = local(event.start_ms, _zone(now))
    if status in DONE and start > now:
        status = "confirmed"
    elif status in WAITING and event.end_ms <= to_ms(now):
        status = became(str(status), str(event.fields.get("title", "")), start, now)
    return replace(event, fields=event.fields | {"appointmentStatus": status})


def _later(ms: int, shift: timedelta, now: datetime) -> int:
    return to_ms(local(ms, _zone(now)) + shift)


def _moment(found: re.Match[str], shift: timedelta, now: datetime) -> str:
    """A date or date-time of a rule, moved; `Z` is on the wall clock in between."""
    day, clock, zulu = found.groups()
    form = "%Y%m%d" + ("T%H%M%S" if clock else "")
    zone = UTC if zulu else _zone(now)
    moment = datetime.strptime(day + (clock or ""), form).replace(tzinfo=zone)
    moved = moment.astimezone(_zone(now)) + shift
    return moved.astimezone(zone).strftime(form) + (zulu or "")


def _zone(now: datetime) -> Any:
    return now.tzinfo
