"""One appointment as Leadway returned it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from appointments.leadway import ids, readers, statuses, wire
from appointments.leadway.fields import ONLY_ECHOED, TEXTS, TIMES, wire_name

_TEXTS = tuple(name for name in TEXTS if name != "id")
_STATUS_KEYS = ("appointmentStatus", "appoinmentStatus")
_WRAPPERS = ("appointment", "event")


class NotARecordError(ValueError):
    """The JSON has no appointment in it: nothing with an id."""


@dataclass(frozen=True, slots=True)
class AppointmentRecord:
    """What Leadway said of one appointment. None means that it did not say.

    `extra` holds the keys that have no field of their own, `raw` the whole object as
    it came, cleaned, and `unreadable` our names of the fields whose values made no
    sense. `users` are further owners beside `assigned_user_id`. `told_at` dates what
    only an answer to a save told, and no reading has said since.
    """

    id: str
    title: str | None = None
    calendar_id: str | None = None
    location_id: str | None = None
    contact_id: str | None = None
    appointment_status: str | None = None
    assigned_user_id: str | None = None
    address: str | None = None
    description: str | None = None
    meeting_location_type: str | None = None
    meeting_location_id: str | None = None
    rrule: str | None = None
    master_event_id: str | None = None
    start_time: datetime | None = None
    end_time: datetime | None = None
    date_added: datetime | None = None
    date_updated: datetime | None = None
    is_recurring: bool | None = None
    users: tuple[str, ...] = ()
    deleted: bool = False
    notes: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    raw: Mapping[str, Any] = field(default_factory=dict, hash=False)
    unreadable: tuple[str, ...] = ()
    told_at: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def from_wire(cls, obj: Any, *, zone: ZoneInfo | None = None) -> Self:
        """Read a record: bare, or wrapped in `appointment` or `event`.

        Times without an offset are read as wall time in `zone`. Raises NotARecordError
        when there is no id, wire.NotJSONError when `obj` is nested too deeply.
        """
        raw = _unwrapped(wire.clean(obj))
        values = _read(raw, zone)
        return cls(
            **{name: value for name, value in values.items() if value is not None},
            extra=_extra(raw),
            raw=raw,
            unreadable=_unreadable(raw, values),
        )

    @property
    def called(self) -> str:
        """Its title, "" where there is nothing to be seen of it."""
        return readers.visible(self.title)

    @property
    def is_series(self) -> bool:
        """Whether it is a whole series: lists have its appointments and not itself."""
        is_one_of_it = self.master_event_id or ids.series_of(self.id)
        return bool(self.rrule) and not is_one_of_it

    def has_begun(self, now: datetime) -> bool:
        return self.start_time is not None and self.start_time <= now

    @property
    def lacks_times(self) -> bool:
        """Whether it told a time that could not be read, perhaps for want of a zone."""
        return any(name in self.unreadable for name in TIMES)

    def placed(self, zone: ZoneInfo) -> Self:
        """Return it with its times without an offset read as wall time in a zone."""
        return self.from_wire(self.raw, zone=zone)

    def mentions(self, name: str) -> bool:
        """Say whether Leadway's answer had this field at all, even as null."""
        if name == "appointment_status":
            return any(key in self.raw for key in _STATUS_KEYS)
        return wire_name(name) in self.raw

    def merged(self, newer: "AppointmentRecord") -> "AppointmentRecord":
        """Return this record with what `newer` says laid over it.

        A field that the newer one does not mention, or not readably, keeps its value.
        `raw` stays one answer: the newer one.
        """
        said = {
            name: value
            for name in _FIELD_NAMES
            if (value := getattr(newer, name)) not in (None, ())
            and (name != "deleted" or newer.mentions(name) or value)
        }
        if newer.mentions("users") and "users" not in newer.unreadable:
            said["users"] = newer.users
        for name in ("raw", "extra", "unreadable"):
            said[name] = getattr(newer, name)
        return replace(self, **said)

    def dated(self, answer: "AppointmentRecord", at: datetime) -> "AppointmentRecord":
        """Return it with a date for what only the answer to a save tells."""
        told = [one for one in ONLY_ECHOED if getattr(answer, one) is not None]
        dates = {**self.told_at, **dict.fromkeys(told, at.isoformat())}
        return replace(self, told_at=dates)

    def remembering(self, earlier: "AppointmentRecord | None") -> "AppointmentRecord":
        """Return a reading with what an answer told before, and readings do not tell.

        As long as the place is the same: another one is of another kind.
        """
        if earlier is None or self.place != earlier.place:
            return self
        names = [one for one in earlier.told_at if not self.mentions(one)]
        values = {one: getattr(earlier, one) for one in names}
        dates = {one: earlier.told_at[one] for one in names}
        return replace(self, **values, told_at=dates) if names else self

    @property
    def place(self) -> tuple[str, str]:
        """What the place is known by: the calendar's, and what is written."""
        return self.calendar_id or "", (self.address or "").strip()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values under our names, for storage and signing."""
        return {name: _plain(getattr(self, name)) for name in _ALL_NAMES}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; keys that are left out take their defaults.

        Raises KeyError without an id and ValueError for a time that is not ISO 8601.
        """
        values = {name: stored[name] for name in _ALL_NAMES if name in stored}
        for name in TIMES:
            if values.get(name) is not None:
                values[name] = datetime.fromisoformat(values[name])
        for name in ("users", "unreadable"):
            values[name] = tuple(values.get(name, ()))
        return cls(id=values.pop("id"), **values)


_ALL_NAMES = tuple(f.name for f in fields(AppointmentRecord))
_BESIDE = ("extra", "raw", "unreadable", "told_at")
_FIELD_NAMES = tuple(name for name in _ALL_NAMES if name not in _BESIDE)
_KNOWN_KEYS = {wire_name(n) for n in _FIELD_NAMES} | {*_STATUS_KEYS, "traceId"}


def _unwrapped(obj: Any) -> dict[str, Any]:
    if isinstance(obj, dict):
        for candidate in (*(obj.get(key) for key in _WRAPPERS), obj):
            if isinstance(candidate, dict) and readers.text(candidate.get("id")):
                return candidate
    raise NotARecordError("no appointment in the answer")


def _read(raw: dict[str, Any], zone: ZoneInfo | None) -> dict[str, Any]:
    values: dict[str, Any] = {"id": raw["id"]}
    values |= {name: readers.text(raw.get(wire_name(name))) for name in _TEXTS}
    values |= {name: readers.instant(raw.get(wire_name(name)), zone) for name in TIMES}
    values["appointment_status"] = _status(raw)
    values["is_recurring"] = readers.flag(raw.get("isRecurring"))
    values["users"] = readers.texts(raw.get("users"))
    values["deleted"] = readers.flag(raw.get("deleted"))
    return values


def _status(raw: dict[str, Any]) -> str | None:
    """Read the status under any of its spellings.

    A bare `status` counts only when it is one of the known words: short answers were
    seen to carry "booked" there, which is not the appointment's status.
    """
    for key in _STATUS_KEYS:
        if status := readers.text(raw.get(key)):
            return status
    bare = readers.text(raw.get("status"))
    return bare if bare in statuses.NAMES else None


def _unreadable(raw: dict[str, Any], values: dict[str, Any]) -> tuple[str, ...]:
    odd = [n for n in values if values[n] is None and _says(raw, n)]
    return tuple(odd)


def _says(raw: dict[str, Any], name: str) -> bool:
    keys = _STATUS_KEYS if name == "appointment_status" else (wire_name(name),)
    return any(raw.get(key) not in (None, "") for key in keys)


def _extra(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in raw.items() if key not in _KNOWN_KEYS}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value
