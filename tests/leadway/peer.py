"""A peer that answers with exactly the bytes, in exactly the rhythm, it is told to.

Real HTTP over loopback, for the faults of transport that no well-behaved server has.
"""

import gzip
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Seen:
    """A request as it came over the wire."""

    head: bytes
    body: bytes

    @property
    def line(self) -> str:
        return self.head.split(b"\r\n")[0].decode()

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(":") for line in lines if line)
        return {name.lower(): value.strip() for name, _, value in pairs}


Script = Callable[["Visit"], None]


class Visit:
    """One connection; a script uses it to behave well or badly."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self.connection = connection
        self._over = over

    def send(self, data: bytes) -> None:
        """Send all of it, however slowly it is read, as long as the test goes on."""
        rest = memoryview(data)
        with suppress(OSError):
            while rest and not self._over.is_set():
                with suppress(TimeoutError):
                    rest = rest[self.connection.send(rest[:65_536]) :]

    def trickle(self, data: bytes, every_s: float = 0.05) -> None:
        for byte in data:
            if self.wait(every_s):
                return
            self.send(bytes([byte]))

    def wait(self, seconds: float = 30.0) -> bool:
        """Say nothing for a while; true when the test is over before that."""
        return self._over.wait(seconds)

    def reset(self) -> None:
        """Drop the connection without the usual farewell."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


class Peer:
    """Plays one script for each request it gets; the last one again and again."""

    def __init__(self, *scripts: Script, tls: ssl.SSLContext | None = None) -> None:
        self._scripts = list(scripts)
        self._tls = tls
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self.seen: list[Seen] = []
        self.connections = 0
        self._listener = _listen()
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for thread in list(self._threads):
            thread.join(5)
        self._listener.close()

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                connection.settimeout(0.2)
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        while (request := _read_request(connection, self._over)) is not None:
            with self._lock:
                self.seen.append(request)
                last = len(self._scripts) == 1
                script = self._scripts[0] if last else self._scripts.pop(0)
            visit = Visit(connection, self._over)
            script(visit)
            if getattr(script, "closes", True):
                return


def _listen() -> socket.socket:
    for port in range(18200, 18290):
        with suppress(OSError):
            return socket.create_server(("127.0.0.1", port))
    raise OSError("no free port between 18200 and 18289")


def _read_request(connection: socket.socket, over: threading.Event) -> Seen | None:
    data = b""
    while not over.is_set():
        head, end, rest = data.partition(HEAD_END)
        if end and len(rest) >= _length(head):
            return Seen(head, rest)
        try:
            more = connection.recv(65_536)
        except TimeoutError:
            continue
        if not more:
            return None
        data += more
    return None


def _length(head: bytes) -> int:
    return int(Seen(head, b"").headers.get("content-length", "0"))


def raw(*pieces: bytes, closes: bool = True) -> Script:
    """Send these bytes and, unless told otherwise, close."""

    def play(visit: Visit) -> None:
        for piece in pieces:
            visit.send(piece)

    play.closes = closes  # type: ignore[attr-defined]
    return play


def http(
    status: int = 200,
    body: bytes = b"",
    headers: Iterable[tuple[str, str]] = (),
    *,
    closes: bool = False,
) -> Script:
    """Answer like a proper server, and keep the connection."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    head = "\r\n".join(lines).encode("latin-1")
    return raw(head + HEAD_END + body, closes=closes)


def answer(
    value: Any, status: int = 200, headers: Iterable[tuple[str, str]] = ()
) -> Script:
    """Answer with JSON."""
    listed = [("Content-Type", "application/json"), *headers]
    return http(status, json.dumps(value).encode(), listed)


def after(seconds: float, script: Script) -> Script:
    """Play the script after a while, and keep or close the connection as it does."""

    def play(visit: Visit) -> None:
        visit.wait(seconds)
        script(visit)

    play.closes = getattr(script, "closes", True)  # type: ignore[attr-defined]
    return play


def gzipped(body: bytes, status: int = 200) -> Script:
    return http(status, gzip.compress(body, 9), [("Content-Encoding", "gzip")])
