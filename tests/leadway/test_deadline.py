"""However slow or rude the peer, a call ends in time and says what is known."""

import socket
import threading
import time
from collections.abc import Callable

import pytest

from appointments.leadway.errors import NotSent, Unanswered
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import HEAD_END, Script, Visit, answer, raw
from tests.leadway.saving import (
    BODY,
    CERTIFICATE,
    RECORD,
    outcome,
    plain_client,
    save,
    server_tls,
)
from tests.pace import times_as_long

# Long enough for a busy machine to connect in, where that is what goes well.
DEADLINE_S = 0.8


def assert_in_time(call: Callable[[], None]) -> None:
    """Hold the call beside somebody who merely sleeps until its deadline."""
    assert times_as_long(call, lambda: time.sleep(DEADLINE_S), under=2) < 2


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
    def call() -> None:
        leadway, peer = play(script, deadline_s=DEADLINE_S)
        assert type(outcome(leadway)) is Unanswered
        assert len(peer.seen) == 1

    assert_in_time(call)


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
    leadway = plain_client(f"http://127.0.0.1:{port}")
    assert type(outcome(leadway)) is NotSent
    leadway.close()


def test_an_unknown_name_is_not_sent() -> None:
    leadway = plain_client("http://leadway.invalid")
    assert type(outcome(leadway)) is NotSent
    leadway.close()


def test_a_resolver_that_hangs_is_not_sent_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    released = threading.Event()

    def hang(*_args: object, **_kwargs: object) -> list[object]:
        released.wait(100)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)

    def call() -> None:
        leadway = plain_client("http://leadway.example", deadline_s=DEADLINE_S)
        assert type(outcome(leadway)) is NotSent
        leadway.close()

    assert_in_time(call)
    released.set()


def test_a_full_backlog_is_not_sent_in_time() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]

        def call() -> None:
            leadway = plain_client(f"http://127.0.0.1:{port}", deadline_s=DEADLINE_S)
            assert type(outcome(leadway)) is NotSent
            leadway.close()

        assert_in_time(call)
        for one in waiting:
            one.close()


def test_a_tls_handshake_that_hangs_is_not_sent_in_time(play: Play) -> None:
    def call() -> None:
        _, peer = play(_silence)
        secured = peer.url.replace("http:", "https:")
        leadway = plain_client(secured, deadline_s=DEADLINE_S)
        assert type(outcome(leadway)) is NotSent
        assert peer.seen == []
        leadway.close()

    assert_in_time(call)


def test_a_certificate_nobody_vouches_for_is_not_sent(play: Play) -> None:
    leadway, peer = play(answer(RECORD), tls=server_tls())
    assert type(outcome(leadway)) is NotSent
    assert (peer.seen, peer.connections) == ([], 1)


def test_over_tls_it_works(play: Play) -> None:
    leadway, peer = play(answer(RECORD), tls=server_tls(), ca_bundle=str(CERTIFICATE))
    save(leadway)
    save(leadway)
    assert (len(peer.seen), peer.connections) == (2, 1)


@pytest.mark.parametrize("script", HANGING)
def test_the_deadline_holds_over_tls(play: Play, script: Script) -> None:
    def call() -> None:
        leadway, _ = play(
            script, tls=server_tls(), ca_bundle=str(CERTIFICATE), deadline_s=DEADLINE_S
        )
        assert type(outcome(leadway)) is Unanswered

    assert_in_time(call)


def test_the_deadline_holds_on_a_connection_used_before(play: Play) -> None:
    def call() -> None:
        leadway, peer = play(answer(RECORD), _slow_head, deadline_s=DEADLINE_S)
        save(leadway)
        assert type(outcome(leadway)) is Unanswered
        assert peer.connections == 1

    assert_in_time(call)
