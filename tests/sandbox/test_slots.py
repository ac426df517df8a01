"""The slot check, and the free slots that must agree with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import requests

from tests.sandbox.clock import at, closed_day, quiet_day
from tests.sandbox.process import LOCATION, Account

TAKEN = "The slot you have selected is no longer available."
WRONG_LENGTH = "Selected slot duration is not a valid duration option for this calendar"


def move(
    leadway: Account, day: date, start: tuple[int, int], minutes: int = 45, **more: Any
) -> requests.Response:
    """Move a fresh appointment of Marta's, with the slot check on."""
    begins = datetime.fromisoformat(at(day, *start))
    return leadway.put(
        more.pop("event_id", None) or leadway.book()["id"],
        startTime=begins.isoformat(),
        endTime=(begins + timedelta(minutes=minutes)).isoformat(),
        toNotify=False,
        **more,
    )


def refusal(answer: requests.Response) -> str:
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"] == "Bad Request"
    return str(answer.json()["message"])


def test_a_free_slot_is_taken(leadway: Account) -> None:
    assert move(leadway, quiet_day(), (10, 15)).status_code == 200


@pytest.mark.parametrize("start", [(7, 0), (10, 10), (13, 30), (14, 30), (19, 0)])
def test_outside_the_hours_or_the_grid_there_is_no_slot(
    leadway: Account, start: tuple[int, int]
) -> None:
    assert refusal(move(leadway, quiet_day(), start)) == TAKEN


def test_a_closed_day_has_no_slot(leadway: Account) -> None:
    assert refusal(move(leadway, closed_day(), (10, 0))) == TAKEN


def test_another_length_is_refused(leadway: Account) -> None:
    assert refusal(move(leadway, quiet_day(), (10, 0), 30)) == WRONG_LENGTH


def test_an_overlap_is_refused(leadway: Account) -> None:
    day = quiet_day()
    assert move(leadway, day, (10, 0)).status_code == 200
    assert refusal(move(leadway, day, (10, 30))) == TAKEN
    # Half-open: one may begin when the other ends.
    assert move(leadway, day, (10, 45)).status_code == 200


def test_an_appointment_does_not_stand_in_its_own_way(leadway: Account) -> None:
    day, event_id = quiet_day(), leadway.book()["id"]
    assert move(leadway, day, (10, 0), event_id=event_id).status_code == 200
    assert move(leadway, day, (10, 15), event_id=event_id).status_code == 200


@pytest.mark.parametrize("status", ["cancelled", "invalid"])
def test_what_will_not_happen_frees_the_slot(leadway: Account, status: str) -> None:
    day = quiet_day()
    leadway.book(startTime=at(day, 10), endTime=at(day, 12), appointmentStatus=status)
    assert move(leadway, day, (10, 0)).status_code == 200


def test_an_appointment_in_another_calendar_counts(leadway: Account) -> None:
    day = quiet_day()
    other = leadway.cast()["calendars"]["Escuela de espalda"]
    leadway.book(startTime=at(day, 10), endTime=at(day, 12), calendarId=other)
    assert refusal(move(leadway, day, (10, 30))) == TAKEN


def test_skipping_the_check_books_anything(leadway: Account) -> None:
    day = quiet_day()
    leadway.book(startTime=at(day, 10), endTime=at(day, 12))
    answer = move(leadway, day, (10, 7), 210, ignoreFreeSlotValidation=True)
    assert answer.status_code == 200


def test_nothing_is_checked_when_nothing_moves(leadway: Account) -> None:
    day = quiet_day()
    booked = leadway.book(startTime=at(day, 3), endTime=at(day, 4))
    answer = leadway.put(
        booked["id"],
        title="Otro",
        startTime=booked["startTime"],
        endTime=booked["endTime"],
    )
    assert answer.status_code == 200


def test_a_change_of_assignee_is_checked(leadway: Account) -> None:
    day, james = quiet_day(), leadway.cast()["users"]["James Whitfield"]
    leadway.book(startTime=at(day, 9), endTime=at(day, 12), assignedUserId=james)
    booked = leadway.book(startTime=at(day, 10), endTime=at(day, 10, 45))
    answer = leadway.put(booked["id"], assignedUserId=james)
    assert refusal(answer) == TAKEN


def test_a_start_rewritten_to_utc_is_not_recognised(leadway: Account) -> None:
    day, event_id = quiet_day(), leadway.book()["id"]
    start = datetime.fromisoformat(at(day, 10))
    end = at(day, 10, 45)
    in_utc = start.astimezone(UTC).isoformat()
    answer = leadway.put(event_id, startTime=in_utc, endTime=end)
    assert refusal(answer) == TAKEN
    leadway.switch(utc_start_refused=False)
    assert leadway.put(event_id, startTime=in_utc, endTime=end).status_code == 200


def test_notice_and_range_can_be_ignored(leadway: Account) -> None:
    # Whole weeks away, so that both are weekdays too.
    far = quiet_day() + timedelta(days=98)
    past = quiet_day() - timedelta(days=140)
    for day in (far, past):
        assert refusal(move(leadway, day, (10, 0))) == TAKEN
        answer = move(leadway, day, (10, 0), ignoreDateRange=True)
        assert answer.status_code == 200


def test_a_collective_calendar_needs_everybody(leadway: Account) -> None:
    day, cast = quiet_day(), leadway.cast()
    james, tomas = (cast["users"][n] for n in ("James Whitfield", "Tomás Iglesias"))
    calendar = cast["calendars"]["Estudio biomecánico"]
    leadway.book(startTime=at(day, 9), endTime=at(day, 12), assignedUserId=james)
    booked = leadway.book(calendarId=calendar, assignedUserId=tomas)
    answer = move(leadway, day, (9, 30), 60, event_id=booked["id"])
    assert refusal(answer) == TAKEN
    assert move(leadway, day, (12, 30), 60, event_id=booked["id"]).status_code == 200


def test_a_calendar_without_a_team_counts_places(leadway: Account) -> None:
    day, cast = quiet_day(), leadway.cast()
    calendar = cast["calendars"]["Escuela de espalda"]
    times = {"startTime": at(day, 9, 30), "endTime": at(day, 10, 30)}
    for _ in range(7):
        leadway.book(calendarId=calendar, **times)
    booked = [leadway.book(calendarId=calendar)["id"] for _ in range(2)]
    answers = [leadway.put(event_id, **times) for event_id in booked]
    assert [answer.status_code for answer in answers] == [200, 400]


def test_of_eight_equal_bookings_exactly_one_wins(leadway: Account) -> None:
    day = quiet_day()
    booked = [leadway.book()["id"] for _ in range(8)]

    def take(event_id: str) -> int:
        own = Account(leadway.url)
        with own.session:
            return move(own, day, (11, 0), event_id=event_id).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(take, booked))
    assert statuses == [200] + [400] * 7


def test_of_eight_equal_new_ones_exactly_one_wins(leadway: Account) -> None:
    day, calendar = quiet_day(), leadway.calendar("Nutrición")
    body = {
        "calendarId": calendar["id"],
        "locationId": LOCATION,
        "contactId": leadway.book()["contactId"],
        "assignedUserId": calendar["teamMembers"][0]["userId"],
        "startTime": at(day, 10),
    }

    def take(_number: int) -> int:
        own = Account(leadway.url)
        with own.session:
            path = "/calendars/events/appointments"
            return own.call("POST", path, json=body).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(take, range(8)))
    assert statuses == [200] + [400] * 7


def test_the_buffer_after_a_visit_stays_free(leadway: Account) -> None:
    """Lucía's visits take fifty minutes and ten more, her own before them too."""
    day, calendar = quiet_day(), leadway.calendar("Psicología")
    lucia = {
        "calendarId": calendar["id"],
        "assignedUserId": calendar["teamMembers"][0]["userId"],
    }
    leadway.book(startTime=at(day, 9, 35), endTime=at(day, 10, 25), **lucia)
    booked = leadway.book(**lucia)["id"]
    assert refusal(move(leadway, day, (10, 30), 50, event_id=booked)) == TAKEN
    assert move(leadway, day, (11, 30), 50, event_id=booked).status_code == 200


def test_a_new_appointment_is_checked_alike(leadway: Account) -> None:
    day, calendar = quiet_day(), leadway.calendar("Fisioterapia")
    contact = leadway.book()["contactId"]
    body = {
        "calendarId": calendar["id"],
        "locationId": LOCATION,
        "contactId": contact,
        "assignedUserId": calendar["teamMembers"][0]["userId"],
        "startTime": at(day, 10),
        "title": "Nueva",
    }
    path = "/calendars/events/appointments"
    first = leadway.call("POST", path, json=body)
    assert first.json()["endTime"] == at(day, 10, 45)
    assert leadway.record(first.json()["id"])["title"] == "Nueva"
    assert refusal(leadway.call("POST", path, json=body)) == TAKEN
