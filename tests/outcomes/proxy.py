"""A proxy between the dashboard and Leadway that does to a call what networks do.

    with Proxy(sandbox.url) as proxy:
        proxy.befalls("PUT", wire.reset_after)

Each connection carries one exchange, so that what befalls it befalls nothing else.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

# What is done with one request: its client, and how to have it answered upstream.
Deed = Callable[[socket.socket, Callable[[], bytes]], None]
_CHUNK = 65_536


class Proxy:
    """Passes every request on, but for the method that something befalls."""

    def __init__(self, upstream: str) -> None:
        address = urlsplit(upstream)
        self._upstream = (address.hostname or "", address.port or 80)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._deeds: dict[str, Deed] = {}
        # The requests as they came, by method: what was sent, answered or not.
        self.seen: list[str] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.refuse()

    def befalls(self, method: str, deed: Deed) -> None:
        self._deeds[method] = deed

    def calm(self) -> None:
        self._deeds.clear()

    def refuse(self) -> None:
        """Listen no more: the next connection is refused."""
        with suppress(OSError):
            # Closing alone would leave the thread waiting, and the port with it.
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            request = _read_request(client)
            if not request:
                return
            method = request.partition(b" ")[0].decode("ascii", "replace")
            self.seen.append(method)
            deed = self._deeds.get(method, pass_on)
            deed(client, lambda: self._answer(request))

    def _answer(self, request: bytes) -> bytes:
        """Return the whole answer, head and body."""
        head, _blank, body = request.partition(b"\r\n\r\n")
        lines = [
            line
            for line in head.split(b"\r\n")
            if not line.lower().startswith(b"connection:")
        ]
        asked = b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body
        with socket.create_connection(self._upstream) as upstream:
            upstream.sendall(asked)
            return b"".join(iter(lambda: upstream.recv(_CHUNK), b""))


def pass_on(client: socket.socket, answer: Callable[[], bytes]) -> None:
    client.sendall(answer())


def _read_request(client: socket.socket) -> bytes:
    """Return head and body; less where the client ended before it was done."""
    found = b""
    while b"\r\n\r\n" not in found:
        more = client.recv(_CHUNK)
        if not more:
            return b""
        found += more
    head, _blank, body = found.partition(b"\r\n\r\n")
    length = _length(head)
    while len(body) < length:
        more = client.recv(_CHUNK)
        if not more:
            return b""
        body += more
    return head + b"\r\n\r\n" + body


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
