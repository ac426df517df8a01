"""The sandbox as a process of its own, for every test that needs Leadway.

It is spoken to over HTTP only, like the program it is. For a test:

    with Sandbox() as sandbox:
        booked = sandbox.book(title="Revisión")
        sandbox.fault("rate_burst", method="PUT", times=1)
"""

import os
import signal
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

import requests

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "sandbox-token"
LOCATION_ID = "C2QujeCh8ZnC7al2InWR"
VERSION = "2021-07-28"
MADRID = ZoneInfo("Europe/Madrid")
EVENTS = "/calendars/events/appointments"
_PATIENCE_S = 60


class Sandbox:
    """A sandbox on a free port that it keeps over restarts, with its own database.

    Without `rate`, the calls per 10 s, no limit is enforced. It has so many `calendars`
    more than usual, all of them empty.
    """

    token = TOKEN
    location_id = LOCATION_ID
    version = VERSION

    def __init__(self, *, rate: int = 0, calendars: int = 0) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sandbox-")
        self._session = requests.Session()
        self._session.trust_env = False
        self._process: subprocess.Popen[str] | None = None
        self._rate, self._calendars = rate, calendars
        self._port = 0
        # The day of the clinic in it.
        self._day: date | None = None
        self._booked: list[str] = []
        self.url = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Return when it listens. What was in its database is still there."""
        if self._process is not None:
            return
        self._process = subprocess.Popen(
            self._command(),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.kill()
            raise RuntimeError("the sandbox did not start")
        self.url = line.split()[-1]
        self._port = int(self.url.rpartition(":")[2])
        self._day = self._day or datetime.now(MADRID).date()

    def stop(self) -> None:
        """End it as an operator would, and wait until it is gone."""
        if self._process is not None:
            self._process.terminate()
        self._ended()

    def kill(self) -> None:
        """End it at once, its workers too, without a chance to tidy up."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._ended()

    def close(self) -> None:
        """Stop it and throw its database away."""
        self.stop()
        self._session.close()
        self._folder.cleanup()

    def fault(self, name: str, **rule: Any) -> None:
        """Misbehave from now on: `times`, `method`, `path` and `seconds` narrow it."""
        self.control("POST", "faults", [{"fault": name, **rule}])

    def switch(self, **switches: Any) -> None:
        self.control("POST", "switches", switches)

    def clear(self) -> None:
        """Take back every fault and forget the journal; appointments stay."""
        self.control("DELETE", "faults")
        self.control("DELETE", "journal")

    def reset(self) -> None:
        """Start over with the clinic that it is delivered with."""
        self.control("POST", "reset")

    def be_of_today(self) -> None:
        """Start over if midnight has come since its clinic was made."""
        today = datetime.now(MADRID).date()
        if self._day != today:
            self.reset()
            self._day = today

    def journal(self, method: str | None = None) -> list[dict[str, Any]]:
        """Return what was asked of it, oldest first: all, or one method only."""
        entries: list[dict[str, Any]] = self.control("GET", "journal")
        return [entry for entry in entries if method in (None, entry["method"])]

    def cast(self) -> dict[str, Any]:
        """Return the names and ids of the people and calendars in it."""
        return dict(self.control("GET", "cast"))

    def book(self, **fields: Any) -> dict[str, Any]:
        """Book exactly this, in Leadway's names, without any check."""
        booked = dict(self.control("POST", "appointments", fields))
        self._booked.append(booked["id"])
        return booked

    def unbook(self) -> None:
        """Delete all that was booked: a series without an end reaches every day."""
        booked, self._booked = self._booked, []
        for event_id in booked:
            self.call("DELETE", f"/calendars/events/{event_id}", json={})

    def get(self, event_id: str) -> dict[str, Any]:
        """Return the record as its API answers it, standing faults included."""
        answer = self.call("GET", f"{EVENTS}/{event_id}").json()
        return dict(answer.get("appointment") or answer["event"])

    def put(self, event_id: str, **body: Any) -> dict[str, Any]:
        """Change it as somebody else would, in another program."""
        answer = self.call("PUT", f"{EVENTS}/{event_id}", json=body)
        answer.raise_for_status()
        return dict(answer.json())

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        """Call its API with the right headers."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Version": VERSION}
        return self._session.request(
            method, self.url + path, headers=headers, timeout=_PATIENCE_S, **more
        )

    def control(self, method: str, name: str, body: Any = None) -> Any:
        """Call one of its own endpoints, which need no token."""
        url = f"{self.url}/__sandbox__/{name}"
        answer = self._session.request(method, url, json=body, timeout=_PATIENCE_S)
        answer.raise_for_status()
        return answer.json()

    def _command(self) -> list[str]:
        options = {
            "--port": str(self._port),
            "--db": str(Path(self._folder.name) / "sandbox.sqlite3"),
            "--rate": str(self._rate),
            "--calendars": str(self._calendars),
        }
        flat = [word for pair in options.items() for word in pair]
        return [sys.executable, "-m", "sandbox", *flat]

    def _ended(self) -> None:
        process, self._process = self._process, None
        # A connection to the one that ended would greet the next with an error.
        self._session.close()
        if process is not None:
            process.wait(timeout=_PATIENCE_S)
            assert process.stdout is not None
            process.stdout.close()
