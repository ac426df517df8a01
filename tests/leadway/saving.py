"""One save through the client, for the tests that look at what became of it."""

import json
import ssl
from pathlib import Path
from typing import Any

import pytest

from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.client import Leadway, Token
from appointments.leadway.errors import LeadwayError
from appointments.leadway.records import AppointmentRecord
from tests.leadway.conftest import ID

RECORD = {"id": ID, "title": "Revisión"}
BODY = json.dumps(RECORD).encode()
CERTIFICATE = Path(__file__).with_name("localhost.pem")


def save(leadway: Leadway) -> None:
    changes = Changes(title="Revisión", appointment_status="confirmed")
    leadway.update_appointment(ID, changes, options=WriteOptions())


def outcome(leadway: Leadway) -> LeadwayError:
    with pytest.raises(LeadwayError) as caught:
        save(leadway)
    return caught.value


def plain_client(url: str, deadline_s: float = 2.0) -> Leadway:
    return Leadway(
        token=Token("pit-a"), location_id="a", base_url=url, deadline_s=deadline_s
    )


def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def update(leadway: Leadway, record: dict[str, Any], **asked: Any) -> AppointmentRecord:
    changes = Changes(**{"assigned_user_id": record["assignedUserId"], **asked})
    return leadway.update_appointment(record["id"], changes, options=WriteOptions())
