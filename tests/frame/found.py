"""What the palette finds, and appointments for it to find."""

from datetime import timedelta
from typing import Any
from zlib import crc32

from django.test import Client
from django.utils import timezone

from appointments.index import contacts
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from tests.pages import Part, read

NOW = timezone.now()


def keep(id: str, who: str, hours: float = 24, **fields: Any) -> None:
    """Keep somebody and their appointment, which begins in so many hours."""
    start = NOW + timedelta(hours=hours)
    contact_id = f"contact{crc32(who.encode()):x}"
    contacts.remember([(contact_id, who, {})])
    usual: dict[str, Any] = {"end_time": start + timedelta(hours=1), "title": id}
    usual["contact_id"] = contact_id
    record = AppointmentRecord(id=id, start_time=start, **(usual | fields))
    Appointment.remember(record, seen_at=NOW)


def found(client: Client, typed: str) -> Part:
    answer = client.post("/_found/", {"q": typed, "next": "/appointments/?q=x"})
    assert answer.status_code == 200
    return read(answer)
