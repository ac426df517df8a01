"""Whatever Leadway sends passes the gate: no writing of a secret comes through."""

import base64
import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway import wire
from appointments.leadway.client import Leadway
from appointments.leadway.errors import LeadwayError, Refused
from appointments.leadway.hiding import MARK, Gate
from tests.leadway.conftest import ID, SECRET, Play
from tests.leadway.peer import HEAD_END, answer, http, raw
from tests.sandboxed import Sandbox

KEY = "k%q&#y!-5ecre7(of)+the_sessions=0123456789"
GATE = Gate((SECRET, KEY))
WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "for an address": lambda text: quote(text, safe=""),
    "for an address, twice": lambda text: quote(quote(text, safe=""), safe=""),
    "every letter for an address": lambda text: "".join(f"%{ord(c):02x}" for c in text),
    "every letter for JSON": lambda text: "".join(f"\\u{ord(c):04X}" for c in text),
    "every letter for HTML": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "in base64": lambda text: base64.b64encode(text.encode()).decode(),
    "in base64 for an address": lambda text: base64.urlsafe_b64encode(
        text.encode()
    ).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "wrapped": lambda text: f"{text[:9]}\r\n  {text[9:]}",
    "spaced": " ".join,
    "with what nobody sees": "\u200b".join,
    "with what was no text": "\ufffd".join,
    "in JSON in JSON": lambda text: json.dumps(json.dumps({"a": text})),
}


@pytest.mark.parametrize("secret", [SECRET, KEY], ids=["token", "key"])
@pytest.mark.parametrize("write", WRITINGS.values(), ids=WRITINGS)
@pytest.mark.parametrize("before", ["", "Bearer ", "xy"])
def test_no_writing_of_a_secret_passes(
    secret: str, write: Callable[[str], str], before: str
) -> None:
    shown = GATE.hide(f"Señora, «{write(before + secret)}» no vale")
    assert shown.startswith("Señora, «")
    assert shown.endswith("» no vale")
    assert MARK in shown
    # But for what the text around it decides, nothing of it is left.
    assert len(shown) < len("Señora, «» no vale") + 6 * len("Bearer ") + 20


def test_what_stands_around_a_secret_stays() -> None:
    assert GATE.hide(f"Bearer {SECRET}, {SECRET}.") == f"Bearer {MARK}, {MARK}."


def test_the_beginning_of_a_secret_is_hidden_too() -> None:
    assert GATE.hide(f"Bearer {SECRET[:16]}…") == f"Bearer {MARK}…"
    assert GATE.hide("Bearer pit-…") == "Bearer pit-…"


@given(st.text())
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert GATE.hide(text) == text


@given(st.text(), st.text(), st.sampled_from(sorted(WRITINGS)))
def test_a_secret_is_found_in_any_text(before: str, after: str, how: str) -> None:
    hidden = GATE.hide(f"{before} {WRITINGS[how](SECRET)} {after}")
    assert MARK in hidden


def test_a_short_text_is_no_secret() -> None:
    assert Gate(("token",)).hide("an invalid token") == "an invalid token"


def test_keys_and_values_of_json_pass_the_gate() -> None:
    said = {SECRET: [f"Bearer {SECRET}", {"x": quote(SECRET + "/")}], "n": 7}
    read = wire.parse(json.dumps(said).encode(), GATE)
    assert read == {MARK: [f"Bearer {MARK}", {"x": f"{MARK}/"}], "n": 7}


def test_a_secret_that_json_escaped_is_found() -> None:
    escaped = "".join(f"\\u{ord(one):04x}" for one in f"%{ord('p'):02x}{SECRET[1:]}")
    assert wire.parse(f'["{escaped}"]'.encode(), GATE) == [MARK]


def test_no_cut_leaves_a_part_of_a_secret() -> None:
    text = "a" * (wire.MAX_TEXT_BYTES - 10) + SECRET + "b" * 50
    read = wire.parse(json.dumps(text).encode(), GATE)
    assert SECRET[:5] not in read


def test_the_gate_does_not_show_what_it_hides() -> None:
    assert SECRET not in repr(GATE)
    assert not hasattr(GATE, "__dict__")


# --- the client ---


def everything(sandbox: Sandbox, leadway: Leadway, fault: str, **rule: Any) -> str:
    """Return all that one save brings back, whatever becomes of it."""
    booked = sandbox.book(
        startTime="2031-01-01T10:00:00+01:00", endTime="2031-01-01T11:00:00+01:00"
    )
    sandbox.fault(fault, method="PUT", **rule)
    try:
        record = leadway.send_update(booked["id"], {"title": "Nuevo"})
    except LeadwayError as error:
        return f"{error} {error.messages} {error.trace_id} {vars(error)}"
    return json.dumps(record.to_json())


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 422, 429, 500])
def test_no_refusal_brings_the_token_back(
    sandbox: Sandbox, leadway: Leadway, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = everything(sandbox, leadway, "echo_refused", status=status)
    assert MARK in shown + caplog.text
    assert_no_token(shown + caplog.text, sandbox.token)


def test_no_record_brings_the_token_back(
    sandbox: Sandbox, leadway: Leadway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = everything(sandbox, leadway, "echo_record")
    assert "wrapped *** and ***" in shown
    assert_no_token(shown + caplog.text, sandbox.token)


def assert_no_token(text: str, token: str) -> None:
    plain = "".join(text.split()).lower()
    assert token not in plain
    for write in WRITINGS.values():
        assert "".join(write(token).split()).lower().strip('"=') not in plain


def test_what_the_client_is_told_to_hide_is_hidden(play: Play) -> None:
    leadway, _ = play(answer({"message": [KEY, "no"]}, 422), hide=(KEY,))
    with pytest.raises(Refused) as caught:
        leadway.send_update(ID, {"title": "Nuevo"})
    assert caught.value.messages == (MARK, "no")


@pytest.mark.parametrize(
    "script",
    [
        raw(f"Bearer {SECRET}\r\n\r\n".encode()),
        raw(f"HTTP/1.1 Bearer {SECRET}\r\n\r\n".encode()),
        http(200, b"{}", [("X-Ok", f"1\r\n Bearer {SECRET}\r\nno header {SECRET}")]),
        raw(
            f"HTTP/1.1 200 OK\r\n{SECRET}\r\nContent-Length: 2".encode()
            + HEAD_END
            + b"{}"
        ),
        http(200, f"<p>{SECRET}</p>".encode()),
        raw(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
            + HEAD_END
            + f"{SECRET}\r\n".encode()
        ),
    ],
    ids=["line", "status", "headers", "no header", "page", "chunks"],
)
def test_what_is_no_answer_does_not_bring_it_either(
    play: Play, caplog: pytest.LogCaptureFixture, script: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    leadway, _ = play(script)
    with pytest.raises(LeadwayError) as caught:
        leadway.send_update(ID, {"title": "Nuevo"})
    logging.getLogger("a test").error("it failed", exc_info=caught.value)
    assert SECRET not in caplog.text
