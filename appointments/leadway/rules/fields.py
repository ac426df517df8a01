"""Rules between the fields of one request. Source: Leadway, "Update appointment"."""

from dataclasses import dataclass
from typing import Literal

from appointments.leadway.records import Changes, WriteOptions

ConflictCode = Literal[
    "location_id_and_type",
    "address_makes_custom",
    "rrule_needs_ignore",
    "ignore_needs_assignee",
]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Fields, by our names, that do not go together, and why as a code."""

    code: ConflictCode
    fields: tuple[str, ...]


def derived_override(changes: Changes) -> bool | None:
    """Return `override_location_config` for these changes; None is "leave it out".

    False with only a configured place's id, true with only a type or an address.
    With both the person has to choose first (see `conflicts`).
    """
    by_id = bool(changes.meeting_location_id)
    by_type = bool(changes.meeting_location_type) or changes.address is not None
    return None if by_id == by_type else by_type


def conflicts(
    changes: Changes, options: WriteOptions, *, assigned_user_id: str | None = None
) -> tuple[Conflict, ...]:
    """Name what Leadway would refuse, ignore or change of its own accord.

    `assigned_user_id` is the assignee that the appointment has now, if it is known.
    """
    found = (
        _location_id_and_type(changes),
        _address_makes_custom(changes),
        _rrule_needs_ignore(changes, options),
        _ignore_needs_assignee(changes, options, assigned_user_id),
    )
    return tuple(conflict for conflict in found if conflict)


def _location_id_and_type(changes: Changes) -> Conflict | None:
    by_type = [n for n in ("meeting_location_type", "address") if getattr(changes, n)]
    if not (changes.meeting_location_id and by_type):
        return None
    return Conflict("location_id_and_type", ("meeting_location_id", *by_type))


def _address_makes_custom(changes: Changes) -> Conflict | None:
    if not changes.address or changes.meeting_location_type in (None, "", "custom"):
        return None
    return Conflict("address_makes_custom", ("address", "meeting_location_type"))


def _rrule_needs_ignore(changes: Changes, options: WriteOptions) -> Conflict | None:
    if changes.rrule is None or options.ignore_free_slot_validation:
        return None
    return Conflict("rrule_needs_ignore", ("rrule", "ignore_free_slot_validation"))


def _ignore_needs_assignee(
    changes: Changes, options: WriteOptions, current: str | None
) -> Conflict | None:
    asked = changes.assigned_user_id
    assignee = current if asked is None else asked
    if assignee or not options.ignore_free_slot_validation:
        return None
    return Conflict(
        "ignore_needs_assignee", ("ignore_free_slot_validation", "assigned_user_id")
    )
