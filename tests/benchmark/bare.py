"""The least that a server can do for a save: pass the body on, and the answer back."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.benchmark import upstream


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    answer = upstream.put(environ["PATH_INFO"].strip("/"), body)
    start_response(f"{answer.status_code} ", [("Content-Type", "application/json")])
    return [answer.content]
