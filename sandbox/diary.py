"""Finds events, with series unfolded into their occurrences."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sandbox.recurrence import UnusableRuleError, occurrences
from sandbox.store import Event, Store

INSTANCE_ID = re.compile(r"(?P<master>[A-Za-z0-9]+)_(?P<start>\d{1,15})_(?P<s>\d+)")
# The fields that the store can narrow by itself; the others are compared here.
COLUMNS = {
    "calendarId": "calendar_id",
    "assignedUserId": "user_id",
    "contactId": "json_extract(fields, '$.contactId')",
}


@dataclass(frozen=True)
class Diary:
    """The events of the account as they are seen from outside."""

    store: Store
    zone: ZoneInfo

    def find(self, event_id: str) -> Event | None:
        """An event, a master or an occurrence by its id, deleted ones too."""
        if (event := self.store.event(event_id)) is None:
            return self._occurrence(event_id)
        if event.master_id is None:
            return event
        master = self.store.event(event.master_id)
        return merged(master, event) if master else None

    def between(
        self, start_ms: int, end_ms: int, *, field: str = "", value: str = ""
    ) -> list[Event]:
        """Events that overlap the window, by start; narrowed by a field's value."""
        column = COLUMNS.get(field, "")
        alone = self.store.alone_between(start_ms, end_ms, column, value)
        masters = self.store.masters_between(start_ms, end_ms, column, value)
        both = [
            event
            for event in (*alone, *self._of_series(masters, start_ms, end_ms))
            if not field or event.fields.get(field) == value
        ]
        return sorted(both, key=lambda event: (event.start_ms, event.id))

    def _of_series(
        self, masters: list[Event], start_ms: int, end_ms: int
    ) -> Iterator[Event]:
        """What these series have in the window, and nothing else of them."""
        own: dict[str, dict[int, Event]] = {master.id: {} for master in masters}
        for one in self.store.overrides_between(own, start_ms, end_ms):
            own[str(one.master_id)][int(one.original_ms or 0)] = one
        for master in masters:
            starts, changed = self.starts(master), own[master.id]
            # The first that reaches into the window, and the first after it.
            first = bisect_right(starts, start_ms - master.end_ms + master.start_ms)
            last = bisect_left(starts, end_ms)
            falls = {*starts[first:last], *(changed.keys() & {*starts})}
            for ms in sorted(falls):
                event = merged(master, changed.get(ms) or instance(master, ms))
                if event.start_ms < end_ms and event.end_ms > start_ms:
                    yield event

    def unfolded(self, master: Event) -> Iterator[Event]:
        """Every occurrence of a series, each with what was changed about it alone."""
        own = {event.original_ms: event for event in self._overrides(master)}
        for start_ms in self.starts(master):
            override = own.get(start_ms) or instance(master, start_ms)
            yield merged(master, override)

    def starts(self, master: Event) -> tuple[int, ...]:
        """When a series falls; a rule that is not understood falls once."""
        try:
            return occurrences(master.fields["rrule"], master.start_ms, self.zone)
        except UnusableRuleError:
            return (master.start_ms,)

    def _overrides(self, master: Event) -> list[Event]:
        return self.store.overrides(master.id)

    def _occurrence(self, event_id: str) -> Event | None:
        named = INSTANCE_ID.fullmatch(event_id)
        master = self.store.event(named["master"]) if named else None
        if not named or not master or not master.fields.get("rrule"):
            return None
        start_ms = int(named["start"])
        event = instance(master, start_ms)
        if start_ms not in self.starts(master) or event.id != event_id:
            return None
        taken = {e.original_ms for e in self._overrides(master)}
        return None if start_ms in taken else merged(master, event)


def instance(master: Event, start_ms: int) -> Event:
    """An occurrence about which nothing was changed yet."""
    seconds = (master.end_ms - master.start_ms) // 1000
    return Event(
        id=f"{master.id}_{start_ms}_{seconds}",
        fields={},
        master_id=master.id,
        original_ms=start_ms,
    )


def merged(master: Event, override: Event) -> Event:
    """The occurrence as it is seen: the master's fields under its own."""
    start_ms = int(override.original_ms or master.start_ms)
    times = {
        "startTime": start_ms,
        "endTime": start_ms + master.end_ms - master.start_ms,
    }
    return Event(
        id=override.id,
        fields={**master.fields, **times, **override.fields},
        kind=master.kind,
        master_id=master.id,
        original_ms=override.original_ms,
        deleted=override.deleted or master.deleted,
    )
