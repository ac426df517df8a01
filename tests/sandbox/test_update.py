"""The one call that everything turns on: what it changes, and what it answers."""

from datetime import datetime
from typing import Any

import pytest

from tests.sandbox.clock import at, quiet_day
from tests.sandbox.process import APPOINTMENTS, Account

# As the product sends them: nothing runs, nothing is checked.
FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


def test_only_what_is_sent_is_changed(leadway: Account) -> None:
    booked = leadway.book(title="Antes", description="Texto", address="Sala 2")
    answer = leadway.put(
        booked["id"], title="Después", appointmentStatus="confirmed", **FLAGS
    )
    assert answer.status_code == 200
    after = leadway.record(booked["id"])
    changed = {name for name in after if after[name] != booked.get(name)}
    assert changed == {"title", "dateUpdated"}


def test_the_answer_is_bare_and_without_dates(leadway: Account) -> None:
    booked = leadway.book(description="Texto")
    answer = leadway.put(booked["id"], title="Otro", **FLAGS).json()
    assert answer["id"] == booked["id"]
    absent = {"dateAdded", "dateUpdated", "description", "meetingLocationId"}
    assert not absent & set(answer)
    assert answer["appoinmentStatus"] == answer["appointmentStatus"]


def test_the_answer_has_dates_under_v3(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.call(
        "PUT",
        f"{APPOINTMENTS}/{booked['id']}",
        json={"title": "Otro"},
        headers={"Version": "v3"},
    )
    assert {"dateAdded", "dateUpdated"} <= set(answer.json())


def test_a_read_is_wrapped_and_keeps_the_place_to_itself(leadway: Account) -> None:
    booked = leadway.book(meetingLocationType="zoom", meetingLocationId="zoom_0")
    read = leadway.get(f"{APPOINTMENTS}/{booked['id']}").json()
    assert set(read) == {"appointment", "traceId"}
    assert not {"meetingLocationType", "meetingLocationId"} & set(read["appointment"])
    leadway.switch(get_key="event")
    assert "event" in leadway.get(f"{APPOINTMENTS}/{booked['id']}").json()


def test_leaving_out_the_status_resets_it(leadway: Account) -> None:
    booked = leadway.book(appointmentStatus="noshow")
    leadway.put(booked["id"], title="Otro", **FLAGS)
    assert leadway.record(booked["id"])["appointmentStatus"] == "confirmed"


def test_the_reset_of_the_status_can_be_switched_off(leadway: Account) -> None:
    leadway.switch(status_reset=False)
    booked = leadway.book(appointmentStatus="noshow")
    leadway.put(booked["id"], title="Otro", **FLAGS)
    assert leadway.record(booked["id"])["appointmentStatus"] == "noshow"


@pytest.mark.parametrize(
    "status", ["new", "confirmed", "cancelled", "showed", "noshow", "invalid"]
)
def test_every_status_is_kept(leadway: Account, status: str) -> None:
    booked = leadway.book()
    answer = leadway.put(booked["id"], appointmentStatus=status, **FLAGS).json()
    assert answer["appointmentStatus"] == status
    assert leadway.record(booked["id"])["appointmentStatus"] == status


def test_completed_is_stored_as_showed(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.put(booked["id"], appointmentStatus="completed", **FLAGS)
    assert answer.json()["appointmentStatus"] == "showed"


@pytest.mark.parametrize("status", ["no_show", "pending", "active", "", None, 1])
def test_an_unknown_status_is_refused(leadway: Account, status: Any) -> None:
    answer = leadway.put(leadway.book()["id"], appointmentStatus=status)
    assert answer.status_code == 422
    assert answer.json()["message"] == ["appointmentStatus must be a valid enum value"]


def test_v3_knows_more_statuses(leadway: Account) -> None:
    answer = leadway.call(
        "PUT",
        f"{APPOINTMENTS}/{leadway.book()['id']}",
        json={"appointmentStatus": "active"},
        headers={"Version": "v3"},
    )
    assert answer.json()["appointmentStatus"] == "active"


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


def test_a_strange_assignee_does_not_block_other_changes(leadway: Account) -> None:
    booked = leadway.book(assignedUserId="gone")
    assert leadway.put(booked["id"], title="Otro", **FLAGS).status_code == 200


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


def test_times_are_answered_with_the_offset_of_the_account(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.put(
        booked["id"],
        startTime="2021-01-10T20:30:00-06:00",
        endTime="2021-01-11T02:45:00Z",
        **FLAGS,
    ).json()
    assert answer["startTime"] == "2021-01-11T03:30:00+01:00"
    assert answer["endTime"] == "2021-01-11T03:45:00+01:00"
    answer = leadway.put(
        booked["id"],
        startTime="2021-07-10T08:00:00Z",
        endTime="2021-07-10T08:30:00.000Z",
        **FLAGS,
    ).json()
    assert answer["startTime"] == "2021-07-10T10:00:00+02:00"


def test_a_start_alone_takes_the_length_of_the_calendar(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.put(
        booked["id"], startTime="2021-02-01T10:00:00+01:00", **FLAGS
    ).json()
    assert answer["endTime"] == "2021-02-01T10:45:00+01:00"


def test_an_end_before_the_start_is_refused(leadway: Account) -> None:
    day = quiet_day()
    answer = leadway.put(
        leadway.book()["id"], startTime=at(day, 10), endTime=at(day, 9), **FLAGS
    )
    assert answer.status_code == 400


def test_an_empty_body_resets_the_status_and_nothing_else(leadway: Account) -> None:
    booked = leadway.book(appointmentStatus="showed")
    assert leadway.put(booked["id"]).status_code == 200
    after = leadway.record(booked["id"])
    changed = {name for name in after if after[name] != booked.get(name)}
    assert changed == {"appointmentStatus", "dateUpdated"}


def test_each_write_moves_the_date_of_update(leadway: Account) -> None:
    booked = leadway.book()
    dates = [booked["dateUpdated"]]
    for title in ("Uno", "Dos"):
        leadway.put(booked["id"], title=title, **FLAGS)
        dates.append(leadway.record(booked["id"])["dateUpdated"])
    assert dates == sorted(dates, key=datetime.fromisoformat)
    assert len(set(dates)) == 3


def test_strange_texts_come_back_as_they_were_sent(leadway: Account) -> None:
    booked = leadway.book()
    texts = {
        "title": "<b>Ñ</b> & 'موعد' \u200f👣 e\u0301",
        "description": "Línea\r\n\tdos " * 1000,
        "address": "javascript:alert(1)",
    }
    leadway.put(booked["id"], **texts, **FLAGS)
    after = leadway.record(booked["id"])
    assert {name: after[name] for name in texts} == texts


def test_texts_can_be_cleared(leadway: Account) -> None:
    booked = leadway.book(description="Texto", address="Sala 2")
    leadway.put(booked["id"], description="", address="", **FLAGS)
    after = leadway.record(booked["id"])
    assert (after["description"], after["address"]) == ("", "")


@pytest.mark.parametrize(
    ("sent", "runs"),
    [({}, True), ({"toNotify": True}, True), ({"toNotify": False}, False)],
)
def test_the_journal_tells_whether_automations_would_have_run(
    leadway: Account, sent: dict[str, bool], runs: bool
) -> None:
    leadway.put(leadway.book()["id"], **sent)
    assert leadway.journal()[-1]["automations"] is runs


def test_a_version_can_be_without_effect(leadway: Account) -> None:
    leadway.switch(versions_without_effect=["2021-07-28"])
    booked = leadway.book()
    assert leadway.put(booked["id"], title="Otro").status_code == 200
    assert leadway.record(booked["id"]) == booked
