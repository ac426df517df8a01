"""What a write changed, field by field, and which automations that concerns."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.records import READ
from sandbox.store import Event
from sandbox.times import written

TIMES = ("startTime", "endTime")
# A read does not show the last two, but a write changes them.
NAMES = (*READ, *TIMES, "meetingLocationType", "meetingLocationId")


@dataclass(frozen=True, slots=True)
class Effect:
    """One event before and after; `elsewhere` when no caller asked for the change."""

    event_id: str
    title: str
    fields: dict[str, tuple[Any, Any]]
    workflows: tuple[str, ...] = ()
    elsewhere: bool = False

    def shown(self) -> dict[str, Any]:
        fields = {
            name: {"before": before, "after": after}
            for name, (before, after) in self.fields.items()
        }
        return {
            "id": self.event_id,
            "title": self.title,
            "fields": fields,
            "elsewhere": self.elsewhere,
        }


def effect(
    before: Event | None,
    after: Event | None,
    zone: ZoneInfo,
    *,
    elsewhere: bool = False,
) -> Effect:
    """Compare an event with what a write has made of it; None is no event."""
    event = after or before
    if event is None:
        raise ValueError("An effect needs an event.")
    fields = _differences(_values(before, zone), _values(after, zone))
    workflows = () if event.kind == "block" else _workflows(before, after, fields)
    title = str(event.fields.get("title", ""))
    return Effect(event.id, title, fields, workflows, elsewhere)


def _values(event: Event | None, zone: ZoneInfo) -> dict[str, Any]:
    if event is None:
        return {}
    found = {name: event.fields[name] for name in NAMES if name in event.fields}
    return found | {name: written(found[name], zone) for name in TIMES if name in found}


def _differences(
    before: dict[str, Any], after: dict[str, Any]
) -> dict[str, tuple[Any, Any]]:
    return {
        name: (before.get(name), after.get(name))
        for name in NAMES
        if before.get(name) != after.get(name)
    }


def _workflows(
    before: Event | None, after: Event | None, fields: dict[str, Any]
) -> tuple[str, ...]:
    """The webhook that is sent and the workflow triggers that fire.

    Webhooks are called as the description of the API calls them; the triggers are
    `status:` with the new status, and `rescheduled`.
    """
    if after is None:
        return ("AppointmentDelete",)
    found = ["AppointmentUpdate" if before else "AppointmentCreate"]
    if "appointmentStatus" in fields:
        found.append(f"status:{fields['appointmentStatus'][1]}")
    if before and ("startTime" in fields or "endTime" in fields):
        found.append("rescheduled")
    return tuple(found)
