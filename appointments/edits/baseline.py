"""What a form was made from, carried in the form itself: the record, and the zone.

Signed, so that what a save is compared with cannot be made up; without what the form
does not need, so that it stays short. The zone goes along because it is what turns a
posted "09:00" back into the instant that was shown: another one by then would move it.
"""

from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.core import signing

from appointments.leadway.records import AppointmentRecord
from appointments.times.zones import zone_named

SALT = "appointments.baseline"


class Forged(Exception):
    """A baseline that is missing, changed, or another appointment's."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A record as a person was shown it, and the zone that its times were shown in.

    None is a zone that was not known: then they were shown, and could not be changed.
    """

    record: AppointmentRecord
    zone: ZoneInfo | None


def sign(seen: Baseline) -> str:
    carried = {"record": compact(seen.record), "zone": seen.zone and seen.zone.key}
    return signing.dumps(carried, salt=SALT, compress=True)


def compact(record: AppointmentRecord) -> dict[str, Any]:
    """Return the record's own fields, without what Leadway sent beside them."""
    bare = replace(record, extra={}, raw={}, notes=None, users=(), unreadable=())
    bare = replace(bare, told_at={})
    return {name: value for name, value in bare.to_json().items() if value}


def read(text: str, *, event_id: str) -> Baseline:
    """Return what was signed for this appointment. Raises Forged."""
    try:
        carried = signing.loads(text, salt=SALT)
        record = AppointmentRecord.from_json(carried["record"])
        seen = Baseline(record, _zone(carried["zone"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise Forged from error
    if record.id != event_id:
        raise Forged
    return seen


def _zone(name: str | None) -> ZoneInfo | None:
    """Return the zone by its name. Raises ValueError for one that there is not."""
    zone = zone_named(name)
    if name and zone is None:
        raise ValueError(name)
    return zone
