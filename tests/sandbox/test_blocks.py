"""Blocked times: of a user or of an event calendar, never of both."""

from datetime import date
from typing import Any

import pytest
import requests

from tests.sandbox.clock import at, ms, quiet_day
from tests.sandbox.process import LOCATION, Account

PATH = "/calendars/events/block-slots"


def block(leadway: Account, day: date, **owner: str) -> requests.Response:
    times = {"startTime": at(day, 9), "endTime": at(day, 13), "title": "Congreso"}
    return leadway.call("POST", PATH, json={"locationId": LOCATION, **times, **owner})


def blocked(leadway: Account, day: date, **owner: str) -> list[dict[str, Any]]:
    window = {"startTime": ms(at(day, 0)), "endTime": ms(at(day, 23))}
    answer = leadway.get(
        "/calendars/blocked-slots", locationId=LOCATION, **window, **owner
    )
    return list(answer.json()["events"])


def test_a_blocked_user_cannot_be_booked_in_any_calendar(leadway: Account) -> None:
    day, booked = quiet_day(), leadway.book()
    user = booked["assignedUserId"]
    answer = block(leadway, day, assignedUserId=user)
    assert answer.status_code == 201
    key = answer.json()["id"]
    assert [b["id"] for b in blocked(leadway, day, userId=user)] == [key]
    listed = leadway.events(ms(at(day, 0)), ms(at(day, 23)), userId=user)
    assert key not in {event["id"] for event in listed}
    times = {"startTime": at(day, 10), "endTime": at(day, 10, 45)}
    assert leadway.put(booked["id"], **times).status_code == 400
    answer = leadway.call("DELETE", f"/calendars/events/{key}", json={})
    assert answer.status_code == 201
    assert leadway.put(booked["id"], **times).status_code == 200


def test_an_event_calendar_can_be_blocked(leadway: Account) -> None:
    day, calendar = quiet_day(), leadway.calendar("Escuela de espalda")["id"]
    assert block(leadway, day, calendarId=calendar).status_code == 201
    booked = leadway.book(calendarId=calendar)
    times = {"startTime": at(day, 9, 30), "endTime": at(day, 10, 30)}
    assert leadway.put(booked["id"], **times).status_code == 400


def test_another_calendar_cannot(leadway: Account) -> None:
    calendar = leadway.calendar("Fisioterapia")["id"]
    answer = block(leadway, quiet_day(), calendarId=calendar)
    assert answer.status_code == 400
    assert answer.json()["message"] == "The calendar is not an event calendar."


@pytest.mark.parametrize("owner", [{}, {"calendarId": "a", "assignedUserId": "b"}])
def test_a_block_has_exactly_one_owner(leadway: Account, owner: dict[str, str]) -> None:
    assert block(leadway, quiet_day(), **owner).status_code == 422


def test_a_block_can_be_moved(leadway: Account) -> None:
    day = quiet_day()
    user = leadway.cast()["users"]["James Whitfield"]
    key = block(leadway, day, assignedUserId=user).json()["id"]
    answer = leadway.call("PUT", f"{PATH}/{key}", json={"endTime": at(day, 14)})
    assert answer.json()["endTime"] == at(day, 14)
    answer = leadway.call("PUT", f"{PATH}/{key}", json={"endTime": at(day, 8)})
    assert answer.status_code == 400
    assert leadway.call("PUT", f"{PATH}/nowhere", json={}).status_code == 404
