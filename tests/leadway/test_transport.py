"""Every odd answer, and what the client then knows."""

import json
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from appointments.leadway.errors import Unreadable
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import HEAD_END, Script, after, answer, gzipped, http, raw
from tests.leadway.saving import BODY, RECORD, outcome, plain_client, save

NOT_A_RECORD = {
    "empty": http(),
    "204": http(204),
    "205": http(205),
    "206": http(206, BODY),
    "304": http(304),
    "html": http(200, b"<!doctype html><h1>It works</h1>"),
    "text": http(200, b"OK"),
    "null": http(200, b"null"),
    "list": http(200, b"[]"),
    "object": http(200, b"{}"),
    "number": http(200, b"5"),
    "error in a 200": answer({"statusCode": 400, "message": "no"}),
    "another id": answer({"id": "someoneElse"}),
    "cut off": http(200, BODY[:-3]),
    "shorter than said": raw(
        b"HTTP/1.1 200 OK\r\nContent-Length: 500" + HEAD_END + BODY
    ),
    "cut in the head": raw(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "cut in the status": raw(b"HTTP/1."),
    "bad chunks": raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked" + HEAD_END + b"zz\r\n{}"
    ),
    "bad gzip": http(200, BODY, [("Content-Encoding", "gzip")]),
    "unknown encoding": http(200, b"\x8b\x01", [("Content-Encoding", "br")]),
    "too large": http(200, b" " * 1_100_000 + BODY),
    "gzip bomb": gzipped(b" " * 50_000_000 + BODY),
    "too deep": http(200, b'{"id": %s}' % (b"[" * 70 + b"]" * 70)),
    "bottomless": http(200, b"[" * 100_000),
    "not http": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "101": raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c" + HEAD_END),
    "a head of 200 lines": http(200, BODY, [("X-A", "b")] * 200),
    "a line of 100 kB": http(200, BODY, [("X-A", "b" * 100_000)]),
}


@pytest.mark.parametrize("script", NOT_A_RECORD.values(), ids=NOT_A_RECORD)
def test_what_is_no_record_is_unreadable(play: Play, script: Script) -> None:
    leadway, peer = play(script)
    assert type(outcome(leadway)) is Unreadable
    assert len(peer.seen) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    play: Play, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    leadway, peer = play(answer(RECORD))
    target = f"{peer.url}/elsewhere?secret=1"
    diverted, first = play(http(status, b"", [("Location", target)]))
    error = outcome(diverted)
    assert (type(error), error.status) == (Unreadable, status)
    assert peer.seen == []
    assert "/elsewhere" in caplog.text
    assert "secret=1" not in caplog.text


READABLE = {
    "201": answer(RECORD, 201),
    "wrapped": answer({"appointment": RECORD, "traceId": "t"}),
    "byte order mark": http(200, b"\xef\xbb\xbf" + BODY),
    "gzip": gzipped(BODY),
    "chunks": raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked"
        + HEAD_END
        + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
    ),
    "hints first": raw(
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>" + HEAD_END,
        b"HTTP/1.1 102 Processing" + HEAD_END + b"HTTP/1.1 100 Continue" + HEAD_END,
        b"HTTP/1.1 200 OK\r\nContent-Length: %d" % len(BODY) + HEAD_END + BODY,
    ),
    "odd numbers": http(
        200, BODY[:-1] + b', "a": NaN, "b": 1e999, "c": ' + b"9" * 5000 + b"}"
    ),
    "a key twice": http(200, b'{"id": "other", ' + BODY[1:]),
    "lone surrogate": http(200, BODY[:-1] + b', "address": "\\ud800\\u0000"}'),
    "not utf-8": http(200, BODY[:-1] + b', "address": "\xff"}'),
    "html content type": http(200, BODY, [("Content-Type", "text/html")]),
}


@pytest.mark.parametrize("script", READABLE.values(), ids=READABLE)
def test_an_odd_answer_with_our_record_is_read(play: Play, script: Script) -> None:
    leadway, _ = play(script)
    save(leadway)


def test_nothing_read_breaks_a_page_or_a_database(play: Play) -> None:
    leadway, _ = play(READABLE["lone surrogate"])
    record = leadway.get_appointment(ID)
    assert record.address == "\N{REPLACEMENT CHARACTER}" * 2
    json.dumps(record.to_json(), allow_nan=False).encode()


def test_a_hint_leaves_nothing_behind_for_the_next_call(play: Play) -> None:
    other = {**RECORD, "title": "second"}
    hinted = raw(
        b"HTTP/1.1 103 Early Hints" + HEAD_END,
        b"HTTP/1.1 200 OK\r\nContent-Length: %d" % len(BODY) + HEAD_END + BODY,
        closes=False,
    )
    leadway, peer = play(hinted, answer(other))
    assert leadway.get_appointment(ID).title == "Revisión"
    assert leadway.get_appointment(ID).title == "second"
    assert peer.connections == 1


def test_a_gzip_bomb_does_not_fill_the_memory(play: Play) -> None:
    leadway, _ = play(gzipped(b" " * 200_000_000), deadline_s=5.0)
    tracemalloc.start()
    try:
        assert type(outcome(leadway)) is Unreadable
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10_000_000


def test_cookies_are_not_kept(play: Play) -> None:
    leadway, peer = play(answer(RECORD, headers=[("Set-Cookie", "a=b; Path=/")]))
    save(leadway)
    save(leadway)
    assert "cookie" not in peer.seen[1].headers


def test_a_netrc_entry_does_not_replace_the_token(
    play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login eve password stolen\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    leadway, peer = play(answer(RECORD))
    save(leadway)
    assert peer.seen[0].headers["authorization"].startswith("Bearer pit-")


def test_a_wait_that_is_asked_for_is_not_slept_here(play: Play) -> None:
    busy = answer({"message": "Too Many Requests"}, 429, [("Retry-After", "60")])
    leadway, peer = play(busy)
    started = time.monotonic()
    assert outcome(leadway).kind == "busy"
    assert time.monotonic() - started < 60
    assert len(peer.seen) == 1


def test_one_connection_serves_many_calls(play: Play) -> None:
    leadway, peer = play(answer(RECORD))
    for _ in range(20):
        save(leadway)
    assert peer.connections == 1


def test_threads_share_a_client(play: Play) -> None:
    leadway, peer = play(after(0.2, answer(RECORD)), deadline_s=5.0, places=24)
    threads = [threading.Thread(target=save, args=(leadway,)) for _ in range(24)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(peer.seen) == 24
    # One after the other they would take this long.
    assert time.monotonic() - started < 24 * 0.2


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a", "leadway.example", "https://eve@a", "https://a?b=c", "https://"],
)
def test_what_is_no_base_address_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError):
        plain_client(url)
