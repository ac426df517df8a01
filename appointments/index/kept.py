"""What a row of the index holds of a record, beside the record itself."""

from datetime import datetime
from typing import Any

from appointments.index.places import kind_of
from appointments.index.positions import position
from appointments.index.texts import SortName, text_of
from appointments.leadway.ids import sound
from appointments.leadway.records import AppointmentRecord


def columns(record: AppointmentRecord, seen_at: datetime) -> dict[str, Any]:
    return {
        "record": record,
        "seen_at": seen_at,
        "start_time": record.start_time,
        "end_time": record.end_time,
        "calendar_id": sound(record.calendar_id) or "",
        "assigned_user_id": sound(record.assigned_user_id) or "",
        "appointment_status": record.appointment_status or "",
        "contact_id": sound(record.contact_id),
        "folded": text_of(record),
        "who": SortName(sound(record.contact_id) or ""),
        "position": position(record.start_time, record.id),
        "updated": position(record.date_updated, record.id),
        "is_recurring": bool(record.is_recurring),
        "place_type": kind_of(record),
        "gone": record.deleted,
        "missing_since": None,
    }
