"""The sandbox's own endpoints: journal, switches, reset, booking without checks."""

from dataclasses import replace
from typing import Any

import pytest
import requests

from sandbox.control.guard import PREFIX, check
from sandbox.messages import Request
from sandbox.refusals import Refusal
from sandbox.switches import Switches
from tests.sandbox.clock import ms
from tests.sandbox.process import LOCATION, Account


def test_the_journal_holds_the_whole_exchange(leadway: Account) -> None:
    booked = leadway.book()
    leadway.get("/users/", locationId=LOCATION)
    leadway.put(booked["id"], title="Otro")
    listed, written = leadway.journal()
    assert listed["query"] == {"locationId": LOCATION}
    assert listed["body"] is None
    assert written["method"] == "PUT"
    assert written["path"].endswith(booked["id"])
    assert written["body"] == {"title": "Otro"}
    assert written["status"] == 200
    assert written["answer"]["title"] == "Otro"
    assert written["headers"]["version"] == "2021-07-28"
    assert written["duration_ms"] >= 0
    assert ms(written["time"]) >= ms(listed["time"])


def test_the_journal_keeps_no_token(leadway: Account) -> None:
    leadway.get("/users/", locationId=LOCATION)
    answer = requests.get(f"{leadway.url}/__sandbox__/journal", timeout=60)
    assert "sandbox-token" not in answer.text
    assert leadway.journal()[0]["headers"]["authorization"] == "***"


def test_the_journal_keeps_what_is_not_json(leadway: Account) -> None:
    leadway.call("PUT", "/x", data=b"\xff{")
    assert leadway.journal()[0]["body"] == "\ufffd{"


def test_half_a_character_does_not_break_the_journal(leadway: Account) -> None:
    leadway.call("PUT", "/x", data=b'{"title": "\\ud800"}')
    assert leadway.journal()[0]["body"] == {"title": "\ud800"}


def test_the_journal_leaves_out_control_and_health(leadway: Account) -> None:
    leadway.book()
    requests.get(f"{leadway.url}/healthz", timeout=60)
    assert leadway.journal() == []


def test_health_needs_no_headers(leadway: Account) -> None:
    answer = requests.get(f"{leadway.url}/healthz", timeout=60)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_anything_can_be_booked(leadway: Account) -> None:
    wanted = {
        "id": "chosen1",
        "title": "",
        "appointmentStatus": "booked",
        "assignedUserId": "gone",
        "calendarId": "gone",
        "startTime": "2001-01-01T00:00:00Z",
        "endTime": "2001-01-01T09:00:00Z",
        "raw": {"isRecurring": "true", "extra": [1]},
    }
    booked = leadway.book(**wanted)
    path = "/calendars/events/appointments/chosen1"
    read = leadway.call("GET", path, described=False).json()
    assert read["appointment"] == booked
    assert booked["startTime"] == "2001-01-01T01:00:00+01:00"
    assert (booked["isRecurring"], booked["extra"]) == ("true", [1])
    assert booked["appointmentStatus"] == "booked"


def test_many_can_be_booked_at_once(leadway: Account) -> None:
    booked = leadway.control("POST", "appointments", [{"title": "A"}, {"title": "B"}])
    assert [record["title"] for record in booked] == ["A", "B"]


def test_an_unknown_switch_is_refused_and_nothing_is_set(leadway: Account) -> None:
    answer = requests.post(
        f"{leadway.url}/__sandbox__/switches",
        json={"status_reset": False, "nonsense": 1, "rate_burst": "9"},
        timeout=60,
    )
    assert answer.status_code == 422
    assert answer.json()["message"] == [
        "no switch is called nonsense",
        "rate_burst must be of type int",
    ]
    assert leadway.control("GET", "switches")["status_reset"] is True


@pytest.mark.parametrize(
    "switch", [{"latency_ms": -1}, {"timezone": "Nowhere"}, {"get_key": "record"}]
)
def test_a_switch_without_sense_is_refused(
    leadway: Account, switch: dict[str, Any]
) -> None:
    url = f"{leadway.url}/__sandbox__/switches"
    assert requests.post(url, json=switch, timeout=60).status_code == 422


def test_every_call_can_be_made_slow(leadway: Account) -> None:
    leadway.switch(latency_ms=150)
    answer = leadway.get("/users/", locationId=LOCATION)
    assert answer.elapsed.total_seconds() >= 0.15


def test_no_two_calls_need_be_equally_slow(leadway: Account) -> None:
    switches = Switches(latency_ms=100, jitter_ms=50)
    assert [switches.wait_s(share) for share in (0, 0.5, 1)] == [0.1, 0.125, 0.15]
    leadway.switch(jitter_ms=400)
    waits = [leadway.get("/x").elapsed.total_seconds() for _ in range(5)]
    assert max(waits) - min(waits) > 0.02


@pytest.mark.parametrize("peer", ["192.0.2.7", "2001:db8::1", ""])
def test_only_this_machine_may_control(peer: str) -> None:
    request = Request("GET", PREFIX, {}, {"host": "localhost:8001"}, b"", peer)
    with pytest.raises(Refusal) as caught:
        check(request)
    assert caught.value.status == 403
    check(replace(request, peer="::1"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://rebound.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "rebound.example"},
    ],
)
def test_the_page_of_another_site_may_not(
    leadway: Account, headers: dict[str, str]
) -> None:
    """Neither by a form, nor by a name of its own that leads to this address."""
    url = f"{leadway.url}/__sandbox__/reset"
    assert requests.post(url, headers=headers, timeout=60).status_code == 403


def test_a_name_that_leads_here_may_not_read(leadway: Account) -> None:
    url, headers = f"{leadway.url}/__sandbox__/journal", {"Host": "rebound.example"}
    assert requests.get(url, headers=headers, timeout=60).status_code == 403


def test_there_is_no_page(leadway: Account) -> None:
    for name in ("", "journal.html", "style.css", "page/reset"):
        url = f"{leadway.url}/__sandbox__/{name}"
        assert requests.get(url, timeout=60).status_code == 404


def test_a_reset_begins_again(leadway: Account) -> None:
    booked = leadway.book()
    leadway.fault("revoked")
    leadway.switch(status_reset=False)
    leadway.control("POST", "reset")
    assert leadway.put(booked["id"]).status_code == 404
    assert leadway.control("GET", "switches")["status_reset"] is True
    assert leadway.control("GET", "faults") == []


def test_an_unknown_control_is_refused(leadway: Account) -> None:
    answer = requests.get(f"{leadway.url}/__sandbox__/nothing", timeout=60)
    assert answer.status_code == 404
    answer = requests.post(f"{leadway.url}/__sandbox__/faults", data="{", timeout=60)
    assert answer.status_code == 400
