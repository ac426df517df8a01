"""What people are told: what happened, what became of their text, what to do."""

import re

import pytest
from django.utils import translation

from appointments.editor.form import AppointmentForm
from appointments.edits import advice, advice_open, concerning
from appointments.leadway.errors import (
    Busy,
    LeadwayError,
    NotSent,
    Refused,
    Trouble,
    Unanswered,
    Unreadable,
)

LANGUAGES = ("en", "es")
REASONS = (
    "validation",
    "token",
    "scope",
    "location",
    "version",
    "not_found",
    "forbidden",
)
WHERE = {"method": "PUT", "path": "/x"}
# What no person should meet: our kinds of errors, and Python's.
JARGON = re.compile(r"Refused|NotSent|Unanswered|Unreadable|Error\b|Exception|None")


def refusal(*messages: str, reason: str = "validation") -> advice.Advice:
    return advice.of_refusal(Trouble("refused", reason=reason, messages=messages))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", REASONS)
def test_every_refusal_says_that_nothing_was_saved(language: str, reason: str) -> None:
    with translation.override(language):
        said = refusal(reason=reason)
    assert said.title.startswith(
        {"en": "Not saved", "es": "No se ha guardado"}[language]
    )
    assert said.body
    assert not JARGON.search(said.title + said.body)


@pytest.mark.parametrize("reason", ["validation", "not_found"])
def test_a_refusal_says_that_the_text_is_still_there(reason: str) -> None:
    assert "What you typed is still here" in refusal(reason=reason).body


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("The user id not part of calendar team.", "assigned_user_id"),
        ("assignedUserId must be a string", "assigned_user_id"),
        ("appointmentStatus must be a valid enum value", "appointment_status"),
        ("The slot you have selected is no longer available.", "start_time"),
        ("startTime must be a valid ISO 8601 date string", "start_time"),
        ("The end time must be after the start time; endTime", "end_time"),
        (
            "Selected slot duration is not a valid duration option for this calendar",
            "end_time",
        ),
        ("meetingLocationType must be a valid enum value", "meeting_location_type"),
        ("meeting location x not found", "meeting_location_id"),
        ("address must be a string", "address"),
        ("rrule is not valid", "rrule"),
        ("title must be a string", "title"),
        ("description must be a string", "description"),
        ("Calendar with id x not found", "calendar_id"),
    ],
)
def test_leadways_words_go_to_the_field_that_they_are_about(
    message: str, name: str
) -> None:
    said = refusal(message)
    assert list(said.fields) == [name]
    assert message in said.fields[name]


def test_words_about_no_field_are_shown_all_the_same() -> None:
    said = refusal("Something is odd")
    assert said.fields == {}
    assert said.words == ("Something is odd",)


def test_every_message_finds_a_field_that_the_form_has() -> None:
    names = {name for _, name in concerning.CLUES} - {"start_time", "end_time"}
    assert names <= set(AppointmentForm.base_fields)


@pytest.mark.parametrize("clue", [clue for clue, _ in advice.MEANING])
def test_the_commonest_refusals_are_explained_before_they_are_quoted(clue: str) -> None:
    said = advice.explain(f"The {clue} thing")
    assert said[0].isupper()
    assert said.endswith(f"Leadway says: “The {clue} thing”")
    assert not said.startswith("Leadway says")


@pytest.mark.parametrize("kind", ["", "not_sent", "busy", "unanswered", "unreadable"])
def test_what_waits_is_said_to_be_safe_and_not_saved(kind: str) -> None:
    said = advice_open.of_waiting(Trouble(kind) if kind else None)
    assert "Nothing was saved yet" in said.title
    assert "None of it was applied" in said.body
    assert "send them again" in said.body


@pytest.mark.parametrize("trouble", [None, Trouble("unanswered")])
def test_doubt_is_said_to_be_doubt(trouble: Trouble | None) -> None:
    said = advice_open.of_doubt(trouble)
    assert said.title == "Not known yet whether Leadway saved this"


ERRORS = [
    NotSent(**WHERE),
    Busy(**WHERE, retry_after_s=3),
    Unanswered(**WHERE),
    Unreadable(**WHERE, status=200),
    *(Refused(**WHERE, reason=reason, status=401) for reason in REASONS),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_every_failed_read_is_told_in_words(error: LeadwayError, language: str) -> None:
    with translation.override(language):
        said = advice.of_error(error)
    assert said.title.endswith(".")
    assert said.body.endswith(".")
    assert not JARGON.search(said.title + said.body)


def test_status_and_trace_are_for_whoever_looks_into_it() -> None:
    error = Unanswered(**WHERE, status=504, trace_id="t-1")
    assert advice.of_error(error).technical == "HTTP 504 · traceId t-1"
    assert advice.of_error(NotSent(**WHERE)).technical == ""
