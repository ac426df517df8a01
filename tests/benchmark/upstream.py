"""The one call that a save is for: a PUT through a pooled session, and no more."""

import os

import requests
from requests.adapters import HTTPAdapter

from tests.sandboxed import EVENTS, TOKEN, VERSION

session = requests.Session()
session.trust_env = False
session.headers["Authorization"] = f"Bearer {TOKEN}"
session.headers["Version"] = VERSION
session.headers["Content-Type"] = "application/json"
session.mount("http://", HTTPAdapter(pool_maxsize=32))


def put(event_id: str, body: bytes | str) -> requests.Response:
    url = f"{os.environ['SANDBOX_URL']}{EVENTS}/{event_id}"
    return session.put(url, data=body, timeout=20)
