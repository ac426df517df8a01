"""The sandbox's own pages, and who may use them."""

import re
from html import unescape
from typing import Any

import pytest
import requests

from tests.sandbox.process import Account

POLICY = "default-src 'none'; style-src 'self'; form-action 'self'"


def page(leadway: Account, name: str = "", **headers: str) -> requests.Response:
    url = f"{leadway.url}/__sandbox__/{name}"
    return requests.get(url, headers=headers, timeout=5)


def press(leadway: Account, form: str, **fields: Any) -> requests.Response:
    """Send a form as a browser does, without following where it leads."""
    headers = {"Origin": leadway.url, "Sec-Fetch-Site": "same-origin"}
    return requests.post(
        f"{leadway.url}/__sandbox__/page/{form}",
        data=fields,
        headers=headers,
        allow_redirects=False,
        timeout=5,
    )


def words(answer: requests.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.mark.parametrize("name", ["", "journal.html"])
def test_a_page_is_plain_and_keeps_its_own_policy(leadway: Account, name: str) -> None:
    answer = page(leadway, name)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Content-Security-Policy"].startswith(POLICY)
    for forbidden in ("<script", "<style", " style=", " onclick=", "http://"):
        assert forbidden not in answer.text
    assert page(leadway, "style.css").headers["Content-Type"].startswith("text/css")


def test_a_trouble_is_rehearsed_by_a_button(leadway: Account) -> None:
    button = '<button name="limit" value="on" aria-pressed="false">'
    assert button in page(leadway).text
    answer = press(leadway, "rehearse", limit="on")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/__sandbox__/")
    assert 'name="limit" value="off" aria-pressed="true"' in page(leadway).text
    press(leadway, "rehearse", limit="off")
    assert leadway.control("GET", "faults") == []


def test_a_fault_is_added_and_taken_back(leadway: Account) -> None:
    press(
        leadway, "fault", fault="slow", method="PUT", path="", times="2", seconds=".1"
    )
    assert "fault slow, method PUT, times 2, seconds 0.1" in words(page(leadway))
    press(leadway, "clear")
    assert "None stands." in words(page(leadway))


@pytest.mark.parametrize(
    "fields", [{"fault": "rain"}, {"fault": "slow", "times": "x"}, {}]
)
def test_a_fault_that_is_none_is_refused(
    leadway: Account, fields: dict[str, str]
) -> None:
    assert press(leadway, "fault", **fields).status_code == 422


def test_switches_are_set_and_kept(leadway: Account) -> None:
    before = leadway.control("GET", "switches")
    press(
        leadway,
        "switch",
        status_reset="false",
        scopes="calendars.readonly users.readonly",
        timezone="",
        latency_ms="5",
        get_key="event",
    )
    assert leadway.control("GET", "switches") == before | {
        "status_reset": False,
        "scopes": ["calendars.readonly", "users.readonly"],
        "latency_ms": 5,
        "get_key": "event",
    }
    assert press(leadway, "switch", latency_ms="-1").status_code == 422
    assert press(leadway, "switch", timezone="Nowhere").status_code == 422


def test_the_data_is_reset_and_moved_by_buttons(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    assert press(leadway, "today").status_code == 303
    assert leadway.record(event_id)
    press(leadway, "reset")
    assert leadway.put(event_id).status_code == 404


def test_the_journal_shows_what_a_call_changed(leadway: Account) -> None:
    event_id = leadway.book(title="<b>Antes</b>")["id"]
    leadway.put(event_id, title="Ahora", toNotify=False)
    shown = page(leadway, "journal.html")
    assert "title: <b>Antes</b> → Ahora" in words(shown)
    assert '"toNotify": false' in words(shown)
    assert "Held back: AppointmentUpdate" in words(shown)
    assert "<b>Antes" not in shown.text
    press(leadway, "forget")
    assert leadway.journal() == []


def test_half_a_character_does_not_break_the_journal(leadway: Account) -> None:
    path = f"/calendars/events/appointments/{leadway.book()['id']}"
    leadway.call("PUT", path, data=b'{"title": "\\ud800"}')
    shown = page(leadway, "journal.html")
    assert (shown.status_code, '"title": "?"' in words(shown)) == (200, True)


def test_another_site_can_neither_read_nor_press(leadway: Account) -> None:
    """Neither by a form, nor by a name of its own that leads to this address."""
    assert page(leadway, Host="rebound.example").status_code == 403
    for headers in (
        {"Origin": "https://rebound.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        url = f"{leadway.url}/__sandbox__/reset"
        assert requests.post(url, headers=headers, timeout=5).status_code == 403
