"""The one call that everything turns on: what it changes, and what it answers."""

from datetime import datetime
from typing import Any

import pytest

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


def test_v3_knows_more_statuses(leadway: Account) -> None:
    answer = leadway.call(
        "PUT",
        f"{APPOINTMENTS}/{leadway.book()['id']}",
        json={"appointmentStatus": "active"},
        headers={"Version": "v3"},
    )
    assert answer.json()["appointmentStatus"] == "active"


def test_a_strange_assignee_does_not_block_other_changes(leadway: Account) -> None:
    booked = leadway.book(assignedUserId="gone")
    assert leadway.put(booked["id"], title="Otro", **FLAGS).status_code == 200


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
