"""What networks and broken servers do to one exchange.

Those that call `answer` let Leadway apply the change first: it is the answer that is
lost. The others keep the request from it.
"""

import select
import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress

PATIENCE_S = 30
DRIP_S = 0.05
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"

Answer = Callable[[], bytes]


def _reset(client: socket.socket) -> None:
    # Closed with a linger of nothing, a connection is reset instead of ended.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def _hold(client: socket.socket) -> None:
    """Wait until the client goes away: a silent server is over then."""
    with suppress(OSError, ValueError):
        select.select([client], [], [], PATIENCE_S)


def _parts(whole: bytes) -> tuple[bytes, bytes]:
    head, _blank, body = whole.partition(b"\r\n\r\n")
    return head, body


# --- Leadway never hears of it ---


def ended_before(client: socket.socket, answer: Answer) -> None:
    client.shutdown(socket.SHUT_RDWR)


def reset_before(client: socket.socket, answer: Answer) -> None:
    _reset(client)


def swallowed(client: socket.socket, answer: Answer) -> None:
    _hold(client)


# --- Leadway has applied it, and its answer is lost ---


def ended_after(client: socket.socket, answer: Answer) -> None:
    answer()
    client.shutdown(socket.SHUT_RDWR)


def reset_after(client: socket.socket, answer: Answer) -> None:
    answer()
    _reset(client)


def silent_after(client: socket.socket, answer: Answer) -> None:
    answer()
    _hold(client)


def drips(client: socket.socket, answer: Answer) -> None:
    whole = answer()
    for place in range(len(whole)):
        client.sendall(whole[place : place + 1])
        time.sleep(DRIP_S)


def cut_in_the_head(client: socket.socket, answer: Answer) -> None:
    client.sendall(answer()[:24])
    client.shutdown(socket.SHUT_RDWR)


def cut_in_the_body(client: socket.socket, answer: Answer) -> None:
    head, body = _parts(answer())
    client.sendall(head + b"\r\n\r\n" + body[: len(body) // 2])
    client.shutdown(socket.SHUT_RDWR)


# --- and its answer is none ---


def bad_chunks(client: socket.socket, answer: Answer) -> None:
    _head, body = _parts(answer())
    client.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n" + body)


def bad_gzip(client: socket.socket, answer: Answer) -> None:
    _head, body = _parts(answer())
    length = f"Content-Length: {len(body)}\r\n".encode()
    client.sendall(OK + b"Content-Encoding: gzip\r\n" + length + b"\r\n" + body)


def another_protocol(client: socket.socket, answer: Answer) -> None:
    answer()
    client.sendall(b"SSH-2.0-OpenSSH_9.2p1\r\n")


def endless_head(client: socket.socket, answer: Answer) -> None:
    answer()
    line = b"X-More: " + b"x" * 4_000 + b"\r\n"
    client.sendall(OK + line * 200 + b"\r\n{}")


def an_error_page(client: socket.socket, answer: Answer) -> None:
    answer()
    page = b"<!doctype html><title>Bad gateway</title><h1>502</h1>"
    length = f"Content-Length: {len(page)}\r\n\r\n".encode()
    client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n" + length + page)


def a_sign_in_page(client: socket.socket, answer: Answer) -> None:
    """A captive portal, or a proxy of the company, in the place of Leadway."""
    page = b"<!doctype html><title>Sign in to the network</title>"
    length = f"Content-Length: {len(page)}\r\n\r\n".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
    client.sendall(head + length + page)
