"""What can be read: lists, calendars, people, the account."""

from datetime import datetime, timedelta

import pytest

from tests.sandbox.clock import MADRID, at, ms, quiet_day
from tests.sandbox.process import APPOINTMENTS, LOCATION, Account

DAY_MS = 86_400_000


def test_a_list_needs_an_owner(leadway: Account) -> None:
    answer = leadway.get(
        "/calendars/events", locationId=LOCATION, startTime="0", endTime="1"
    )
    assert answer.status_code == 422
    assert answer.json()["message"] == (
        "Either of userId, calendarId or groupId is required"
    )


@pytest.mark.parametrize("start", ["", "2021-01-01", "-5", "1e9", "9" * 15])
def test_a_list_needs_milliseconds(leadway: Account, start: str) -> None:
    answer = leadway.get(
        "/calendars/events",
        locationId=LOCATION,
        startTime=start,
        endTime="1",
        userId="x",
    )
    assert answer.status_code == 422
    assert answer.json()["message"] == ["startTime must be a number string"]


def test_a_window_matches_by_overlap(leadway: Account) -> None:
    day = quiet_day()
    booked = leadway.book(startTime=at(day, 10), endTime=at(day, 12))
    calendar = booked["calendarId"]

    def is_listed(first: int, last: int) -> bool:
        events = leadway.events(
            ms(at(day, first)), ms(at(day, last)), calendarId=calendar
        )
        return booked["id"] in {event["id"] for event in events}

    assert is_listed(11, 13)
    assert is_listed(9, 11)
    assert is_listed(9, 13)
    assert not is_listed(12, 13)
    assert not is_listed(9, 10)


def test_lists_narrow_by_user_calendar_and_group(leadway: Account) -> None:
    day = quiet_day()
    booked = leadway.book(startTime=at(day, 10), endTime=at(day, 12))
    window = ms(at(day, 0)), ms(at(day, 23))
    owners = {
        "userId": booked["assignedUserId"],
        "calendarId": booked["calendarId"],
        "groupId": booked["groupId"],
    }
    for name, value in owners.items():
        assert booked in leadway.events(*window, **{name: value})
        assert leadway.events(*window, **{name: "other"}) == []


def test_cancelled_ones_are_listed_and_deleted_ones_on_request(
    leadway: Account,
) -> None:
    day = quiet_day()
    times = {"startTime": at(day, 10), "endTime": at(day, 12)}
    window = ms(at(day, 0)), ms(at(day, 23))
    cancelled = leadway.book(appointmentStatus="cancelled", **times)
    deleted = leadway.book(deleted=True, **times)
    calendar = cancelled["calendarId"]
    ids = {e["id"] for e in leadway.events(*window, calendarId=calendar)}
    assert cancelled["id"] in ids
    assert deleted["id"] not in ids
    leadway.switch(deleted_in_lists=True)
    events = leadway.events(*window, calendarId=calendar)
    assert [e["id"] for e in events if e.get("deleted")] == [deleted["id"]]


def test_a_deleted_appointment_is_gone(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    answer = leadway.call("DELETE", f"/calendars/events/{event_id}", json={})
    assert answer.status_code == 201
    assert answer.json()["succeeded"] is True
    assert leadway.get(f"{APPOINTMENTS}/{event_id}").status_code == 404
    assert leadway.put(event_id).status_code == 404


def test_calendars_are_of_several_kinds(leadway: Account) -> None:
    calendars = leadway.get("/calendars/", locationId=LOCATION).json()["calendars"]
    assert len({c["calendarType"] for c in calendars}) >= 4
    assert len({c["slotDuration"] for c in calendars}) >= 4
    places = [p for c in calendars for p in c["locationConfigurations"]]
    kinds = {"zoom_conference", "google_conference", "physical", "custom", "booker"}
    assert kinds | {"inbound_call", "outbound_call"} <= {p["kind"] for p in places}
    assert all(place["meetingId"] for place in places)


def test_calendars_narrow_by_group(leadway: Account) -> None:
    group = leadway.calendar("Escuela de espalda")["groupId"]
    answer = leadway.get("/calendars/", locationId=LOCATION, groupId=group).json()
    assert [c["name"] for c in answer["calendars"]] == ["Escuela de espalda"]


def test_an_unknown_calendar_is_refused(leadway: Account) -> None:
    answer = leadway.get("/calendars/nowhere")
    assert answer.status_code == 400
    assert "nowhere" in answer.json()["message"]


def test_users_are_the_six_of_the_clinic(leadway: Account) -> None:
    users = leadway.get("/users/", locationId=LOCATION).json()["users"]
    assert len(users) == 6
    assert users[0]["name"] == "Marta Ruiz"
    answer = leadway.get("/users/", locationId=LOCATION, companyId="x")
    assert answer.status_code == 422


def test_the_account_tells_its_zone(leadway: Account) -> None:
    location = leadway.get(f"/locations/{LOCATION}").json()["location"]
    assert (location["timezone"], location["name"]) == (
        "Europe/Madrid",
        "Clínica Alameda",
    )


def test_the_account_can_live_in_another_zone(leadway: Account) -> None:
    leadway.switch(timezone="America/Santiago")
    booked = leadway.book(startTime="2021-01-11T12:00:00Z")
    assert booked["startTime"] == "2021-01-11T09:00:00-03:00"


def test_a_contact_is_read_by_id(leadway: Account) -> None:
    key = leadway.book()["contactId"]
    contact = leadway.get(f"/contacts/{key}").json()["contact"]
    assert contact["id"] == key
    assert contact["timezone"]


def test_an_unknown_contact_has_no_message(leadway: Account) -> None:
    answer = leadway.get("/contacts/nobody")
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "Contact with id nobody not found", "status": 400},
    )


def found(leadway: Account, **body: object) -> list[str]:
    answer = leadway.call(
        "POST", "/contacts/search", json={"locationId": LOCATION, **body}
    )
    assert answer.status_code == 200, answer.text
    return [contact["name"] for contact in answer.json()["contacts"]]


def test_contacts_are_searched_without_accents(leadway: Account) -> None:
    names = found(leadway, pageLimit=20, query="marquez elena")
    assert names == ["Elena Márquez Soto"]


def test_contacts_come_in_pages(leadway: Account) -> None:
    first = found(leadway, pageLimit=5, page=1)
    second = found(leadway, pageLimit=5, page=2)
    assert len(first) == len(second) == 5
    assert not set(first) & set(second)


def test_contacts_are_filtered(leadway: Account) -> None:
    zone = {"field": "timezone", "operator": "eq", "value": "America/Mexico_City"}
    assert "Guadalupe Hernández" in found(leadway, pageLimit=500, filters=[zone])


@pytest.mark.parametrize("body", [{}, {"pageLimit": 0}, {"pageLimit": 9, "x": 1}])
def test_a_wrong_search_is_refused(leadway: Account, body: dict[str, int]) -> None:
    answer = leadway.call(
        "POST", "/contacts/search", json={"locationId": LOCATION, **body}
    )
    assert answer.status_code == 422


def test_the_seed_fills_four_weeks(leadway: Account) -> None:
    now = datetime.now(MADRID)
    leadway.control("POST", "reset")
    days: dict[str, int] = {}
    for user in leadway.cast()["users"].values():
        start = ms((now - timedelta(days=15)).isoformat())
        for event in leadway.events(start, start + 30 * DAY_MS, userId=user):
            day = event["startTime"][:10]
            days[day] = days.get(day, 0) + 1
    assert days[now.date().isoformat()] >= 40
    busy = [day for day, count in days.items() if count >= 25]
    assert len(busy) >= 18


def test_nobody_has_come_to_what_has_not_begun(leadway: Account) -> None:
    now = datetime.now(MADRID)
    for user in leadway.cast()["users"].values():
        start = ms(now.isoformat())
        for event in leadway.events(start, start + 14 * DAY_MS, userId=user):
            if datetime.fromisoformat(event["startTime"]) > now:
                assert event["appointmentStatus"] not in ("showed", "noshow")


def test_the_odd_ones_are_there(leadway: Account) -> None:
    odd = {
        name: leadway.record(key)
        for name, key in leadway.cast()["appointments"].items()
    }
    assert len(odd["long_title"]["title"]) > 255
    assert len(odd["long_description"]["description"].encode()) > 2000
    assert odd["html"]["title"] == '<b>Urgente</b> & "revisión"'
    assert "موعد" in odd["rtl"]["title"]
    gone = odd["unknown_assignee"]["assignedUserId"]
    assert gone not in leadway.cast()["users"].values()
    assert odd["over_midnight"]["endTime"][:10] > odd["over_midnight"]["startTime"][:10]


def test_an_unknown_user_is_refused(leadway: Account) -> None:
    assert leadway.get("/users/nobody").status_code == 400


def test_a_number_may_be_written_with_a_point(leadway: Account) -> None:
    """As a client does that was written for floating point numbers."""
    calendar = leadway.calendar("Nutrición")["id"]
    window = {"startTime": "1.0", "endTime": "86400000.0"}
    answer = leadway.get(
        "/calendars/events", locationId=LOCATION, calendarId=calendar, **window
    )
    assert answer.status_code == 200
    window["endTime"] = "1.5"
    answer = leadway.get(
        "/calendars/events", locationId=LOCATION, calendarId=calendar, **window
    )
    assert answer.json()["message"] == ["endTime must be a number string"]


def test_the_search_for_users_wants_the_company(leadway: Account) -> None:
    answer = leadway.get("/users/search")
    assert answer.status_code == 401
    assert answer.json()["message"] == "E01 - Unauthorized request"
    company = leadway.get(f"/locations/{LOCATION}").json()["location"]["companyId"]
    answer = leadway.get("/users/search", companyId=company)
    assert len(answer.json()["users"]) == 6


def test_the_appointments_of_a_contact_have_naive_times(leadway: Account) -> None:
    contact = leadway.record(leadway.cast()["appointments"]["rtl"])["contactId"]
    booked = leadway.book(contactId=contact, startTime="2021-01-11T10:00:00+01:00")
    events = leadway.get(f"/contacts/{contact}/appointments").json()["events"]
    (event,) = [event for event in events if event["id"] == booked["id"]]
    assert event["startTime"] == "2021-01-11 10:00:00"
    assert event["status"] == "booked"
