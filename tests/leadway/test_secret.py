"""The token is where it must be, and nowhere else."""

import copy
import json
import logging
import pickle
import traceback

import pytest

from appointments.leadway.client import Token
from appointments.leadway.errors import LeadwayError
from appointments.leadway.request_preview import curl
from appointments.leadway.secret import BearerHeader
from tests.leadway.conftest import ID, SECRET, Play
from tests.leadway.peer import Script, answer, http, raw

FAILURES = {
    "refused": answer({"message": "Invalid JWT"}, 401),
    "busy": http(429),
    "unanswered": raw(),
    "unreadable": http(200, b"<html>"),
    "garbled": raw(b"nonsense\r\n"),
}


@pytest.mark.parametrize("shown", [str, repr, "{}".format, "{!r:>9}".format])
def test_a_token_shows_itself_as_stars(shown: object) -> None:
    assert callable(shown)
    assert SECRET not in shown(Token(SECRET))
    assert SECRET not in shown(BearerHeader(Token(SECRET)))


def test_a_token_is_not_stored() -> None:
    for secret in (Token(SECRET), BearerHeader(Token(SECRET))):
        with pytest.raises(TypeError) as caught:
            pickle.dumps(secret)
        assert SECRET not in str(caught.value)
    with pytest.raises(TypeError):
        json.dumps(Token(SECRET))
    assert json.dumps(Token(SECRET), default=str) == '"***"'


def test_a_copy_is_the_same_token() -> None:
    token = Token(SECRET)
    assert copy.copy(token) is token
    assert copy.deepcopy({"token": token})["token"] is token
    assert token.reveal() == SECRET


@pytest.mark.parametrize(
    "text", ["", "pit 5ecre7", "pit-5ecre7\n", "pït-5ecre7", "«5ecre7»", "\x005ecre7"]
)
def test_bad_characters_are_found_at_once_and_not_repeated(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        Token(text)
    assert "5ecre7" not in str(caught.value)


@pytest.mark.parametrize("script", FAILURES.values(), ids=FAILURES)
def test_no_failure_gives_the_token_away(
    play: Play, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    leadway, peer = play(script)
    with pytest.raises(LeadwayError) as caught:
        leadway.send_update(ID, {"title": "Ana Muñoz"})
    assert SECRET in peer.seen[0].headers["authorization"]
    assert SECRET not in _everything_about(caught.value)
    assert SECRET not in caplog.text


def test_a_log_line_names_the_call_and_nothing_of_what_it_said(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    leadway, _ = play(answer({"id": ID, "title": "Ana Muñoz", "traceId": "t-1"}))
    leadway.send_update(ID, {"title": "Ana Muñoz"})
    (record,) = [r for r in caplog.records if r.name == "appointments.leadway"]
    line = record.getMessage()
    assert line.startswith(f"PUT /calendars/events/appointments/{ID}: 200 in ")
    assert line.endswith("ms, attempt 1, trace t-1")
    assert "Ana" not in caplog.text


def test_the_client_itself_does_not_show_it(play: Play) -> None:
    leadway, _ = play(answer({"id": ID}))
    shown = [repr(leadway), repr(vars(leadway)), repr(leadway._transport._adapter)]
    shown.append(repr(leadway._transport._headers))
    assert SECRET not in "".join(shown)


def test_the_curl_reads_the_token_from_the_environment() -> None:
    shown = curl(ID, {"title": "it's <b>$HOME</b> `id` \\ ñ\n"})
    assert '"Authorization: Bearer $LEADWAY_TOKEN"' in shown


def _everything_about(error: BaseException | None) -> str:
    """Return what a traceback with all local variables would print."""
    parts = []
    while error is not None:
        summary = traceback.TracebackException.from_exception(
            error, capture_locals=True
        )
        parts += [*summary.format(), repr(vars(error)), repr(error.args)]
        error = error.__cause__ or error.__context__
    return "\n".join(parts)
