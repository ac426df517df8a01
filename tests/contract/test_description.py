"""The validator itself: it must see what is wrong and let pass what is right."""

from typing import Any

import pytest

from tests.contract import official
from tests.contract.description import answer_faults, operation, request_faults

HEADERS = {
    "Authorization": "Bearer x",
    "Version": "2021-07-28",
    "Content-Type": "application/json",
}
PUT = ("PUT", "/calendars/events/appointments/abc_1_2")
WRITTEN = {"id": "a", "calendarId": "b", "locationId": "c", "contactId": "d"}


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/calendars/", "GET /calendars/"),
        ("GET", "/calendars/events", "GET /calendars/events"),
        ("GET", "/calendars/abc", "GET /calendars/{calendarId}"),
        ("GET", "/calendars", None),
        ("PATCH", "/calendars/", None),
    ],
)
def test_a_call_is_found_by_method_and_path(
    method: str, path: str, name: str | None
) -> None:
    assert operation(method, path) == name


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "x", "appointmentStatus": "showed", "toNotify": False},
        {"startTime": "2027-01-01T10:00:00+01:00", "endTime": "2027-01-01T11:00:00Z"},
    ],
)
def test_a_right_request_passes(body: dict[str, Any]) -> None:
    assert request_faults(*PUT, body, HEADERS) == []


@pytest.mark.parametrize(
    "body",
    [
        {"notes": "x"},
        {"title": 1},
        {"appointmentStatus": "completed"},
        {"startTime": "2027-01-01T10:00:00"},
        {"toNotify": "false"},
        [],
        None,
    ],
)
def test_a_wrong_request_is_seen(body: Any) -> None:
    assert request_faults(*PUT, body, HEADERS)


@pytest.mark.parametrize("name", ["Authorization", "Version", "Content-Type"])
def test_a_missing_header_is_named(name: str) -> None:
    headers = {key: value for key, value in HEADERS.items() if key != name}
    (fault,) = request_faults(*PUT, {}, headers)
    assert name in fault


def test_a_missing_parameter_is_named() -> None:
    query = {"locationId": "x", "startTime": "1", "calendarId": "x"}
    faults = request_faults("GET", "/calendars/events", None, HEADERS, query)
    assert faults == ["query endTime is missing"]


def test_a_right_answer_passes() -> None:
    assert answer_faults(*PUT, 200, WRITTEN | {"traceId": "x"}) == []
    assert answer_faults(*PUT, 404, None) == []
    assert answer_faults(*PUT, 400, {"error": "x", "status": 400}) == []


@pytest.mark.parametrize("body", [None, [], {}, WRITTEN | {"isRecurring": "true"}])
def test_a_wrong_answer_is_seen(body: Any) -> None:
    assert answer_faults(*PUT, 200, body)


def test_a_refusal_must_say_something() -> None:
    assert answer_faults(*PUT, 422, {"statusCode": 422})


def test_the_vendors_files_are_consulted_where_they_are() -> None:
    name = "PUT /calendars/events/appointments/{eventId}"
    assert bool(official.request_faults(name, {"notes": "x"})) is official.is_present()
    assert bool(official.answer_faults(name, {"id": "x"})) is official.is_present()
