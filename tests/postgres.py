"""A PostgreSQL server of its own for one command, where its programs are installed.

    python -m tests.postgres pytest -q
    python -m tests.postgres      the tests that a database may make a difference to

The command finds the address in DATABASE_URL. The server is new, knows nobody else,
and is taken away afterwards. Without the programs nothing is run, and the exit code is
`NOT_INSTALLED`.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.started import PATIENCE_S, free_ports

NOT_INSTALLED = 77
# What says something to a database that Django does not say for it, or counts on how
# it lets several write. The others ask by query sets alone.
DIFFERENT = [
    "tests/audit",
    "tests/edits/test_at_once.py",
    "tests/edits/test_bounds.py",
    "tests/edits/test_due.py",
    "tests/edits/test_killed.py",
    "tests/edits/test_kills.py",
    "tests/edits/test_replacing.py",
    "tests/edits/test_resending.py",
    "tests/edits/test_tracing.py",
    "tests/edits/test_unnoted.py",
    "tests/index/test_ration.py",
    "tests/index/test_statements.py",
    "tests/index/test_trigrams.py",
    "tests/index/test_two_processes.py",
    "tests/outbox",
    "tests/outcomes",
    "tests/test_backup.py",
    "tests/upgrade",
    "tests/work/test_many_save.py",
    "tests/work/test_worker.py",
]
PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
)
# A server refuses to run as root, who has it run as this one.
NOBODY = "nobody"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # Tests run side by side, and each has threads and processes of its own.
    "max_connections": "300",
    "shared_buffers": "256MB",
    # Nothing in it outlives the command.
    "fsync": "off",
    "full_page_writes": "off",
}


def main() -> int:
    where = programs()
    if not where:
        print("PostgreSQL: its programs initdb and postgres are not installed here.")
        return NOT_INSTALLED
    # So that the server is taken away, too, when somebody ends this.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with started(where) as address:
        told = os.environ | {"DATABASE_URL": address}
        command = sys.argv[1:] or ["pytest", "-q", "-n", "2", *DIFFERENT]
        return subprocess.run(command, env=told).returncode


def programs() -> Path | None:
    """Return the folder of the newest server that is installed here."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = [
        one.parent
        for place in PLACES
        for one in Path("/").glob(f"{place}/initdb")
        if (one.parent / "postgres").exists()
    ]
    return max(found, key=lambda one: (len(str(one)), str(one)), default=None)


@contextmanager
def started(where: Path) -> Iterator[str]:
    """Start a new server; yield the address of a database in it."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, NOBODY)
    try:
        data = _made(where, folder)
        port = free_ports(1)[0]
        options = SETTINGS | {"port": port, "unix_socket_directories": folder}
        settings = [f"--{name}={value}" for name, value in options.items()]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [where / "postgres", "-D", data, *settings],
                **_as_whom(folder),
                stdout=log,
                stderr=log,
            )
        try:
            address = f"postgres://postgres@127.0.0.1:{port}/postgres"
            _until_it_answers(server, address, folder / "log")
            yield address
        finally:
            # By that signal it ends the connections that are left.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=PATIENCE_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(where: Path, folder: Path) -> Path:
    """Make the files of a server, which trusts whoever reaches it on this machine."""
    data = folder / "data"
    options = [
        "--auth=trust",
        "--username=postgres",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(
        [where / "initdb", "--no-sync", *options, "-D", data],
        **_as_whom(folder),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return data


def _as_whom(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"cwd": folder}
    if os.geteuid() == 0:
        who = pwd.getpwnam(NOBODY)
        told |= {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
    return told


def _until_it_answers(
    server: "subprocess.Popen[bytes]", address: str, log: Path
) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()}")


if __name__ == "__main__":
    sys.exit(main())
