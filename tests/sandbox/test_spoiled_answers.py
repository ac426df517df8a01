"""Writes that are applied, and answered in a way that is hard to read."""

from typing import Any

import pytest
import requests

from tests.sandbox.process import APPOINTMENTS, Account

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


def spoiled(leadway: Account, fault: str) -> requests.Response:
    """The answer to a write that was applied although its answer is spoiled."""
    booked = leadway.book()
    answer = leadway.faulty_put(booked["id"], fault, title="Otro", **FLAGS)
    assert leadway.record(booked["id"])["title"] == "Otro"
    return answer


def test_a_minimal_answer(leadway: Account) -> None:
    record = spoiled(leadway, "minimal").json()
    assert not {"startTime", "endTime", "locationId", "appointmentStatus"} & set(record)
    assert record["status"] == "booked"


def test_a_misspelt_answer(leadway: Account) -> None:
    record = spoiled(leadway, "misspelt").json()
    assert "appointmentStatus" not in record
    assert record["appoinmentStatus"] == "confirmed"


def test_a_flag_as_text(leadway: Account) -> None:
    assert spoiled(leadway, "string_recurring").json()["isRecurring"] == "false"


def test_another_id(leadway: Account) -> None:
    assert spoiled(leadway, "other_id").json()["id"] == "anotherEventAltogether"


@pytest.mark.parametrize(
    ("fault", "text"),
    [("empty_200", ""), ("null_200", "null"), ("list_200", "[]")],
)
def test_a_200_that_is_no_record(leadway: Account, fault: str, text: str) -> None:
    answer = spoiled(leadway, fault)
    assert (answer.status_code, answer.text) == (200, text)


def test_a_200_that_is_a_page(leadway: Account) -> None:
    answer = spoiled(leadway, "html_200")
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("fault", ["truncated_json", "deep_json"])
def test_a_200_that_cannot_be_read(leadway: Account, fault: str) -> None:
    answer = spoiled(leadway, fault)
    assert answer.status_code == 200
    with pytest.raises((ValueError, RecursionError)):
        answer.json()


def test_a_huge_answer(leadway: Account) -> None:
    assert len(spoiled(leadway, "huge").content) > 2_000_000


def test_no_content(leadway: Account) -> None:
    answer = spoiled(leadway, "no_content")
    assert (answer.status_code, answer.content) == (204, b"")


def test_half_a_character(leadway: Account) -> None:
    assert spoiled(leadway, "lone_surrogate").json()["title"] == "Otro\ud800"


def test_a_read_under_the_described_key(leadway: Account) -> None:
    leadway.fault("accepts_event_key", method="GET", times=1)
    path = f"{APPOINTMENTS}/{leadway.book()['id']}"
    assert set(leadway.get(path).json()) == {"event", "traceId"}
    assert set(leadway.get(path).json()) == {"appointment", "traceId"}


def test_refusals_are_not_spoiled(leadway: Account) -> None:
    assert leadway.faulty_put("nowhere", "empty_200").status_code == 404
