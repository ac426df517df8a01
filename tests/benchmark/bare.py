"""The least that a server can do for a save: one PUT through a pooled session."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from tests.sandboxed import EVENTS, TOKEN, VERSION

session = requests.Session()
session.trust_env = False
session.headers["Authorization"] = f"Bearer {TOKEN}"
session.headers["Version"] = VERSION
session.mount("http://", HTTPAdapter(pool_maxsize=32))


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Pass the body on to the appointment that the path names, and the answer back."""
    answer = session.put(
        os.environ["SANDBOX_URL"] + EVENTS + environ["PATH_INFO"],
        data=environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])),
        headers={"Content-Type": "application/json"},
        timeout=20,
    )
    start_response(f"{answer.status_code} ", [("Content-Type", "application/json")])
    return [answer.content]
