"""Every endpoint under every version, held against what is described of it.

The comparison itself happens on each call (`Account.call`), with the vendor's own files
of the generation that the version belongs to.
"""

from typing import Any

import pytest

from tests.contract.description import SHORT
from tests.sandbox.clock import at, ms, quiet_day
from tests.sandbox.process import APPOINTMENTS, LOCATION, Account

VERSIONS = ("2021-07-28", "2021-04-15", "2023-02-21", "v3")


class Tour:
    """Calls one endpoint after the other, as one version of the API."""

    def __init__(self, leadway: Account, version: str) -> None:
        self.leadway, self.version = leadway, version

    def call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        headers: dict[str, str | None] = {"Version": self.version}
        answer = self.leadway.call(method, path, headers=headers, **more)
        assert answer.status_code < 300, answer.text
        return dict(answer.json())

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self.call("GET", path, params=query)

    def appointment(self, calendar: dict[str, Any]) -> str:
        day = quiet_day()
        body = {
            "calendarId": calendar["id"],
            "locationId": LOCATION,
            "contactId": self.leadway.book()["contactId"],
            "startTime": at(day, 10),
            "assignedUserId": calendar["teamMembers"][0]["userId"],
        }
        made = self.call("POST", APPOINTMENTS, json=body)
        path = f"{APPOINTMENTS}/{made['id']}"
        rule = {"rrule": "FREQ=DAILY;COUNT=2", "ignoreFreeSlotValidation": True}
        self.call("PUT", path, json={"title": "x", "description": "y", **rule})
        self.get(path)
        window = {"startTime": ms(at(day, 0)), "endTime": ms(at(day, 23))}
        owner = {"locationId": LOCATION, "calendarId": calendar["id"]}
        listed = self.get("/calendars/events", **window, **owner)["events"]
        self.get(f"{APPOINTMENTS}/{listed[0]['id']}")
        return str(made["id"])

    def notes(self, event_id: str) -> None:
        path = f"/calendars/appointments/{event_id}/notes"
        note = self.call("POST", path, json={"body": "hola", "userId": "x"})["note"]
        self.get(path, limit=20, offset=0)
        self.call("PUT", f"{path}/{note['id']}", json={"body": "otra"})
        self.call("DELETE", f"{path}/{note['id']}")

    def blocks(self, user: str) -> None:
        day, path = quiet_day(), "/calendars/events/block-slots"
        times = {"startTime": at(day, 9), "endTime": at(day, 13)}
        body = {"locationId": LOCATION, "assignedUserId": user, "title": "x", **times}
        block = self.call("POST", path, json=body)
        self.call("PUT", f"{path}/{block['id']}", json={"title": "y"})
        window = {"startTime": ms(at(day, 0)), "endTime": ms(at(day, 23))}
        owner = {"locationId": LOCATION, "userId": user}
        assert self.get("/calendars/blocked-slots", **window, **owner)["events"]
        self.call("DELETE", f"/calendars/events/{block['id']}", json={})


@pytest.mark.parametrize("version", VERSIONS)
def test_the_calendar_of_a_day(leadway: Account, version: str) -> None:
    tour = Tour(leadway, version)
    calendars = tour.get("/calendars/", locationId=LOCATION)["calendars"]
    groups = tour.get("/calendars/groups", locationId=LOCATION)["groups"]
    assert {c["groupId"] for c in calendars} == {g["id"] for g in groups}
    for calendar in calendars:
        tour.get(f"/calendars/{calendar['id']}")
        now = ms(at(quiet_day(), 0)) if calendar is calendars[0] else 0
        window = {"startDate": now, "endDate": now + 31 * 86_400_000}
        tour.get(f"/calendars/{calendar['id']}/free-slots", **window)
    event_id = tour.appointment(calendars[0])
    tour.notes(event_id)
    tour.call("DELETE", f"/calendars/events/{event_id}", json={})
    tour.blocks(calendars[0]["teamMembers"][0]["userId"])


@pytest.mark.parametrize("version", VERSIONS)
def test_the_people(leadway: Account, version: str) -> None:
    tour = Tour(leadway, version)
    account = tour.get(f"/locations/{LOCATION}")["location"]
    tour.get("/users/", locationId=LOCATION)
    users = tour.get("/users/search", companyId=account["companyId"])["users"]
    assert tour.get(f"/users/{users[0]['id']}")["name"] == "Marta Ruiz"
    search = {"locationId": LOCATION, "pageLimit": 20}
    for contact in tour.call("POST", "/contacts/search", json=search)["contacts"][:3]:
        tour.get(f"/contacts/{contact['id']}")
        tour.get(f"/contacts/{contact['id']}/appointments")


def test_every_odd_record_is_described(leadway: Account) -> None:
    for event_id in leadway.cast()["appointments"].values():
        for version in VERSIONS:
            Tour(leadway, version).get(f"{APPOINTMENTS}/{event_id}")


@pytest.mark.parametrize("name", SHORT["operations"])
def test_another_method_or_case_is_no_route(leadway: Account, name: str) -> None:
    method, path = name.split()
    path = path.replace("{", "").replace("}", "")
    for wrong in (("PATCH", path), (method, path.upper()), (method, f"{path}/x/y/z")):
        answer = leadway.call(*wrong)
        assert answer.status_code == 404
        assert answer.json()["message"] == f"Cannot {wrong[0]} {wrong[1]}"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "body",
    [
        {"nonsense": 1},
        {"title": None},
        {"title": 5},
        {"toNotify": "yes"},
        {"startTime": "tomorrow"},
        {"startTime": "2027-01-01T10:00:00"},
        {"appointmentStatus": "pending"},
        {"meetingLocationType": "moon"},
        [],
        "text",
        7,
    ],
)
def test_a_wrong_body_is_refused_by_name(
    leadway: Account, version: str, body: Any
) -> None:
    event_id = leadway.book()["id"]
    answer = leadway.call(
        "PUT", f"{APPOINTMENTS}/{event_id}", json=body, headers={"Version": version}
    )
    assert answer.status_code == 422
    assert isinstance(answer.json()["message"], list)


def test_a_status_of_the_newer_generation_is_taken_there_only(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    path, body = f"{APPOINTMENTS}/{event_id}", {"appointmentStatus": "active"}
    assert leadway.call("PUT", path, json=body).status_code == 422
    newer = leadway.call("PUT", path, json=body, headers={"Version": "v3"})
    assert newer.json()["appointmentStatus"] == "active"


def test_a_write_can_answer_with_the_least(leadway: Account) -> None:
    leadway.switch(minimal_answers=True)
    path = f"{APPOINTMENTS}/{leadway.book()['id']}"
    body = {"title": "Otro"}
    # The description requires the account; some answers were seen without it.
    answer = leadway.call("PUT", path, json=body, described=False).json()
    assert (answer["title"], answer["status"]) == ("Otro", "booked")
    assert not {"startTime", "locationId", "appointmentStatus"} & set(answer)
