"""What those hear who watch: a yes or a no, soon, and nothing else."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import requests

from people.models import User
from tests import served
from tests.sandboxed import ROOT
from tests.served import Served

# A database that is away is waited for once, for a second and a half.
SOON_S = 3.0
YES, NO = (200, "ok"), (503, "not ready")
# As many as may wait for Leadway, and some more.
MANY = 40


@contextmanager
def silence() -> Iterator[str]:
    """Somebody who lets everybody in and answers nobody."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(256)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def watched(folder: Path, **told: str) -> Iterator[Served]:
    port = served.free_port()
    usual = served.told(port, "http://127.0.0.1:9", folder)
    web = Served(port, os.environ | usual | told, threads=64)
    try:
        web.wait(path="/healthz")
        yield web
    finally:
        web.end()


def ask(web: Served, path: str, **more: str) -> tuple[int, str]:
    """Ask as a probe does, which may come with a cookie or by another name."""
    cookies = {"session": more.pop("session")} if "session" in more else {}
    began = time.monotonic()
    answer = requests.get(web.url + path, headers=more, cookies=cookies, timeout=30)
    assert time.monotonic() - began < SOON_S
    assert answer.headers["Content-Type"] == "text/plain"
    return answer.status_code, answer.text


def opened(web: Served, number: int) -> None:
    """Open an appointment that Leadway has to be asked for."""
    with suppress(requests.HTTPError):
        web.page(f"/appointments/{number}/")


def migrated(folder: Path) -> tuple[Path, str]:
    """Make a database of this version; return its file, and its address."""
    file = folder / "own.sqlite3"
    address = f"sqlite:///{file}"
    told = served.told(served.free_port(), "http://127.0.0.1:9", folder)
    told["DATABASE_URL"] = address
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | told, check=True)
    return file, address


@pytest.mark.django_db(transaction=True)
def test_a_silent_leadway_makes_neither_fail(ana: User, tmp_path: Path) -> None:
    """Not even while everybody waits for it whom the server lets wait."""
    with silence() as leadway, watched(tmp_path, LEADWAY_BASE_URL=leadway) as web:
        web.sign_in(ana)
        with ThreadPoolExecutor(MANY) as people:
            waiting = [people.submit(opened, web, n) for n in range(MANY)]
            asked = 0
            while any(not one.done() for one in waiting):
                assert ask(web, "/healthz") == YES
                assert ask(web, "/readyz") == YES
                asked += 1
            assert asked > 1


def test_without_its_file_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    file, address = migrated(tmp_path)
    with watched(tmp_path, DATABASE_URL=address) as web:
        assert ask(web, "/readyz") == YES
        for one in tmp_path.glob("own.sqlite3*"):
            one.unlink()
        assert ask(web, "/healthz") == YES
        assert ask(web, "/readyz") == NO
        # To have asked brings no empty one into its place.
        assert not file.exists()


def test_tables_of_another_version_are_not_ready(tmp_path: Path) -> None:
    with watched(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'x.sqlite3'}") as web:
        assert ask(web, "/healthz") == YES
        assert ask(web, "/readyz") == NO


def test_a_server_that_is_away_is_not_ready_whoever_asks(tmp_path: Path) -> None:
    """With a session, which nobody can look up, or by an address of the machine."""
    nowhere = "postgres://nobody@127.0.0.1:9/nothing"
    with watched(tmp_path, DATABASE_URL=nowhere) as web:
        for more in ({}, {"session": "a" * 32}, {"Host": "10.1.2.3"}):
            assert ask(web, "/healthz", **more) == YES
            assert ask(web, "/readyz", **more) == NO
