"""What the form's controls hold before anybody touches them."""

from typing import Any
from zoneinfo import ZoneInfo

from appointments.editor import text, when, where
from appointments.leadway import fields
from appointments.leadway.changes import WriteOptions
from appointments.leadway.records import AppointmentRecord


def initial(
    record: AppointmentRecord, zone: ZoneInfo, options: WriteOptions
) -> dict[str, Any]:
    plain = {name: text.as_shown(name, getattr(record, name)) for name in fields.LIMITS}
    return (
        plain
        | when.as_initial(record, zone)
        | {
            "assigned_user_id": record.assigned_user_id or "",
            "calendar_id": record.calendar_id or "",
            "appointment_status": record.appointment_status or "",
            "place": where.KEEP,
            "to_notify": options.to_notify,
            "ignore_date_range": options.ignore_date_range,
            "ignore_free_slot_validation": options.ignore_free_slot_validation,
        }
    )
