"""Connections that obey a call's deadline and tell how far its request came."""

import http.client
import socket
import threading
import time
from http import HTTPStatus
from queue import Empty, SimpleQueue
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.response import HTTPResponse
from urllib3.util.connection import create_connection

from appointments.leadway.http.deadline import watched


class _FinalResponse(http.client.HTTPResponse):
    """Skips every interim answer; http.client knows only 100 and returns the rest.

    A hint (103) taken for the answer would leave the real one in the connection, for
    the next call to read as its own.
    """

    def _read_status(self) -> tuple[str, int, str]:
        version, status, reason = super()._read_status()  # type: ignore[misc]  # untyped
        if status == HTTPStatus.SWITCHING_PROTOCOLS:
            raise http.client.BadStatusLine("101 was not asked for")
        # http.client skips what it takes for a 100 and reads on.
        return (
            version,
            status if status >= HTTPStatus.OK else HTTPStatus.CONTINUE,
            reason,
        )

    def begin(self) -> None:
        super().begin()
        # What of a head is no header, urllib3 would write to the log word for word.
        self.headers.defects.clear()
        self.headers.set_payload("")


class WatchedHTTPConnection(HTTPConnection):
    """A connection whose socket is shut down when the running call's time is up."""

    response_class = _FinalResponse
    _twin: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        watch = watched()
        allowance_s = min(float(self.timeout or 0), watch.remaining_s())
        connected = self._connect_within(allowance_s)
        # TLS takes the socket itself over, so the guard needs a duplicate from before.
        self._twin = connected.dup()
        watch.guard(self._twin)
        return connected

    def _connect_within(self, allowance_s: float) -> socket.socket:
        """Try the host's addresses; all of them together have `allowance_s`."""
        ends_at = time.monotonic() + allowance_s
        addresses = self._addresses(allowance_s)
        failure: OSError = TimeoutError()
        for tried, address in enumerate(addresses):
            left_s = (ends_at - time.monotonic()) / (len(addresses) - tried)
            if left_s <= 0:
                break
            try:
                return create_connection(
                    (address, self.port), left_s, socket_options=self.socket_options
                )
            except OSError as error:
                failure = error
        raise self._no_connection(failure) from failure

    def _addresses(self, allowance_s: float) -> list[str]:
        try:
            return _resolve(self._dns_host, self.port, allowance_s)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        except OSError as error:
            raise self._no_connection(error) from error

    def _no_connection(self, failure: OSError) -> HTTPError:
        if isinstance(failure, TimeoutError):
            return ConnectTimeoutError(self, "connecting took too long")
        return NewConnectionError(self, f"cannot connect: {failure}")

    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is not None and self._twin is not None:
            watched().guard(self._twin)
        super().request(*args, **kwargs)

    def send(self, data: Any) -> None:
        if self.sock is None:
            self.connect()
        watched().handed_over = True
        super().send(data)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3's
        try:
            return super().getresponse()
        except http.client.RemoteDisconnected:
            raise
        except http.client.HTTPException:
            watched().garbled = True
            raise

    def close(self) -> None:
        super().close()
        if self._twin is not None:
            self._twin.close()
            self._twin = None


class WatchedHTTPSConnection(WatchedHTTPConnection, HTTPSConnection):
    """The same over TLS, the handshake included."""


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = WatchedHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = WatchedHTTPSConnection


class WatchedAdapter(HTTPAdapter):
    """Pools of watched connections. Repeats nothing: see `calls`."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": _HTTPPool,
            "https": _HTTPSPool,
        }


def _resolve(host: str, port: int, allowance_s: float) -> list[str]:
    """Look a name up, within `allowance_s`: the resolver itself knows no time-out.

    Raises socket.gaierror, or TimeoutError. A look-up that hangs is left to its thread.
    """
    found: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            bare = host.strip("[]")  # an IPv6 address comes in brackets
            infos = socket.getaddrinfo(bare, port, type=socket.SOCK_STREAM)
            found.put([str(address[0]) for *_, address in infos])
        except (OSError, UnicodeError) as error:
            found.put(error if isinstance(error, OSError) else socket.gaierror(host))

    threading.Thread(target=look_up, name="leadway-name", daemon=True).start()
    try:
        answer = found.get(timeout=max(allowance_s, 0))
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
