"""Every outcome of the PUT that Leadway itself decides, row by row."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from appointments.leadway.client import Call, Leadway
from appointments.leadway.errors import (
    Busy,
    LeadwayError,
    NotSent,
    Refused,
    Unanswered,
    Unreadable,
)
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import Script, answer, http

HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def outcome(leadway: Leadway) -> LeadwayError:
    with pytest.raises(LeadwayError) as caught:
        leadway.send_update(ID, {"appointmentStatus": "confirmed"})
    return caught.value


def refusal(leadway: Leadway) -> Refused:
    error = outcome(leadway)
    assert isinstance(error, Refused)
    return error


@pytest.mark.parametrize("status", [400, 405, 409, 410, 412, 413, 415, 422, 423])
def test_a_refusal_keeps_the_words_of_leadway(play: Play, status: int) -> None:
    words = "The slot you have selected is no longer available."
    leadway, peer = play(answer({"statusCode": 400, "message": words}, status))
    error = refusal(leadway)
    assert (error.status, error.reason, error.message) == (status, "validation", words)
    assert len(peer.seen) == 1


@pytest.mark.parametrize(
    ("status", "message", "reason"),
    [
        (401, "Invalid token: access token is invalid", "token"),
        (401, "Invalid JWT", "token"),
        (401, "Invalid Private Integration token", "token"),
        (401, "The token is not authorized for this scope.", "scope"),
        (401, "version header was not found.", "version"),
        (401, "version header is invalid", "version"),
        (401, "E01 - Unauthorized request", "validation"),
        (403, "The token does not have access to this location.", "location"),
        (403, "Forbidden resource", "forbidden"),
        (404, "Appointment not found", "not_found"),
        (404, "Cannot PUT /calendars/events/Appointments/a", "validation"),
        (400, f"Appointment with id {ID} not found", "not_found"),
        (422, "The event does not exist", "not_found"),
        (400, "Contact with id X not found", "validation"),
        (422, "The user id not part of calendar team.", "validation"),
    ],
)
def test_a_refusal_says_whom_it_concerns(
    play: Play, status: int, message: str, reason: str
) -> None:
    leadway, _ = play(answer({"statusCode": status, "message": message}, status))
    assert refusal(leadway).reason == reason


@pytest.mark.parametrize(
    ("status", "reason"), [(401, "token"), (403, "forbidden"), (404, "not_found")]
)
@pytest.mark.parametrize("body", [b"", b"<html>error code: 1010</html>", b"null"])
def test_a_refusal_without_words_is_one_too(
    play: Play, status: int, reason: str, body: bytes
) -> None:
    leadway, _ = play(http(status, body))
    error = refusal(leadway)
    assert (error.reason, error.message) == (reason, "")


@pytest.mark.parametrize(
    "script",
    [
        answer({"statusCode": 401, "message": "Command timed out"}, 401),
        answer({"message": "timeout"}, 408),
        answer({"message": "too early"}, 425),
        answer({"message": "Internal server error"}, 500),
        http(502, HTML),
        http(503, HTML, [("Retry-After", "60")]),
        http(504),
        http(520, HTML),
    ],
    ids=["401", "408", "425", "500", "502", "503", "504", "520"],
)
def test_what_may_have_been_applied_is_unanswered(play: Play, script: Script) -> None:
    leadway, peer = play(script)
    assert type(outcome(leadway)) is Unanswered
    assert len(peer.seen) == 1


def test_a_read_that_timed_out_at_the_gateway_is_repeated(play: Play) -> None:
    late = answer({"statusCode": 401, "message": "Command timed out"}, 401)
    leadway, peer = play(late, answer({"id": ID}))
    assert leadway.get_appointment(ID).id == ID
    assert len(peer.seen) == 2


def test_a_read_is_not_repeated_against_a_failing_server(play: Play) -> None:
    leadway, peer = play(http(502, HTML))
    with pytest.raises(Unanswered):
        leadway.get_appointment(ID)
    assert len(peer.seen) == 1


def busy(play: Play, *headers: tuple[str, str]) -> Busy:
    body = {"statusCode": 429, "message": "Too Many Requests"}
    leadway, peer = play(answer(body, 429, headers))
    error = outcome(leadway)
    assert isinstance(error, Busy)
    assert len(peer.seen) == 1
    return error


@pytest.mark.parametrize(
    ("headers", "wait_s"),
    [
        ([], 10),
        ([("x-ratelimit-interval-milliseconds", "4000")], 4),
        ([("Retry-After", "7")], 7),
        ([("Retry-After", "0")], 0),
        ([("Retry-After", "600")], 600),
        ([("Retry-After", "601")], 10),
        ([("Retry-After", "-1")], 10),
        ([("Retry-After", "soon")], 10),
        ([("Retry-After", "9" * 400)], 10),
        ([("Retry-After", "Wed, 99 Foo 2026 99:99:99 GMT")], 10),
        ([("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")], 10),
    ],
)
def test_the_wait_follows_the_headers(
    play: Play, headers: list[tuple[str, str]], wait_s: float
) -> None:
    error = busy(play, *headers)
    assert (error.retry_after_s, error.daily_exhausted) == (wait_s, False)


def test_the_wait_may_be_a_date(play: Play) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)
    assert 300 < busy(play, ("Retry-After", at)).retry_after_s <= 600


def test_a_used_up_day_is_told_apart(play: Play) -> None:
    error = busy(play, ("x-ratelimit-daily-remaining", "0"))
    assert error.daily_exhausted


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ({"message": "one"}, ("one",)),
        ({"message": ["one", "two"]}, ("one", "two")),
        ({"error": "Contact with id X not found", "status": 400}, ("Contact with",)),
        ({"message": [], "error": "Bad Request"}, ("Bad Request",)),
        ({"message": [{"message": "inner"}, 5, None]}, ("inner",)),
        ({"message": {"message": "inner"}}, ("inner",)),
        ({"message": 5}, ()),
        ({}, ()),
        (["one"], ("one",)),
        ({"message": "a\x00b\n\tc"}, ("a\N{REPLACEMENT CHARACTER}b c",)),
    ],
)
def test_words_come_as_text_as_a_list_or_not_at_all(
    play: Play, body: object, messages: tuple[str, ...]
) -> None:
    leadway, _ = play(answer(body, 400))
    found = refusal(leadway).messages
    assert len(found) == len(messages)
    assert all(f.startswith(m) for f, m in zip(found, messages, strict=True))


def test_words_are_bounded(play: Play) -> None:
    leadway, _ = play(answer({"message": ["x" * 5000] * 50}, 422))
    error = refusal(leadway)
    assert [len(message) for message in error.messages] == [500] * 10


def test_the_status_of_http_counts_not_that_of_the_body(play: Play) -> None:
    leadway, _ = play(answer({"statusCode": 400, "message": "no"}, 422))
    assert outcome(leadway).status == 422


def test_an_error_in_a_200_brings_its_words(play: Play) -> None:
    leadway, _ = play(answer({"statusCode": 400, "message": "no", "traceId": "t"}))
    error = outcome(leadway)
    assert (type(error), error.message, error.trace_id) == (Unreadable, "no", "t")


def test_an_error_says_where_and_what_but_not_the_words(play: Play) -> None:
    body = {"message": "Ana Muñoz is not allowed", "traceId": "t-1"}
    leadway, _ = play(answer(body, 400))
    error = outcome(leadway)
    assert str(error) == (
        f"PUT /calendars/events/appointments/{ID}: refused, status 400, trace t-1"
    )
    assert (error.method, error.kind) == ("PUT", "refused")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotSent, "not_sent"),
        (Busy, "busy"),
        (Refused, "refused"),
        (Unanswered, "unanswered"),
        (Unreadable, "unreadable"),
    ],
)
def test_each_error_has_a_kind(error: type[LeadwayError], kind: str) -> None:
    assert error.kind == kind


def test_each_attempt_is_reported_with_its_limits(
    play: Play, calls: list[Call]
) -> None:
    headers = [
        ("x-ratelimit-max", "100"),
        ("x-ratelimit-remaining", "99"),
        ("x-ratelimit-interval-milliseconds", "10000"),
        ("x-ratelimit-limit-daily", "200000"),
        ("x-ratelimit-daily-remaining", "199999"),
        ("x-ratelimit-daily-reset", "86400000"),
    ]
    leadway, _ = play(answer({"id": ID, "traceId": "t-1"}, headers=headers))
    leadway.send_update(ID, {})
    (call,) = calls
    assert (call.method, call.status, call.error) == ("PUT", 200, None)
    assert (call.trace_id, call.attempt) == ("t-1", 1)
    assert call.rate is not None
    assert (call.rate.limit, call.rate.remaining) == (100, 99)
    assert (call.rate.daily_limit, call.rate.daily_remaining) == (200_000, 199_999)
    assert (call.rate.interval_ms, call.rate.daily_reset_ms) == (10_000, 86_400_000)


def test_a_failure_is_reported_with_its_kind(play: Play, calls: list[Call]) -> None:
    leadway, _ = play(http(502, HTML, [("x-ratelimit-remaining", "many")]))
    outcome(leadway)
    (call,) = calls
    assert (call.status, call.error, call.rate) == (502, "unanswered", None)


def test_a_failing_listener_does_not_turn_a_success_into_an_error(play: Play) -> None:
    def fail(_call: Call) -> None:
        raise RuntimeError("the database is gone")

    leadway, _ = play(answer({"id": ID}))
    leadway._calls._on_call = fail
    assert leadway.send_update(ID, {}).id == ID
