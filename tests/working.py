"""Workers as processes of their own, on the tests' database, to be killed at will."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.database import address_of_database
from tests.sandboxed import LOCATION_ID, ROOT, TOKEN

PATIENCE_S = 120


class Worker:
    """One of them, from its first line on."""

    def __init__(self, leadway_url: str, folder: Path, **told: str) -> None:
        folder.mkdir(exist_ok=True)
        self._environment = os.environ | {
            "DATABASE_URL": address_of_database(),
            "DJANGO_SETTINGS_MODULE": "leadway_admin.settings",
            "LEADWAY_ADMIN_ENV": "development",
            "LEADWAY_ADMIN_VAR": str(folder),
            "LEADWAY_BASE_URL": leadway_url,
            "LEADWAY_LOCATION_ID": LOCATION_ID,
            "LEADWAY_TOKEN": TOKEN,
            "SECRET_KEY": settings.SECRET_KEY,
            **told,
        }
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Return when it works."""
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "work", "--until-eof"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        assert "begun" in self._process.stdout.readline()

    def kill(self) -> None:
        """End it at once, in the middle of whatever it is doing."""
        if self._process:
            self._process.kill()
        self.ended()

    def signal(self, number: int) -> None:
        if self._process:
            self._process.send_signal(number)

    def stop(self) -> int:
        """End it as a server does; return its exit code."""
        if self._process:
            self._process.terminate()
        return self.ended()

    def let_go(self) -> int:
        """Close the pipe that it lives by, as the death of its parent does."""
        assert self._process
        assert self._process.stdin
        self._process.stdin.close()
        return self.ended()

    def ended(self) -> int:
        """Wait for its end; return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        code = process.wait(PATIENCE_S)
        for end in (process.stdin, process.stdout):
            if end:
                end.close()
        return code


@contextmanager
def working(
    count: int, leadway_url: str, folder: Path, **told: str
) -> Iterator[list[Worker]]:
    """Run `count` workers side by side; they share nothing but the database."""
    workers: list[Worker] = []
    try:
        for number in range(count):
            workers.append(Worker(leadway_url, folder / f"worker-{number}", **told))
        yield workers
    finally:
        for one in workers:
            one.stop()


def until(seen: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Wait for a state; only a failure depends on how long."""
    deadline = time.monotonic() + patience_s
    while not seen():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)
