"""The three sides under gunicorn, as they would be run, with as many threads each."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sandboxed import ROOT, Sandbox

PATIENCE_S = 30
SAME_AS_OURS = ["--worker-class", "gthread", "--threads", "64", "--keep-alive", "5"]


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers at `url`, whose workers are children of process `pid`."""

    url: str
    pid: int

    def cpu_ms(self) -> float:
        """Return how long its workers have used a processor, to the microsecond."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return sum(cpu_ms(int(child)) for child in children.split())


def cpu_ms(pid: int) -> float:
    """Return how long another process of this machine has used a processor."""
    # The clock of another process: clock_getcpuclockid(3) computes its number so.
    return 1000 * time.clock_gettime((~pid << 3) | 2)


class Product:
    """The product with a new database and the demo accounts."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._told = {
            # Settings of the person who runs this must not reach what is measured.
            "LEADWAY_TOKEN": "",
            "DATABASE_URL": f"sqlite:///{folder / 'leadway_admin.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "leadway_admin.settings",
            "LEADWAY_ADMIN_VAR": str(folder),
            "SANDBOX_PORT": sandbox.url.rpartition(":")[2],
        }
        _run([sys.executable, "manage.py", "prepare"], self._told)

    @contextmanager
    def served(self, *application: str) -> Iterator[Server]:
        """Serve it, or another `application` around it."""
        port = _free_port()
        told = self._told | {"PORT": str(port)}
        path = ["--pythonpath", str(ROOT)]
        with _serving([*path, *application], port, told, ROOT) as server:
            yield server


@contextmanager
def plain(
    sandbox: Sandbox, folder: Path, booked: list[dict[str, Any]]
) -> Iterator[Server]:
    """Serve plain Django, which knows of these appointments."""
    told = {
        "PLAIN_DATABASE": str(folder / "plain.sqlite3"),
        "SANDBOX_URL": sandbox.url,
    }
    prepare = [sys.executable, "-m", "tests.benchmark.plain.prepare"]
    _run(prepare, told, json.dumps(booked))
    with _alone("tests.benchmark.plain.wsgi", told) as server:
        yield server


@contextmanager
def bare(sandbox: Sandbox) -> Iterator[Server]:
    with _alone("tests.benchmark.bare", {"SANDBOX_URL": sandbox.url}) as server:
        yield server


@contextmanager
def _alone(application: str, told: dict[str, str]) -> Iterator[Server]:
    """Serve it away from the product's own gunicorn.conf.py, which would be read."""
    port = _free_port()
    options = [*SAME_AS_OURS, "--no-control-socket", "--pythonpath", str(ROOT)]
    options += ["--bind", f"127.0.0.1:{port}", application]
    with _serving(options, port, told, Path(__file__).parent) as server:
        yield server


def _run(command: list[str], told: dict[str, str], given: str = "") -> None:
    subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | told,
        check=True,
        stdout=subprocess.DEVNULL,
        input=given,
        text=True,
    )


@contextmanager
def _serving(
    options: list[str], port: int, told: dict[str, str], cwd: Path
) -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", "--log-level", "error", *options]
    process = subprocess.Popen(
        command, cwd=cwd, env=os.environ | told, stderr=subprocess.DEVNULL
    )
    try:
        _until_it_listens(port)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def _until_it_listens(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing listens on port {port}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
