"""Who is let in, and with which words the others are sent away."""

from pathlib import Path

import pytest

from sandbox.limits import Limits
from sandbox.switches import Switches
from tests.sandbox.process import APPOINTMENTS, LOCATION, Account, running

VERSIONS = ("2021-07-28", "2021-04-15", "2023-02-21", "v3")


def refused(leadway: Account, **headers: str | None) -> tuple[int, str]:
    answer = leadway.call(
        "GET", "/users/", params={"locationId": LOCATION}, headers=headers
    )
    return answer.status_code, answer.json()["message"]


@pytest.mark.parametrize("value", [None, "Bearer other", "sandbox-token", "Basic x"])
def test_a_wrong_token_is_refused(leadway: Account, value: str | None) -> None:
    assert refused(leadway, Authorization=value) == (
        401,
        "Invalid token: access token is invalid",
    )


def test_a_missing_version_is_named(leadway: Account) -> None:
    assert refused(leadway, Version=None) == (401, "version header was not found.")


def test_an_invented_version_is_named(leadway: Account) -> None:
    assert refused(leadway, Version="2020-01-01") == (401, "version header is invalid")


@pytest.mark.parametrize("version", VERSIONS)
def test_every_published_version_is_accepted(leadway: Account, version: str) -> None:
    answer = leadway.call(
        "GET",
        "/calendars/",
        params={"locationId": LOCATION},
        headers={"Version": version},
    )
    assert answer.status_code == 200


def test_the_network_refuses_the_user_agent_of_urllib(leadway: Account) -> None:
    answer = leadway.call(
        "GET",
        "/users/",
        headers={"User-Agent": "Python-urllib/3.11"},
        described=False,
    )
    assert (answer.status_code, answer.text) == (403, "error code: 1010")


@pytest.mark.parametrize(
    "path", ["/users/", "/calendars/", "/calendars/events", "/locations/other"]
)
def test_another_account_is_refused(leadway: Account, path: str) -> None:
    answer = leadway.get(path, locationId="other")
    assert answer.status_code == 403
    assert answer.json() == {
        "statusCode": 403,
        "message": "The token does not have access to this location.",
    }


def test_a_missing_account_is_refused(leadway: Account) -> None:
    assert leadway.get("/calendars/").status_code == 403


@pytest.mark.parametrize("path", ["/x", "/calendars", "/Calendars/", "/users"])
def test_an_unknown_route_says_so(leadway: Account, path: str) -> None:
    answer = leadway.call("PUT", path)
    assert answer.status_code == 404
    assert answer.json() == {
        "message": f"Cannot PUT {path}",
        "error": "Not Found",
        "statusCode": 404,
    }


def test_an_escaped_slash_does_not_reach_another_route(leadway: Account) -> None:
    answer = leadway.call("GET", "/calendars%2Fevents%2Fappointments%2Fx")
    assert answer.json()["message"].startswith("Cannot GET /calendars%2Fevents")


def test_a_scope_that_is_not_granted_is_refused(leadway: Account) -> None:
    leadway.switch(scopes=["calendars/events.write"])
    booked = leadway.book()
    answer = leadway.get(f"{APPOINTMENTS}/{booked['id']}")
    assert answer.status_code == 401
    assert answer.json()["message"] == "The token is not authorized for this scope."
    assert leadway.put(booked["id"], appointmentStatus="showed").status_code == 200


def test_a_body_that_is_not_json_is_refused(leadway: Account) -> None:
    headers: dict[str, str | None] = {"Content-Type": "application/json"}
    path = f"{APPOINTMENTS}/x"
    answer = leadway.call("PUT", path, data=b"{", headers=headers)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["message"]


def test_every_answer_carries_the_rate_headers(leadway: Account) -> None:
    for path in ("/users/", "/nowhere"):
        headers = leadway.get(path).headers
        assert headers["x-ratelimit-max"] == "100"
        assert headers["x-ratelimit-interval-milliseconds"] == "10000"
        assert headers["x-ratelimit-limit-daily"] == "200000"
        assert int(headers["x-ratelimit-remaining"]) >= 0
        assert int(headers["x-ratelimit-daily-remaining"]) > 0
        # What is left of the day, not a timestamp.
        assert 0 < int(headers["x-ratelimit-daily-reset"]) <= 86_400_000


def test_a_success_carries_a_trace_id(leadway: Account) -> None:
    assert leadway.get("/users/", locationId=LOCATION).json()["traceId"]


def test_the_burst_limit_is_the_published_one() -> None:
    limits = Limits()
    counted = [limits.count(Switches()) for _ in range(101)]
    assert [is_within for is_within, _ in counted] == [True] * 100 + [False]


def test_what_is_over_the_limit_is_refused(tmp_path: Path) -> None:
    with running(tmp_path / "limited.sqlite3", "--rate", "3") as leadway:
        answers = [leadway.get("/users/", locationId=LOCATION) for _ in range(4)]
        assert [a.status_code for a in answers[:3]] == [200] * 3
        over = answers[3]
        assert over.status_code == 429
        assert over.json() == {"statusCode": 429, "message": "Too Many Requests"}
        assert "Retry-After" not in over.headers
        assert over.headers["x-ratelimit-remaining"] == "0"


def test_the_limit_can_be_set_and_switched_off(leadway: Account) -> None:
    leadway.control("POST", "reset")
    leadway.switch(enforce_rate=True, rate_burst=2)
    statuses = [leadway.get("/users/").status_code for _ in range(3)]
    assert statuses == [403, 403, 429]
    leadway.switch(enforce_rate=False)
    assert leadway.get("/users/").status_code == 403


def test_a_burst_is_counted_for_as_long_as_is_set(leadway: Account) -> None:
    leadway.control("POST", "reset")
    leadway.switch(enforce_rate=True, rate_burst=1, rate_interval_s=3600)
    answers = [leadway.get("/users/", locationId=LOCATION) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    interval = answers[0].headers["x-ratelimit-interval-milliseconds"]
    assert interval == "3600000"


def test_the_daily_limit_shows_in_the_headers(leadway: Account) -> None:
    leadway.control("POST", "reset")
    leadway.switch(enforce_rate=True, rate_daily=2)
    answers = [leadway.get("/users/", locationId=LOCATION) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    left = [answer.headers["x-ratelimit-daily-remaining"] for answer in answers]
    assert left == ["1", "0", "0"]
    assert "Retry-After" not in answers[-1].headers


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "text/plain", "text/json", None],
)
def test_a_write_that_is_not_said_to_be_json_is_refused(
    leadway: Account, kind: str | None
) -> None:
    event_id = leadway.book(title="Antes")["id"]
    path = f"{APPOINTMENTS}/{event_id}"
    body = b'{"title": "Otra", "toNotify": false}'
    headers = {"Content-Type": kind}
    answer = leadway.call("PUT", path, data=body, headers=headers, described=False)
    assert answer.status_code == 415
    assert answer.json()["message"] == "Unsupported Media Type"
    assert leadway.get(path).json()["appointment"]["title"] == "Antes"


@pytest.mark.parametrize(
    "kind",
    ["application/json", "Application/JSON; charset=UTF-8", "application/a+json"],
)
def test_json_is_read_however_it_is_said(leadway: Account, kind: str) -> None:
    path = f"{APPOINTMENTS}/{leadway.book()['id']}"
    body, headers = b'{"title": "Otra"}', {"Content-Type": kind}
    answer = leadway.call("PUT", path, data=body, headers=headers)
    assert answer.status_code == 200, answer.text
