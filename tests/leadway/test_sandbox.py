"""The client and the sandbox, two readings of one API, understand each other."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.client import Leadway, Token
from appointments.leadway.errors import LeadwayError, NotSent, Refused
from tests.sandboxed import LOCATION_ID, Sandbox

# Every fault of the sandbox that befalls a PUT, and what the client then knows.
OUTCOMES: list[tuple[str, dict[str, Any], str]] = [
    ("revoked", {}, "refused"),
    ("scope", {}, "refused"),
    ("forbidden", {}, "refused"),
    ("not_found_empty", {}, "refused"),
    ("unprocessable", {}, "refused"),
    ("timeout_text", {}, "unanswered"),
    ("rate_burst", {}, "busy"),
    ("rate_daily", {}, "busy"),
    ("error_500_html", {}, "unanswered"),
    ("error_502_html", {}, "unanswered"),
    ("error_503", {}, "unanswered"),
    ("slow", {"seconds": 4}, "unanswered"),
    ("slow_after", {"seconds": 4}, "unanswered"),
    ("trickle", {"seconds": 0.2}, "unanswered"),
    ("drop_before", {}, "unanswered"),
    ("drop_after", {}, "unanswered"),
    ("other_id", {}, "unreadable"),
    ("empty_200", {}, "unreadable"),
    ("html_200", {}, "unreadable"),
    ("null_200", {}, "unreadable"),
    ("list_200", {}, "unreadable"),
    ("truncated_json", {}, "unreadable"),
    ("huge", {}, "unreadable"),
    ("redirect", {}, "unreadable"),
    ("no_content", {}, "unreadable"),
    ("deep_json", {}, "unreadable"),
    ("lone_surrogate", {}, "none"),
    ("minimal", {}, "none"),
    ("misspelt", {}, "none"),
    ("string_recurring", {}, "none"),
    ("keeps_other_value", {}, "none"),
    ("ignore_write", {}, "none"),
]


@pytest.mark.parametrize(
    ("fault", "rule", "kind"), OUTCOMES, ids=[o[0] for o in OUTCOMES]
)
def test_each_fault_has_its_outcome(
    leadway: Leadway, sandbox: Sandbox, fault: str, rule: dict[str, Any], kind: str
) -> None:
    booked = sandbox.book()
    sandbox.fault(fault, method="PUT", times=1, **rule)
    assert _kind(leadway, booked) == kind
    # A slow one is entered only when it is over.
    puts = [p for p in sandbox.journal("PUT") if p["path"].endswith(booked["id"])]
    assert len(puts) <= 1


def _kind(leadway: Leadway, booked: dict[str, Any]) -> str:
    changes = Changes(title="after", assigned_user_id=booked["assignedUserId"])
    try:
        leadway.update_appointment(booked["id"], changes, options=WriteOptions())
    except LeadwayError as error:
        return error.kind
    return "none"


def test_a_whole_edit(leadway: Leadway, sandbox: Sandbox) -> None:
    booked = sandbox.book(title="before", description="long")
    start = datetime.fromisoformat(booked["startTime"]) + timedelta(days=1)
    changes = Changes(
        title="after",
        appointment_status="new",
        assigned_user_id=booked["assignedUserId"],
        description="otra\ncosa 😀",
        address="Calle Mayor 1",
        start_time=start,
        end_time=start + timedelta(minutes=45),
    )
    answered = leadway.update_appointment(
        booked["id"], changes, options=WriteOptions(override_location_config=True)
    )
    read = leadway.get_appointment(booked["id"])
    assert (answered.title, answered.appointment_status) == ("after", "new")
    assert (answered.start_time, answered.description) == (start, None)
    assert answered.meeting_location_type == "custom"
    assert (read.description, read.address) == ("otra\ncosa 😀", "Calle Mayor 1")
    assert read.date_updated is not None
    assert answered.unreadable == read.unreadable == ()


def test_every_list_of_the_clinic_is_read_whole(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    cast = sandbox.cast()
    calendars = {calendar.name: calendar for calendar in leadway.calendars()}
    users = {user.name: user.id for user in leadway.users()}
    assert {name: c.id for name, c in calendars.items()} == cast["calendars"]
    assert users == cast["users"]
    one = calendars["Fisioterapia"]
    assert leadway.calendar(one.id) == one
    assert one.slot_duration_minutes
    assert {member.user_id for member in one.team} <= set(users.values())
    assert leadway.account().id == LOCATION_ID
    assert leadway.account().timezone == "Europe/Madrid"


def test_a_week_of_a_user_has_nothing_unreadable(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    now = datetime.now(UTC)
    for user_id in sandbox.cast()["users"].values():
        events = leadway.list_events(
            start=now - timedelta(days=3), end=now + timedelta(days=4), user_id=user_id
        )
        assert events
        assert [event.unreadable for event in events] == [()] * len(events)


def test_notes_come_back_as_they_were_written(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    event_id = sandbox.book()["id"]
    user_id = next(iter(sandbox.cast()["users"].values()))
    note = leadway.add_note(event_id, "Llamar\nmañana", user_id=user_id)
    leadway.update_note(event_id, note.id, "Llamar hoy", user_id=user_id)
    assert [n.body for n in leadway.notes(event_id)] == ["Llamar hoy"]
    leadway.delete_note(event_id, note.id)
    assert len(leadway.notes(event_id)) == 0


def test_an_id_that_there_is_not_is_not_found(leadway: Leadway) -> None:
    for attempt in (
        lambda: leadway.get_appointment("nobodyHasThisIdAtAll"),
        lambda: leadway.send_update(
            "nobodyHasThisIdAtAll", {"appointmentStatus": "confirmed"}
        ),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert caught.value.reason == "not_found"


def test_a_stopped_sandbox_is_not_sent_and_a_restarted_one_answers() -> None:
    with Sandbox() as sandbox:
        event_id = sandbox.book()["id"]
        leadway = Leadway(
            token=Token(sandbox.token),
            location_id=sandbox.location_id,
            base_url=sandbox.url,
        )
        assert leadway.get_appointment(event_id).id == event_id
        sandbox.kill()
        with pytest.raises(NotSent):
            leadway.get_appointment(event_id)
        sandbox.start()
        assert leadway.get_appointment(event_id).id == event_id
        leadway.close()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"token": Token("pit-wrong")}, "token"),
        ({"version": "1999-01-01"}, "version"),
        ({"location_id": "elsewhere"}, "location"),
    ],
)
def test_a_wrong_setting_is_named(
    sandbox: Sandbox, settings: dict[str, Any], reason: str
) -> None:
    right = {"token": Token(sandbox.token), "location_id": sandbox.location_id}
    leadway = Leadway(base_url=sandbox.url, **{**right, **settings})
    with pytest.raises(Refused) as caught:
        leadway.calendars()
    assert caught.value.reason == reason
    leadway.close()
