"""`script/start` for real: it answers, says how to sign in, leaves nothing behind."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pace import times_as_long
from tests.started import (
    BASE,
    Start,
    assert_all_end,
    children_of,
    command_of,
    status_of,
)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the runs of this module: the first one pays for the database."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def start(var: Path) -> Iterator[Start]:
    run = Start(var)
    yield run
    run.kill()


def test_it_answers_says_how_to_sign_in_and_stops_whole(start: Start) -> None:
    start.until("Ctrl-C stops it")
    assert f"{start.url}/" in start.output
    for name in ("staff", "manager", "viewer", "admin", "leadway-demo"):
        assert name in start.output
    assert status_of(f"{start.url}/healthz") == 200
    assert status_of(f"{start.url}/") == 200  # the sign-in page, by redirect
    assert status_of(f"http://127.0.0.1:{start.sandbox_port}/healthz") == 200
    children = start.descendants()
    assert len(children) >= 3  # the sandbox and gunicorn, and what they started
    start.process.send_signal(signal.SIGTERM)
    assert start.ended() == 0
    assert "Leadway Admin is stopped." in start.output
    assert_all_end(children)


def test_a_second_start_is_quick(var: Path) -> None:
    """A few programs after each other, each about as long as one look at Django."""

    def start() -> None:
        run = Start(var)
        runs.append(run)
        run.until("Ctrl-C stops it")

    def check() -> None:
        env = {**os.environ, "LEADWAY_ADMIN_VAR": str(var)}
        command = [sys.executable, BASE / "manage.py", "check"]
        subprocess.run(command, env=env, check=True, capture_output=True)

    runs: list[Start] = []
    try:
        assert times_as_long(start, check, under=6) < 6
    finally:
        for run in runs:
            run.kill()


def test_a_program_that_crashes_ends_the_others_and_says_which(start: Start) -> None:
    start.until("Ctrl-C stops it")
    children = start.descendants()
    sandbox = next(pid for pid in children if "sandbox" in command_of(pid))
    os.kill(sandbox, signal.SIGKILL)
    assert start.ended() == 1
    start.until("sandbox ended by itself (killed by SIGKILL)")
    assert_all_end(children)


def test_killed_outright_it_leaves_no_orphan(start: Start) -> None:
    start.until("Ctrl-C stops it")
    children = start.descendants()
    start.process.kill()
    assert_all_end(children)


def test_a_worker_that_is_killed_is_replaced(start: Start) -> None:
    start.until("Ctrl-C stops it")
    workers = [
        pid
        for pid in children_of(start.process.pid)
        if not re.search(r"sandbox|manage\.py work", command_of(pid))
    ]
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert_all_end(workers)
    assert status_of(f"{start.url}/healthz") == 200
    assert start.output.count("Leadway Admin is at") == 1


def test_ctrl_c_waits_until_the_data_is_prepared(start: Start) -> None:
    start.until("Enter as one of these")
    start.process.send_signal(signal.SIGINT)
    assert start.ended() == 0
    assert "Leadway Admin is stopped." in start.output


def test_a_taken_port_is_named_before_anything_starts(var: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = Start(var, {"PORT": str(port)})
        assert run.ended() == 1
        run.until(f"port {port} is taken")
    assert "PORT=" in run.output
    assert "sandbox" not in run.output


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"LEADWAY_TOKEN": "pit-1"}, "LEADWAY_LOCATION_ID is missing."),
        ({"LEADWAY_TOKEN": "<token here>"}, "LEADWAY_TOKEN holds characters that no"),
        (
            {"LEADWAY_TOKEN": "pit-1", "LEADWAY_LOCATION_ID": "location/abc"},
            "LEADWAY_LOCATION_ID must be an id of letters, digits, - and _ only",
        ),
        ({"LEADWAY_ADMIN_ENV": "production"}, "SECRET_KEY (or SECRET_KEY_FILE) is"),
        (
            {
                "LEADWAY_ADMIN_ENV": "production",
                "SECRET_KEY": "k" * 50,
                "ALLOWED_HOSTS": "dashboard.example",
            },
            "LEADWAY_TOKEN (or LEADWAY_TOKEN_FILE) is missing. Production never runs",
        ),
        ({"LEADWAY_TOKEN_FILE": os.devnull}, "LEADWAY_TOKEN_FILE points to an empty"),
        ({"PORT": "eight"}, "PORT must be a port from 1 to 65535."),
        ({"PORT": "8123", "SANDBOX_PORT": "8123"}, "PORT and SANDBOX_PORT must differ"),
        ({"LEADWAY_DEADLINE_S": "soon"}, "LEADWAY_DEADLINE_S must be a number"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    var: Path, settings: dict[str, str], sentence: str
) -> None:
    run = Start(var, settings)
    assert run.ended() == 1
    run.until(sentence)
    assert run.output.startswith("Leadway Admin cannot start: ")
    assert len(run.lines) == 1


def test_with_a_token_there_is_no_sandbox_but_a_link_for_the_first_admin(
    tmp_path: Path,
) -> None:
    token = {"LEADWAY_TOKEN": "pit-none", "LEADWAY_LOCATION_ID": "account"}
    # Nothing is called by starting; the address is there so that nothing ever is.
    run = Start(tmp_path, {**token, "LEADWAY_BASE_URL": "http://127.0.0.1:9"})
    try:
        run.until("Ctrl-C stops it")
        assert "sandbox" not in run.output
        assert "leadway-demo" not in run.output
        assert re.search(rf"http://127\.0\.0\.1:{run.port}/sign-up/\S+", run.output)
        assert "pit-none" not in run.output
    finally:
        run.process.send_signal(signal.SIGINT)
        assert run.ended() == 0


def test_setup_does_nothing_the_second_time() -> None:
    """It does not even start Python, which would make every other script slow."""
    setup = [BASE / "script" / "setup", "--dev"]
    subprocess.run(setup, check=True, timeout=300)
    said: list[bytes] = []

    def again() -> None:
        said.append(subprocess.run(setup, check=True, capture_output=True).stdout)

    def bare_python() -> None:
        subprocess.run([sys.executable, "-c", ""], check=True)

    assert times_as_long(again, bare_python, under=2) < 2
    assert set(said) == {b""}
