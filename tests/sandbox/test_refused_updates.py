"""Updates that are refused, with the words that name every fault."""

from typing import Any

import pytest

from tests.sandbox.clock import at, quiet_day
from tests.sandbox.process import APPOINTMENTS, Account

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


@pytest.mark.parametrize("status", ["no_show", "pending", "active", "", None, 1])
def test_an_unknown_status_is_refused(leadway: Account, status: Any) -> None:
    answer = leadway.put(leadway.book()["id"], appointmentStatus=status)
    assert answer.status_code == 422
    assert answer.json()["message"] == ["appointmentStatus must be a valid enum value"]


def test_every_fault_of_a_body_is_named(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.put(
        booked["id"],
        notes="x",
        contactId="x",
        title=1,
        toNotify="no",
        meetingLocationType="teams",
        startTime="tomorrow",
    )
    assert answer.status_code == 422
    assert answer.json() == {
        "statusCode": 422,
        "message": [
            "property notes should not exist",
            "property contactId should not exist",
            "title must be a string",
            "meetingLocationType must be a valid enum value",
            "toNotify must be a boolean value",
            "startTime must be a valid ISO 8601 date string",
        ],
        "error": "Unprocessable Entity",
    }
    assert leadway.record(booked["id"]) == booked


@pytest.mark.parametrize(
    "start",
    ["2021-03-01T10:00:00", "2021-02-30T10:00:00Z", "0001-01-01T00:00:00+14:00"],
)
def test_a_time_that_is_none_is_refused(leadway: Account, start: str) -> None:
    answer = leadway.put(leadway.book()["id"], startTime=start)
    assert answer.status_code == 422


def test_half_a_character_is_refused(leadway: Account) -> None:
    answer = leadway.put(leadway.book()["id"], calendarId="\ud800")
    assert answer.json()["message"] == ["calendarId must be a string"]


def test_a_body_that_is_no_object_is_refused(leadway: Account) -> None:
    answer = leadway.call("PUT", f"{APPOINTMENTS}/{leadway.book()['id']}", json=[])
    assert answer.status_code == 422


def test_an_unknown_appointment_is_refused_with_a_text(leadway: Account) -> None:
    for answer in (leadway.put("nowhere"), leadway.get(f"{APPOINTMENTS}/nowhere")):
        assert answer.status_code == 404
        assert answer.json()["message"] == "Appointment with id nowhere not found"
    leadway.switch(unknown_event_status=400)
    assert leadway.put("nowhere").status_code == 400


def test_an_unknown_calendar_is_refused_in_its_own_shape(leadway: Account) -> None:
    answer = leadway.put(leadway.book()["id"], calendarId="nowhere", **FLAGS)
    assert answer.status_code == 400
    assert answer.json()["name"] == "HttpException"


def test_the_assignee_must_be_of_the_team(leadway: Account) -> None:
    booked, cast = leadway.book(), leadway.cast()
    answer = leadway.put(
        booked["id"], assignedUserId=cast["users"]["Sofía Navarro"], **FLAGS
    )
    assert answer.status_code == 422
    assert answer.json()["message"] == "The user id not part of calendar team."
    james = cast["users"]["James Whitfield"]
    answer = leadway.put(booked["id"], assignedUserId=james, **FLAGS)
    assert answer.json()["assignedUserId"] == james


def test_a_move_to_another_calendar_needs_one_of_its_people(leadway: Account) -> None:
    booked, cast = leadway.book(), leadway.cast()
    calendar = cast["calendars"]["Nutrición"]
    assert leadway.put(booked["id"], calendarId=calendar, **FLAGS).status_code == 422
    daniel = cast["users"]["Daniel Ortega"]
    leadway.put(booked["id"], calendarId=calendar, assignedUserId=daniel, **FLAGS)
    after = leadway.record(booked["id"])
    assert (after["calendarId"], after["assignedUserId"]) == (calendar, daniel)


def test_skipping_the_slot_check_needs_an_assignee(leadway: Account) -> None:
    booked = leadway.book(assignedUserId="")
    answer = leadway.put(booked["id"], ignoreFreeSlotValidation=True)
    assert answer.status_code == 422
    assert "assignedUserId" in answer.json()["message"]
    assert leadway.put(booked["id"], title="Otro").status_code == 200


def test_the_assignee_may_be_wanted_in_the_body(leadway: Account) -> None:
    leadway.switch(assignee_in_body=True)
    booked = leadway.book()
    assert leadway.put(booked["id"], **FLAGS).status_code == 422
    answer = leadway.put(booked["id"], assignedUserId=booked["assignedUserId"], **FLAGS)
    assert answer.status_code == 200


def test_an_end_before_the_start_is_refused(leadway: Account) -> None:
    day = quiet_day()
    answer = leadway.put(
        leadway.book()["id"], startTime=at(day, 10), endTime=at(day, 9), **FLAGS
    )
    assert answer.status_code == 400
