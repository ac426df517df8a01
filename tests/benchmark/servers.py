"""The dashboard and the bare function under gunicorn, as they would be run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.sandboxed import ROOT, Sandbox

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers at `url`, whose workers are children of process `pid`."""

    url: str
    pid: int

    def cpu_s(self) -> float:
        """Return the seconds of processor its workers have used (proc(5), stat)."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return sum(_cpu_s(int(child)) for child in children.split())


def _cpu_s(pid: int) -> float:
    after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user, system = after_name[11:13]
    return (int(user) + int(system)) / TICKS_PER_S


@contextmanager
def dashboard(sandbox: Sandbox, var: Path) -> Iterator[Server]:
    """Serve the product from a new database, with the demo accounts."""
    port = _free_port()
    # Settings of the person who runs this must not reach what is measured.
    own = {name: "" for name in ("LEADWAY_TOKEN", "DATABASE_URL") if name in os.environ}
    told = own | {
        "LEADWAY_ADMIN_VAR": str(var),
        "PORT": str(port),
        "SANDBOX_PORT": sandbox.url.rpartition(":")[2],
    }
    prepare = [sys.executable, "manage.py", "prepare"]
    environment = os.environ | told
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, capture_output=True)
    with _serving([], port, told, ROOT) as server:
        yield server


@contextmanager
def bare(sandbox: Sandbox) -> Iterator[Server]:
    """Serve the function of bare.py by as many threads."""
    port = _free_port()
    options = ["--worker-class", "gthread", "--threads", "32", "--no-control-socket"]
    options += ["--bind", f"127.0.0.1:{port}", "--pythonpath", str(ROOT)]
    told = {"SANDBOX_URL": sandbox.url}
    options.append("tests.benchmark.bare")
    # Away from the product's own gunicorn.conf.py, which would be read as well.
    with _serving(options, port, told, Path(__file__).parent) as server:
        yield server


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
