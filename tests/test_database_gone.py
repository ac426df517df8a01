"""PostgreSQL is not there: who wants in is told so, soon, and is not blamed for it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests import served
from tests.pages import read

# A connection is waited for once, for a second and a half.
SOON_S = 3.0


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose database listens nowhere."""
    folder: Path = tmp_path_factory.mktemp("gone")
    port = served.free_port()
    told = served.told(port, "http://127.0.0.1:9", folder / "web")
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing"}
    web = served.Served(port, os.environ | told | nowhere, threads=4)
    web.wait(path="/healthz")
    yield web.url
    web.end()


def ask(method: str, address: str) -> tuple[requests.Response, float]:
    began = time.monotonic()
    headers = {"Accept-Language": "en", "X-CSRFToken": served.CSRF}
    answer = requests.request(
        method,
        address,
        headers=headers,
        cookies={"csrf": served.CSRF},
        data={"username": "ana", "password": "x"} if method == "POST" else None,
        timeout=30,
    )
    return answer, time.monotonic() - began


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", "/sign-in/", 200, "Nobody can sign in at the moment"),
        ("POST", "/sign-in/", 503, "Nobody can sign in at the moment"),
    ],
)
def test_a_stranger_hears_of_it_soon(
    url: str, method: str, path: str, status: int, said: str
) -> None:
    answer, took_s = ask(method, url + path)
    assert answer.status_code == status
    assert said in read(answer)
    assert took_s < SOON_S
