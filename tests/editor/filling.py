"""A form in a test: a record, a clinic of two calendars, and what somebody types."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from appointments.editor.form import AppointmentForm
from appointments.index.directory import Directory
from appointments.leadway.calendars import Calendar
from appointments.leadway.changes import WriteOptions
from appointments.leadway.records import AppointmentRecord

MADRID = ZoneInfo("Europe/Madrid")
TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)  # 12:00 in Madrid
PHYSIO = {
    "id": "physio",
    "name": "Fisioterapia",
    "slotDuration": 45,
    "slotDurationUnit": "mins",
    "teamMembers": [
        {
            "userId": "marta",
            "locationConfigurations": [{"kind": "physical", "meetingId": "room_1"}],
        },
        {"userId": "james"},
    ],
    "locationConfigurations": [
        {"kind": "physical", "meetingId": "physical_0", "location": "Alameda 12"}
    ],
}
DIET = {"id": "diet", "name": "Nutrición", "teamMembers": [{"userId": "daniel"}]}
RECORD = AppointmentRecord(
    id="a",
    title="Revisión",
    calendar_id="physio",
    appointment_status="confirmed",
    assigned_user_id="marta",
    address="Sala 2",
    description="Trae el informe",
    start_time=NOON,
    end_time=NOON + timedelta(minutes=45),
)


def clinic(zone: ZoneInfo = MADRID, *calendars: dict[str, Any]) -> Directory:
    known = [Calendar.from_wire(one) for one in calendars or (PHYSIO, DIET)]
    return Directory(
        account_name="Clínica",
        zone=zone,
        known=True,
        calendars={one.id: one for one in known},
        assignees={"marta": "Marta", "james": "James", "daniel": "Daniel"},
    )


NOTHING_KNOWN = Directory(
    account_name="", zone=MADRID, known=False, calendars={}, assignees={}
)


def fill(
    record: AppointmentRecord = RECORD,
    *,
    names: Directory | None = None,
    may_override: bool = False,
    defaults: WriteOptions | None = None,
    only: str = "",
    **typed: str | None,
) -> AppointmentForm:
    """Return the form with what a browser posts: as it is, but for what was typed.

    None stands for a control that is not posted.
    """
    names = names or clinic()
    known: dict[str, Any] = {
        "record": record,
        "names": names,
        "zone": names.zone,
        "today": TODAY,
        "defaults": defaults or WriteOptions(),
        "may_override": may_override,
    }
    data = AppointmentForm(**known).as_posted() | typed
    posted = {name: value for name, value in data.items() if value is not None}
    return AppointmentForm(posted, **known, only=only)


def asked(form: AppointmentForm) -> dict[str, object]:
    assert form.is_valid(), form.errors
    return form.changes.asked()


def fault(form: AppointmentForm) -> tuple[str, str]:
    """Return the one field that is at fault, and what is said there."""
    assert not form.is_valid()
    assert len(form.errors) == 1, form.errors
    [(name, messages)] = form.errors.items()
    return name, " ".join(map(str, messages))


def override(form: AppointmentForm) -> bool | None:
    """Return the flag that goes with the place of a form that is sound."""
    asked(form)
    return form.options.override_location_config


def at(start: str, minutes: int = 45) -> AppointmentRecord:
    begins = datetime.fromisoformat(start)
    return replace(
        RECORD, start_time=begins, end_time=begins + timedelta(minutes=minutes)
    )


def times(form: AppointmentForm) -> list[str]:
    values = asked(form)
    assert set(values) == {"start_time", "end_time"}
    return [str(values[name]) for name in ("start_time", "end_time")]
