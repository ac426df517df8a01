"""Every way a peer can misbehave, and what the client then knows."""

import json
import socket
import ssl
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from appointments.leadway.client import Leadway, Token
from appointments.leadway.errors import LeadwayError, NotSent, Unanswered, Unreadable
from appointments.leadway.records import Changes, WriteOptions
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import HEAD_END, Peer, Script, Visit, answer, gzipped, http, raw

RECORD = {"id": ID, "title": "Revisión"}
BODY = json.dumps(RECORD).encode()
SLACK_S = 0.6
CERTIFICATE = Path(__file__).with_name("localhost.pem")


def save(leadway: Leadway) -> None:
    changes = Changes(title="Revisión", appointment_status="confirmed")
    leadway.update_appointment(ID, changes, options=WriteOptions())


def outcome(leadway: Leadway) -> LeadwayError:
    with pytest.raises(LeadwayError) as caught:
        save(leadway)
    return caught.value


def _silence(visit: Visit) -> None:
    visit.wait()


def _slow_head(visit: Visit) -> None:
    visit.trickle(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: yes\r\n" * 100)


def _slow_status(visit: Visit) -> None:
    visit.trickle(b"HTTP/1.1 200 " + b"O" * 1000)


def _slow_body(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000" + HEAD_END)
    visit.trickle(b" " * 1000)


def _slow_body_without_length(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK" + HEAD_END)
    visit.trickle(b" " * 1000)


def _slow_chunks(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked" + HEAD_END)
    visit.trickle(b"1\r\n \r\n" * 1000)


def _hints_without_end(visit: Visit) -> None:
    while not visit.wait(0.02):
        visit.send(b"HTTP/1.1 103 Early Hints" + HEAD_END)


def _reset(visit: Visit) -> None:
    visit.reset()


HANGING = [
    _silence,
    _slow_head,
    _slow_status,
    _slow_body,
    _slow_body_without_length,
    _slow_chunks,
    _hints_without_end,
]


@pytest.mark.parametrize("script", HANGING)
def test_a_call_ends_at_its_deadline_however_slow_the_peer(
    play: Play, script: Script
) -> None:
    leadway, peer = play(script)
    started = time.monotonic()
    error = outcome(leadway)
    assert time.monotonic() - started < 1.0 + SLACK_S
    assert type(error) is Unanswered
    assert len(peer.seen) == 1


def test_a_record_that_came_whole_in_time_counts_though_slowly(play: Play) -> None:
    def slowly(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d" % len(BODY) + HEAD_END)
        visit.trickle(BODY, every_s=0.002)

    leadway, _ = play(slowly)
    save(leadway)


@pytest.mark.parametrize(
    "script", [raw(), _reset], ids=["closed without an answer", "reset"]
)
def test_a_dropped_save_is_unanswered_and_not_repeated(
    play: Play, script: Script
) -> None:
    leadway, peer = play(script)
    assert type(outcome(leadway)) is Unanswered
    assert len(peer.seen) == 1


def test_a_dropped_read_is_repeated(play: Play) -> None:
    leadway, peer = play(raw(), raw(), answer(RECORD))
    assert leadway.get_appointment(ID).id == ID
    assert len(peer.seen) == 3


def test_a_read_is_given_up_after_its_third_attempt(play: Play) -> None:
    leadway, peer = play(raw())
    with pytest.raises(Unanswered):
        leadway.get_appointment(ID)
    assert len(peer.seen) == 3


def test_a_closed_port_is_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    leadway = _leadway(f"http://127.0.0.1:{port}")
    assert type(outcome(leadway)) is NotSent
    leadway.close()


def test_an_unknown_name_is_not_sent() -> None:
    leadway = _leadway("http://leadway.invalid")
    assert type(outcome(leadway)) is NotSent
    leadway.close()


def test_a_resolver_that_hangs_is_not_sent_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = threading.Event()

    def hang(*_args: object, **_kwargs: object) -> list[object]:
        released.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    leadway = _leadway("http://leadway.example", deadline_s=0.5)
    started = time.monotonic()
    assert type(outcome(leadway)) is NotSent
    assert time.monotonic() - started < 0.5 + SLACK_S
    released.set()
    leadway.close()


def test_a_full_backlog_is_not_sent_in_time() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]
        leadway = _leadway(f"http://127.0.0.1:{port}", deadline_s=0.8)
        started = time.monotonic()
        assert type(outcome(leadway)) is NotSent
        assert time.monotonic() - started < 0.8 + SLACK_S
        leadway.close()
        for one in waiting:
            one.close()


def test_a_tls_handshake_that_hangs_is_not_sent_in_time(play: Play) -> None:
    leadway, peer = play(_silence)
    secure = _leadway(peer.url.replace("http:", "https:"), deadline_s=0.8)
    started = time.monotonic()
    assert type(outcome(secure)) is NotSent
    assert time.monotonic() - started < 0.8 + SLACK_S
    assert peer.seen == []
    secure.close()


def test_a_certificate_nobody_vouches_for_is_not_sent(play: Play) -> None:
    leadway, peer = play(answer(RECORD), tls=_tls())
    assert type(outcome(leadway)) is NotSent
    assert (peer.seen, peer.connections) == ([], 1)


def test_over_tls_it_works(play: Play) -> None:
    leadway, peer = play(answer(RECORD), tls=_tls(), ca_bundle=str(CERTIFICATE))
    save(leadway)
    save(leadway)
    assert (len(peer.seen), peer.connections) == (2, 1)


@pytest.mark.parametrize("script", HANGING)
def test_the_deadline_holds_over_tls(play: Play, script: Script) -> None:
    leadway, _ = play(script, tls=_tls(), ca_bundle=str(CERTIFICATE))
    started = time.monotonic()
    assert type(outcome(leadway)) is Unanswered
    assert time.monotonic() - started < 1.0 + SLACK_S


def test_the_deadline_holds_on_a_connection_used_before(play: Play) -> None:
    leadway, peer = play(answer(RECORD), _slow_head)
    save(leadway)
    started = time.monotonic()
    assert type(outcome(leadway)) is Unanswered
    assert time.monotonic() - started < 1.0 + SLACK_S
    assert peer.connections == 1


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
    busy = answer({"message": "Too Many Requests"}, 429, [("Retry-After", "5")])
    leadway, peer = play(busy)
    started = time.monotonic()
    assert outcome(leadway).kind == "busy"
    assert time.monotonic() - started < SLACK_S
    assert len(peer.seen) == 1


def test_one_connection_serves_many_calls(play: Play) -> None:
    leadway, peer = play(answer(RECORD))
    for _ in range(20):
        save(leadway)
    assert peer.connections == 1


def test_threads_share_a_client(play: Play) -> None:
    def late(visit: Visit) -> None:
        visit.wait(0.2)
        answer(RECORD)(visit)

    leadway, peer = play(late, deadline_s=5.0)
    threads = [threading.Thread(target=save, args=(leadway,)) for _ in range(32)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(peer.seen) == 32
    assert time.monotonic() - started < 3.0


@pytest.mark.parametrize(
    "url",
    ["", "ftp://a", "leadway.example", "https://eve@a", "https://a?b=c", "https://"],
)
def test_what_is_no_base_address_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError):
        _leadway(url)


def _leadway(url: str, deadline_s: float = 2.0) -> Leadway:
    return Leadway(
        token=Token("pit-a"), location_id="a", base_url=url, deadline_s=deadline_s
    )


def _tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_the_peer_records_what_it_got(play: Play) -> None:
    leadway, peer = play(answer(RECORD))
    save(leadway)
    assert isinstance(peer, Peer)
    (seen,) = peer.seen
    assert seen.line == f"PUT /calendars/events/appointments/{ID} HTTP/1.1"
    assert json.loads(seen.body)["title"] == "Revisión"
