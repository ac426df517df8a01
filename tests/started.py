"""One run of `script/start`, and the processes that come of it."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from tests import as_of

BASE = Path(__file__).resolve().parent.parent
# How long to wait for what has to come: longer only makes a failure come later.
PATIENCE_S = 120.0


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Start:
    """One run of `script/start`, with a folder and ports of its own."""

    def __init__(self, var: Path, settings: Mapping[str, str] | None = None) -> None:
        self.port, self.sandbox_port = free_ports(2)
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self._unread: SimpleQueue[str] = SimpleQueue()
        env = {
            **as_of.carried(),
            "PATH": os.environ["PATH"],
            # Whatever a .env in this checkout says, nobody's real account is used.
            "LEADWAY_TOKEN": "",
            "LEADWAY_TOKEN_FILE": "",
            "LEADWAY_BASE_URL": "",
            "LEADWAY_LOCATION_ID": "",
            "LEADWAY_ADMIN_ENV": "development",
            "LEADWAY_ADMIN_VAR": str(var),
            "DATABASE_URL": f"sqlite:///{var}/leadway_admin.sqlite3",
            "PORT": str(self.port),
            "SANDBOX_PORT": str(self.sandbox_port),
            **(settings or {}),
        }
        self.process = subprocess.Popen(
            [BASE / "script" / "start"],
            cwd=BASE,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            for line in output:
                self.lines.append(line.rstrip())
                self._unread.put(line)

    def until(self, text: str) -> None:
        """Wait for a line that contains the text."""
        give_up = time.monotonic() + PATIENCE_S
        while time.monotonic() < give_up:
            try:
                if text in self._unread.get(timeout=0.2):
                    return
            except Empty:
                if not self._reader.is_alive():
                    break
        raise AssertionError(f"no line with {text!r} in:\n" + self.output)

    @property
    def output(self) -> str:
        return "\n".join(self.lines)

    def ended(self) -> int:
        """Wait for the end; return the exit code. All of the output is read by then."""
        code = self.process.wait(timeout=PATIENCE_S)
        self._reader.join(timeout=PATIENCE_S)
        return code

    def descendants(self) -> list[int]:
        """Return the process ids of everything that this run has started."""
        found, ahead = [], [self.process.pid]
        while ahead:
            children = children_of(ahead.pop())
            found += children
            ahead += children
        return found

    def kill(self) -> None:
        """End it outright, and wait until nothing that it started is left."""
        descendants = self.descendants()
        self.process.kill()
        assert_all_end(descendants)
        self.ended()


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return [child for child, parent in pairs if parent == pid]


def alive(pids: list[int]) -> list[int]:
    """Return those that still run; a zombie does not."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in listed.stdout.splitlines())
    running = {int(pid) for pid, state in rows if not state.startswith("Z")}
    return [pid for pid in pids if pid in running]


def assert_all_end(pids: list[int]) -> None:
    give_up = time.monotonic() + PATIENCE_S
    while alive(pids) and time.monotonic() < give_up:
        time.sleep(0.1)
    assert not alive(pids)


def command_of(pid: int) -> str:
    listed = subprocess.run(
        ["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True
    )
    return listed.stdout


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
