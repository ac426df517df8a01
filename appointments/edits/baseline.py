"""The signed record that a form was made from, carried in the form itself.

Signed, so that what a save is compared with cannot be made up; without what the form
does not need, so that it stays short.
"""

from dataclasses import replace
from typing import Any

from django.core import signing

from appointments.leadway.records import AppointmentRecord

SALT = "appointments.baseline"


class Forged(Exception):
    """A baseline that is missing, changed, or another appointment's."""


def sign(record: AppointmentRecord) -> str:
    return signing.dumps(compact(record), salt=SALT, compress=True)


def compact(record: AppointmentRecord) -> dict[str, Any]:
    """Return the record's own fields, without what Leadway sent beside them."""
    bare = replace(record, extra={}, raw={}, notes=None, users=(), unreadable=())
    return {name: value for name, value in bare.to_json().items() if value}


def read(text: str, *, event_id: str) -> AppointmentRecord:
    """Return the record that was signed for this appointment. Raises Forged."""
    try:
        record = AppointmentRecord.from_json(signing.loads(text, salt=SALT))
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise Forged from error
    if record.id != event_id:
        raise Forged
    return record
