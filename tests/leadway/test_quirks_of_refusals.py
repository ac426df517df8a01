"""What is odd when Leadway says no, or nothing: one test for each oddity.

The numbers are those of the list in the project's notes on the API.
"""

from typing import Any

import pytest

from appointments.leadway.client import Leadway
from appointments.leadway.errors import Refused, Unanswered
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import answer, http
from tests.leadway.saving import update
from tests.sandboxed import Sandbox


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"message": "no"}, "no"),
        ({"message": ["no", "never"]}, "no; never"),
        ({"error": "Contact with id X not found", "status": 400}, "Contact with id X"),
        ({}, ""),
    ],
)
def test_11_words_come_as_text_as_a_list_or_not_at_all(
    play: Play, body: dict[str, Any], words: str
) -> None:
    leadway, _ = play(answer(body, 400))
    with pytest.raises(Refused) as caught:
        leadway.send_update(ID, {})
    assert caught.value.message.startswith(words)


def test_12_a_401_need_not_be_about_the_token(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book()
    sandbox.fault("scope", times=1)
    with pytest.raises(Refused) as caught:
        update(leadway, booked, title="a")
    assert caught.value.reason == "scope"
    sandbox.fault("timeout_text", times=1)
    with pytest.raises(Unanswered):
        update(leadway, booked, title="a")


@pytest.mark.parametrize("status", [400, 422])
def test_13_400_and_422_are_the_same(
    leadway: Leadway, sandbox: Sandbox, status: int
) -> None:
    booked = sandbox.book()
    words = "The slot you have selected is no longer available."
    sandbox.fault("unprocessable", times=1, status=status, message=words)
    with pytest.raises(Refused) as caught:
        update(leadway, booked, title="a")
    assert (caught.value.reason, caught.value.message) == ("validation", words)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("The event id is invalid.", "not_found"),
        ("Invalid eventId", "not_found"),
        ("appointmentId is invalid", "not_found"),
        ("appointmentStatus is invalid", "validation"),
        ("The calendar id is invalid.", "validation"),
    ],
)
def test_13_not_found_is_spelt_in_several_ways(
    play: Play, message: str, reason: str
) -> None:
    """An id is checked before it is sent: one that is invalid is nobody's."""
    leadway, _ = play(answer({"statusCode": 400, "message": message}, 400))
    with pytest.raises(Refused) as caught:
        leadway.get_appointment(ID)
    assert caught.value.reason == reason


def test_14_a_429_without_retry_after_waits_one_interval(play: Play) -> None:
    headers = [("x-ratelimit-interval-milliseconds", "10000")]
    leadway, _ = play(answer({"message": "Too Many Requests"}, 429, headers))
    with pytest.raises(Exception, match="busy") as caught:
        leadway.send_update(ID, {})
    assert getattr(caught.value, "retry_after_s", None) == 10.0


def test_15_an_html_error_page_is_not_repeated_to_anybody(
    leadway: Leadway, sandbox: Sandbox
) -> None:
    booked = sandbox.book()
    sandbox.fault("error_502_html", times=1)
    with pytest.raises(Unanswered) as caught:
        update(leadway, booked, title="a")
    assert (caught.value.status, caught.value.messages) == (502, ())


@pytest.mark.parametrize("applied", [True, False])
def test_23_after_a_timeout_only_a_read_tells_what_happened(
    leadway: Leadway, sandbox: Sandbox, applied: bool
) -> None:
    booked = sandbox.book(title="before")
    sandbox.fault("drop_after" if applied else "drop_before", method="PUT", times=1)
    with pytest.raises(Unanswered):
        update(leadway, booked, title="after")
    read = leadway.get_appointment(booked["id"])
    assert read.title == ("after" if applied else "before")
    assert len(sandbox.journal("PUT")) == 1


def test_24_an_empty_404_is_not_found(play: Play) -> None:
    leadway, _ = play(http(404))
    with pytest.raises(Refused) as caught:
        leadway.get_appointment(ID)
    assert (caught.value.reason, caught.value.messages) == ("not_found", ())
