"""Every fault that can be asked for, seen from the client's side."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.sandbox.process import APPOINTMENTS, LOCATION, Account
from tests.working import until

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


@pytest.mark.parametrize(
    ("fault", "status", "text"),
    [
        ("revoked", 401, "Invalid token: access token is invalid"),
        ("scope", 401, "The token is not authorized for this scope."),
        ("timeout_text", 401, "Command timed out"),
        ("forbidden", 403, "The token does not have access to this location."),
        ("rate_burst", 429, "Too Many Requests"),
        ("rate_daily", 429, "Too Many Requests"),
        ("error_503", 503, "Service Unavailable"),
    ],
)
def test_a_fault_answers_in_place_of_the_endpoint(
    leadway: Account, fault: str, status: int, text: str
) -> None:
    booked = leadway.book()
    answer = leadway.faulty_put(booked["id"], fault, title="Otro")
    assert (answer.status_code, answer.json()["message"]) == (status, text)
    assert leadway.record(booked["id"]) == booked


@pytest.mark.parametrize(
    ("fault", "status"), [("error_500_html", 500), ("error_502_html", 502)]
)
def test_the_network_answers_with_a_page(
    leadway: Account, fault: str, status: int
) -> None:
    answer = leadway.faulty_put("x", fault)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_404_may_be_empty(leadway: Account) -> None:
    answer = leadway.faulty_put("x", "not_found_empty")
    assert (answer.status_code, answer.content) == (404, b"")


def test_any_refusal_can_be_chosen(leadway: Account) -> None:
    text = "The slot you have selected is no longer available."
    leadway.fault("unprocessable", status=400, message=text, times=1)
    answer = leadway.put(leadway.book()["id"])
    assert (answer.status_code, answer.json()["message"]) == (400, text)
    answer = leadway.faulty_put("x", "unprocessable")
    assert answer.status_code == 422
    assert isinstance(answer.json()["message"], list)


def test_the_limits_show_in_the_headers(leadway: Account) -> None:
    burst = leadway.faulty_put("x", "rate_burst").headers
    assert burst["x-ratelimit-remaining"] == "0"
    assert int(burst["x-ratelimit-daily-remaining"]) > 0
    assert "Retry-After" not in burst
    daily = leadway.faulty_put("x", "rate_daily;retry_after=7").headers
    assert daily["x-ratelimit-daily-remaining"] == "0"
    assert daily["Retry-After"] == "7"


@pytest.mark.parametrize("status", [302, 307])
def test_a_redirect_can_be_answered(leadway: Account, status: int) -> None:
    answer = leadway.faulty_put("x", f"redirect;status={status}")
    assert answer.status_code == status
    assert answer.headers["Location"]


@pytest.mark.parametrize(
    ("fault", "is_written"), [("drop_before", False), ("drop_after", True)]
)
def test_a_dropped_connection(leadway: Account, fault: str, is_written: bool) -> None:
    booked = leadway.book()
    with pytest.raises(requests.ConnectionError):
        leadway.faulty_put(booked["id"], fault, title="Otro", **FLAGS)
    assert (leadway.record(booked["id"])["title"] == "Otro") is is_written
    dropped = [e for e in leadway.journal() if e["faults"]]
    assert [entry["faults"] for entry in dropped] == [[fault]]


@pytest.mark.parametrize(
    ("fault", "is_written"), [("slow", False), ("slow_after", True)]
)
def test_a_slow_answer(leadway: Account, fault: str, is_written: bool) -> None:
    """What another caller finds while the first still waits."""
    booked = leadway.book()
    with pytest.raises(requests.ReadTimeout), requests.Session() as session:
        session.put(
            f"{leadway.url}{APPOINTMENTS}/{booked['id']}",
            json={"title": "Otro", **FLAGS},
            headers={
                "Authorization": "Bearer sandbox-token",
                "Version": "2021-07-28",
                "X-Sandbox-Fault": f"{fault};seconds=60",
            },
            timeout=2,
        )
    assert (leadway.record(booked["id"])["title"] == "Otro") is is_written


def test_a_slow_answer_comes_in_the_end(leadway: Account) -> None:
    began = time.monotonic()
    answer = leadway.faulty_put(leadway.book()["id"], "slow;seconds=0.3", title="Otro")
    assert answer.json()["title"] == "Otro"
    assert time.monotonic() - began >= 0.3


def test_a_trickle_takes_its_time(leadway: Account) -> None:
    began = time.monotonic()
    answer = leadway.faulty_put("nowhere", "trickle;seconds=0.001")
    assert answer.status_code == 404
    assert answer.json()["statusCode"] == 404
    assert time.monotonic() - began > 0.3


def test_a_write_can_be_ignored(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.faulty_put(booked["id"], "ignore_write", title="Otro", **FLAGS)
    assert answer.json()["title"] == "Otro"
    assert leadway.record(booked["id"]) == booked
    answer = leadway.faulty_put(
        booked["id"], "ignore_write;echo=stored", title="Otro", **FLAGS
    )
    assert answer.json()["title"] == booked["title"]
    assert leadway.journal()[-1]["automations"] is False


def test_another_value_can_be_kept(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.faulty_put(
        booked["id"], "keeps_other_value", title="Otro", **FLAGS
    )
    assert answer.json()["title"] == "OTRO"
    assert leadway.record(booked["id"])["title"] == "OTRO"
    leadway.fault("keeps_other_value", field="address", value="Sala 9", times=1)
    leadway.put(booked["id"], address="Sala 3", **FLAGS)
    assert leadway.record(booked["id"])["address"] == "Sala 9"
    # The journal keeps what was truly asked.
    assert leadway.journal()[-2]["body"]["address"] == "Sala 3"


def test_a_rule_befalls_whom_it_names(leadway: Account) -> None:
    leadway.fault("forbidden", method="GET", path=r"^/contacts/", times=2)
    assert leadway.get("/users/", locationId=LOCATION).status_code == 200
    statuses = [leadway.get("/contacts/x").status_code for _ in range(3)]
    assert statuses == [403, 403, 400]


def test_a_rule_stands_until_it_is_cleared(leadway: Account) -> None:
    leadway.fault("revoked")
    assert [leadway.get("/x").status_code for _ in range(3)] == [401] * 3
    (shown,) = leadway.control("GET", "faults")
    assert (shown["fault"], shown["times"]) == ("revoked", None)
    leadway.control("DELETE", "faults")
    assert leadway.get("/x").status_code == 404


def test_faults_can_be_combined(leadway: Account) -> None:
    leadway.control(
        "POST",
        "faults",
        [{"fault": "slow", "seconds": 0.2, "times": 1}, {"fault": "revoked"}],
    )
    began = time.monotonic()
    assert leadway.get("/x").status_code == 401
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize(
    "rule",
    [
        {},
        "slow",
        {"fault": "none"},
        {"fault": ["slow"]},
        {"fault": "slow", "path": "("},
        {"fault": "slow", "path": 1},
        {"fault": "slow", "seconds": "3"},
        {"fault": "slow", "times": 1.5},
        {"fault": "slow", "fields": "title"},
        {"fault": "unprocessable", "status": "x"},
        {"fault": "changed_elsewhere", "field": "startTime"},
    ],
)
def test_a_rule_that_is_none_is_refused(leadway: Account, rule: Any) -> None:
    answer = requests.post(f"{leadway.url}/__sandbox__/faults", json=[rule], timeout=60)
    assert answer.status_code == 422


def test_a_refusal_can_repeat_the_headers_of_its_request(leadway: Account) -> None:
    answer = leadway.faulty_put("x", "echo_refused;status=401", title="Otro")
    assert answer.status_code == 401
    assert "Bearer sandbox-token" in answer.json()["message"][0]
    assert "sandbox-token" in answer.headers["X-Trace-Id"]


def test_a_record_can_repeat_the_headers_of_its_request(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.faulty_put(booked["id"], "echo_record", title="Otro")
    record = answer.json()
    assert (answer.status_code, record["id"]) == (200, booked["id"])
    assert "sandbox-token" in record["description"]
    assert record["debug"]["headers"].popitem()[1]["version"] == "2021-07-28"


def test_what_waits_goes_on_once_its_rule_is_taken_back(leadway: Account) -> None:
    path = f"/locations/{LOCATION}"
    leadway.fault("slow", path=path, times=2, seconds=600, label="held")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(Account(leadway.url).get, path)
        until(lambda: leadway.control("GET", "faults")[0]["times"] == 1)
        assert not waiting.done()
        leadway.control("DELETE", "faults?label=held")
        assert waiting.result().status_code == 200
