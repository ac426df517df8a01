"""The journal tells what each call changed, and which automations that concerns."""

from typing import Any

from tests.sandbox.process import APPOINTMENTS, LOCATION, Account

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


def test_a_write_is_told_field_by_field(leadway: Account) -> None:
    booked = leadway.book(title="Antes")
    start = booked["startTime"].replace(":00:00", ":10:00")
    leadway.put(booked["id"], title="Ahora", startTime=start, **FLAGS)
    (entry,) = leadway.journal()
    (change,) = entry["changes"]
    assert change["id"] == booked["id"]
    assert change["elsewhere"] is False
    assert change["fields"]["title"] == {"before": "Antes", "after": "Ahora"}
    assert change["fields"]["startTime"] == {
        "before": booked["startTime"],
        "after": start,
    }
    assert set(change["fields"]) == {"title", "startTime", "endTime"}


def test_it_names_the_automations_and_whether_they_ran(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    leadway.put(event_id, appointmentStatus="noshow", toNotify=False)
    leadway.put(event_id, appointmentStatus="showed")
    held, ran = leadway.journal()
    assert held["workflows"] == ["AppointmentUpdate", "status:noshow"]
    assert ran["workflows"] == ["AppointmentUpdate", "status:showed"]
    assert (held["automations"], ran["automations"]) == (False, True)


def test_a_move_reschedules(leadway: Account) -> None:
    booked = leadway.book()
    end = booked["endTime"].replace(":30:00", ":45:00")
    leadway.put(booked["id"], startTime=booked["startTime"], endTime=end, **FLAGS)
    assert leadway.journal()[0]["workflows"] == ["AppointmentUpdate", "rescheduled"]


def test_a_new_one_and_a_deleted_one_are_told_too(leadway: Account) -> None:
    calendar, contact = leadway.calendar("Nutrición"), leadway.book()["contactId"]
    body = {
        "calendarId": calendar["id"],
        "locationId": LOCATION,
        "contactId": contact,
        "assignedUserId": calendar["teamMembers"][0]["userId"],
        "startTime": "2031-01-01T10:00:00+01:00",
        "ignoreFreeSlotValidation": True,
    }
    event_id = leadway.call("POST", APPOINTMENTS, json=body).json()["id"]
    leadway.call("DELETE", f"/calendars/events/{event_id}", json={})
    made, gone = leadway.journal()[-2:]
    assert made["workflows"] == ["AppointmentCreate", "status:confirmed"]
    assert made["changes"][0]["fields"]["contactId"]["before"] is None
    assert (gone["workflows"], gone["automations"]) == (["AppointmentDelete"], True)


def test_what_was_refused_or_ignored_has_changed_nothing(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    leadway.put(event_id, nonsense=1)
    leadway.faulty_put(event_id, "ignore_write", title="Otro")
    assert [entry["changes"] for entry in leadway.journal()] == [[], []]


def test_the_newest_can_be_asked_for(leadway: Account) -> None:
    for path in ("/a", "/b", "/c"):
        leadway.call("GET", path)
    entries = leadway.control("GET", "journal?last=2")
    assert [entry["path"] for entry in entries] == ["/b", "/c"]
    assert len(leadway.control("GET", "journal?last=x")) == 3


def test_it_can_be_told_in_brief(leadway: Account) -> None:
    leadway.call("GET", "/a")
    (whole,), (brief,) = leadway.journal(), leadway.control("GET", "journal?brief")
    assert set(whole) - set(brief) == {"headers", "answer"}
