"""The program: how it starts, ends, and remembers."""

import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.sandbox.process import LOCATION, ROOT, Account, running


def command(*options: str | Path) -> list[str]:
    return [sys.executable, "-m", "sandbox", *map(str, options)]


def test_what_was_written_survives_a_restart(tmp_path: Path) -> None:
    db = tmp_path / "sandbox.sqlite3"
    with running(db) as leadway:
        event_id = leadway.book(title="Antes")["id"]
        leadway.put(event_id, title="Después")
    with running(db) as leadway:
        assert leadway.record(event_id)["title"] == "Después"
    with running(db, "--reset") as leadway:
        assert leadway.put(event_id).status_code == 404


def test_the_seed_is_the_same_each_time(tmp_path: Path) -> None:
    with running(tmp_path / "a.sqlite3") as leadway:
        first = leadway.cast()
    with running(tmp_path / "b.sqlite3") as leadway:
        assert leadway.cast() == first


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            command("--port", port, "--db", tmp_path / "x.sqlite3"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        f"The sandbox cannot listen on 127.0.0.1:{port}: Address already in use.\n"
    )


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    with subprocess.Popen(
        command("--port", "0", "--db", tmp_path / "x.sqlite3"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().split()[-1]
        assert requests.get(f"{url}/healthz", timeout=60).status_code == 200
        process.send_signal(ending)
        assert process.wait(timeout=60) == 0
        assert process.stdout.read() == ""
        assert process.stderr.read() == ""


@pytest.mark.parametrize("option", ["--until-eof", ""])
def test_it_can_end_with_whoever_started_it(tmp_path: Path, option: str) -> None:
    """A pipe closes when whoever holds its other end dies, even by kill -9."""
    with subprocess.Popen(
        command("--port", "0", "--db", tmp_path / "x.sqlite3", *filter(None, [option])),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        url = process.stdout.readline().split()[-1]
        assert requests.get(f"{url}/healthz", timeout=60).status_code == 200
        process.stdin.close()
        if not option:
            assert requests.get(f"{url}/healthz", timeout=60).status_code == 200
            process.terminate()
        assert process.wait(timeout=60) == 0


def test_the_token_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANDBOX_TOKEN", "another")
    with running(tmp_path / "sandbox.sqlite3") as leadway:
        path, query = "/users/", {"locationId": LOCATION}
        assert leadway.get(path, **query).status_code == 401
        answer = leadway.call(
            "GET", path, params=query, headers={"Authorization": "Bearer another"}
        )
        assert answer.status_code == 200


def test_many_can_speak_at_once(leadway: Account) -> None:
    """Thirty-two slow calls take as long as one."""
    leadway.switch(latency_ms=300)

    def ask(_number: int) -> float:
        own = Account(leadway.url)
        with own.session:
            return own.get("/users/", locationId=LOCATION).elapsed.total_seconds()

    with ThreadPoolExecutor(32) as pool:
        assert max(pool.map(ask, range(32))) < 32 * 0.3
