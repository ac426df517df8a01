"""What comes in and what goes out, between the server and the endpoints."""

import json
import re
from dataclasses import dataclass, field
from http.client import responses
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from sandbox.effects import Effect

NUMBER = re.compile(r"([0-9]{1,15})(\.0+)?")
JSON_TYPE = "application/json; charset=utf-8"


@dataclass(slots=True)
class Request:
    """One request; `query` values are lists because a name may come twice."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    raw: bytes
    peer: str
    body: Any = None
    # A write that is played and forgotten: "asked" answers as if it had been kept,
    # "stored" with what was there before. Empty: writes are kept.
    discards: str = ""

    def param(self, name: str) -> str:
        """The first value of a query parameter, or the empty string."""
        return self.query.get(name, [""])[0]

    def number(self, name: str) -> int | None:
        """A whole number of the query, or None; some clients write `20.0` for it."""
        text = self.param(name)
        found = NUMBER.fullmatch(text)
        return int(found[1]) if found else None

    @property
    def is_v3(self) -> bool:
        return self.headers.get("version") == "v3"


@dataclass(slots=True)
class Answer:
    """One answer; `content` is JSON unless it is bytes, which go out as they are."""

    status: int
    content: Any
    headers: dict[str, str] = field(default_factory=dict)
    automations: bool | None = None
    effects: list["Effect"] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return f"{self.status} {responses.get(self.status, 'Unknown')}"

    def encoded(self) -> bytes:
        if isinstance(self.content, bytes):
            return self.content
        # Escaping everything outside ASCII keeps a lone surrogate that a client
        # sent from breaking the answer here.
        return json.dumps(self.content).encode("ascii")


def read_request(environ: dict[str, Any]) -> Request:
    """Read a WSGI environment whole, body included.

    The path stays as it was sent: a slash inside an escaped id must not look like a
    separator.
    """
    raw_path, _, raw_query = str(environ["RAW_URI"]).partition("?")
    length = int(environ.get("CONTENT_LENGTH") or 0)
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE", "")
    return Request(
        method=environ["REQUEST_METHOD"],
        path=raw_path,
        query=parse_qs(raw_query, keep_blank_values=True),
        headers=headers,
        raw=_body(environ, length),
        peer=environ.get("REMOTE_ADDR", ""),
    )


def _body(environ: dict[str, Any], length: int) -> bytes:
    chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
    stream = environ["wsgi.input"]
    body: bytes = stream.read() if chunked else stream.read(length) if length else b""
    return body
