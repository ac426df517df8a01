"""One request out, one answer in: everything between us and the socket."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from urllib3.exceptions import HTTPError

from appointments.leadway.errors import LeadwayError, NotSent, Unanswered, Unreadable
from appointments.leadway.hiding import Gate
from appointments.leadway.http.deadline import Watch
from appointments.leadway.http.sockets import WatchedAdapter
from appointments.leadway.secret import BearerHeader, Token

USER_AGENT = "leadway-admin"
_CHUNK_BYTES = 65_536
# The watch ends a call; the time-out of the socket stands behind it, never before.
_MARGIN_S = 1.0


# Unpacked. A hundred calendars, or a day of long descriptions, are more than a record.
MOST_LISTED_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `reading` says that repeating it cannot change anything.

    `is_save` is of the one call that changes an appointment.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    reading: bool = False
    is_save: bool = False

    @property
    def is_list(self) -> bool:
        """Whether many are asked for, all in one answer: nothing comes in pages."""
        return self.reading and bool(self.query)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. The body of one that is not `whole` is not worth reading.

    It is cut off, broken, or `too_large`: then it will be the next time, too.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool
    too_large: bool = False


class Transport:
    """A pool of connections to one address, shared by all threads."""

    def __init__(
        self,
        *,
        token: Token,
        gate: Gate,
        base_url: str,
        version: str,
        connect_timeout_s: float,
        max_answer_bytes: int,
        pool_size: int,
        ca_bundle: str | None,
    ) -> None:
        self._base_url = _checked(base_url)
        self._gate = gate
        self._connect_timeout_s = connect_timeout_s
        self._max_answer_bytes = max_answer_bytes
        self._verify = ca_bundle or True
        # Not a session: that would look for cookies, proxies, a .netrc entry in the
        # place of our token, and redirects, at each call, and we want none of them.
        self._adapter = WatchedAdapter(pool_connections=1, pool_maxsize=pool_size)
        self._headers = {
            "Authorization": BearerHeader(token),
            "Version": version,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": USER_AGENT,
        }

    def send(self, request: Request, watch: Watch) -> Answer:
        """Send once. Raises NotSent, Unanswered or Unreadable when no answer came."""
        try:
            answer = self._exchange(request, watch)
        except Exception as error:
            _forget_secrets(error, self._gate)
            raise _failure(request, watch) from error
        if watch.expired:
            raise _failure(request, watch)
        return answer

    def close(self) -> None:
        self._adapter.close()

    def _exchange(self, request: Request, watch: Watch) -> Answer:
        response = self._adapter.send(
            self._prepared(request),
            timeout=(self._connect_timeout_s, max(watch.remaining_s(), 0) + _MARGIN_S),
            verify=self._verify,
            stream=True,
        )
        with closing(response):
            most = MOST_LISTED_BYTES if request.is_list else self._max_answer_bytes
            body, too_large = self._body(response, most)
        return Answer(
            response.status_code,
            response.headers,
            body or b"",
            whole=body is not None,
            too_large=too_large,
        )

    def _prepared(self, request: Request) -> requests.PreparedRequest:
        """Return it as requests sends it: address and headers are known to be sound."""
        query = f"?{urlencode(request.query)}" if request.query else ""
        prepared = requests.PreparedRequest()
        prepared.method = request.method
        prepared.url = f"{self._base_url}{request.path}{query}"
        prepared.headers = requests.structures.CaseInsensitiveDict(self._headers)
        if request.body is not None:
            prepared.body = request.body
            prepared.headers["Content-Type"] = "application/json"
            prepared.headers["Content-Length"] = str(len(request.body))
        return prepared

    def _body(
        self, response: requests.Response, most: int
    ) -> tuple[bytes | None, bool]:
        """Read and unpack the body; None when it is cut off, broken or too large."""
        body = bytearray()
        try:
            for chunk in response.raw.stream(_CHUNK_BYTES, decode_content=True):
                body += chunk
                if len(body) > most:
                    return None, True
        except (HTTPError, HTTPException, OSError):
            return None, False
        return bytes(body), False


def _checked(base_url: str) -> str:
    """Return the address as it is sent; ValueError for what is no address."""
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("the base address is not an http or https address")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("the base address holds more than host, port and path")
    return str(requests.Request("GET", base_url).prepare().url).rstrip("/")


def _failure(request: Request, watch: Watch) -> LeadwayError:
    """Name what is known by how far the request came, whatever went wrong after."""
    kind: type[LeadwayError] = NotSent
    if watch.handed_over:
        kind = Unreadable if watch.garbled and not watch.expired else Unanswered
    return kind(method=request.method, path=request.path)


def _forget_secrets(error: BaseException | None, gate: Gate) -> None:
    """Drop what holds the token from a chain of errors: request, frames, odd answers.

    The header's bytes are a local variable of the frame that was sending them, and
    error pages list those. What is no HTTP is repeated in the words of its error.
    """
    while error is not None:
        if isinstance(error, requests.RequestException):
            error.request = None
        error.__traceback__ = None
        error.args = tuple(_hidden(one, gate) for one in error.args)
        for name, value in vars(error).items():
            setattr(error, name, _hidden(value, gate))
        error = error.__cause__ or error.__context__


def _hidden(value: Any, gate: Gate) -> Any:
    return gate.hide(value) if isinstance(value, str) else value


def is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
