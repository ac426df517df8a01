"""What one edit asks for, and the request body that asks for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

from appointments.leadway import statuses
from appointments.leadway.fields import (
    ATTRIBUTES,
    BODY_NAMES,
    LOCATION_TYPES,
    MANY_LINES,
    OPTIONS,
    SECTIONS,
)

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_FORBIDDEN_IN_LONG_TEXT = re.compile(f"[{_CONTROLS}]")
_FORBIDDEN_IN_LINE = re.compile(f"[{_CONTROLS}\t\n\r]")
_TIMES = SECTIONS["when"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The attributes that an edit sends. None is "not sent", "" is "cleared"."""

    title: str | None = None
    meeting_location_type: str | None = None
    meeting_location_id: str | None = None
    appointment_status: str | None = None
    assigned_user_id: str | None = None
    description: str | None = None
    address: str | None = None
    rrule: str | None = None
    calendar_id: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None

    def asked(self) -> dict[str, Any]:
        """Return what is asked for, by our names, in the order of the body."""
        values = {name: getattr(self, name) for name in ATTRIBUTES}
        return {name: value for name, value in values.items() if value is not None}

    def __bool__(self) -> bool:
        return bool(self.asked())

    def to_json(self) -> dict[str, Any]:
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in self.asked().items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; TypeError for an attribute that there is not."""
        values = dict(stored)
        for name in _TIMES:
            if values.get(name) is not None:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to apply one write. The defaults are those of Leadway's page.

    `to_notify` lets Leadway's automations run. `override_location_config` is left out
    of the body when it is None.
    """

    to_notify: bool = False
    ignore_free_slot_validation: bool = True
    ignore_date_range: bool = False
    override_location_config: bool | None = None

    def to_json(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; TypeError for an option that there is not."""
        return cls(**stored)


def update_body(
    changes: Changes, options: WriteOptions, *, version: str = ""
) -> dict[str, Any]:
    """Return the exact body of the PUT, in the order of the page's table.

    `version` is that of the API: some take a status that others do not. Raises
    TypeError for a naive time or a value of the wrong type, and ValueError for what
    Leadway could not mean to accept: a status that cannot be set, an unknown location
    type, one end of the time without the other, an end that is not after the start,
    text with control characters or lone surrogates.
    """
    asked = changes.asked()
    _check_choices(changes, version)
    _check_times(changes)
    body: dict[str, Any] = {}
    for name, wire in BODY_NAMES.items():
        if name in OPTIONS:
            if (flag := getattr(options, name)) is not None:
                body[wire] = _flag(name, flag)
        elif name in asked:
            body[wire] = _attribute(name, asked[name])
    return body


def _check_choices(changes: Changes, version: str) -> None:
    status, kind = changes.appointment_status, changes.meeting_location_type
    if status is not None and not statuses.is_taken(status, version):
        raise ValueError(f"appointment_status cannot be set to {status!r}")
    if kind is not None and kind not in LOCATION_TYPES:
        raise ValueError(f"there is no meeting_location_type {kind!r}")


def _check_times(changes: Changes) -> None:
    start, end = changes.start_time, changes.end_time
    for name, value in (("start_time", start), ("end_time", end)):
        if value is not None and not isinstance(value, datetime):
            raise TypeError(f"{name} is not a datetime")
        if value is not None and value.utcoffset() is None:
            raise TypeError(f"{name} has no time zone")
    if (start is None) != (end is None):
        raise ValueError("start_time and end_time are sent together")
    if start is not None and end is not None and end <= start:
        raise ValueError("end_time is not after start_time")


def _attribute(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    forbidden = _FORBIDDEN_IN_LONG_TEXT if name in MANY_LINES else _FORBIDDEN_IN_LINE
    if forbidden.search(value):
        raise ValueError(f"{name} holds characters that cannot be sent")
    return value


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{name} is not true or false")
    return value


def derived_override(changes: Changes) -> bool | None:
    """Return `override_location_config` for these changes; None is "leave it out".

    False with only a configured place's id, true with only a type or an address.
    With both the person has to choose first.
    """
    by_id = bool(changes.meeting_location_id)
    by_type = bool(changes.meeting_location_type) or changes.address is not None
    return None if by_id == by_type else by_type
