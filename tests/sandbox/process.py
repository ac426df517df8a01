"""Starts the sandbox as the program it is, and speaks to it over HTTP."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.contract.description import answer_faults

ROOT = Path(__file__).resolve().parents[2]
LOCATION = "C2QujeCh8ZnC7al2InWR"
HEADERS: dict[str, str | None] = {
    "Authorization": "Bearer sandbox-token",
    "Version": "2021-07-28",
}
APPOINTMENTS = "/calendars/events/appointments"


@dataclass
class Account:
    """A caller of the sandbox. Every answer is compared with the description."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str | None] | None = None,
        described: bool = True,
        **more: Any,
    ) -> requests.Response:
        """`described=False` where a fault is expected to spoil the answer."""
        sent = HEADERS | (headers or {})
        answer = self.session.request(
            method,
            self.url + path,
            headers=sent,
            timeout=60,
            allow_redirects=False,
            **more,
        )
        if described:
            body = answer.json() if answer.content else None
            version = sent["Version"] or ""
            status = answer.status_code
            assert answer_faults(method, path, status, body, version) == []
        return answer

    def get(self, path: str, **query: Any) -> requests.Response:
        return self.call("GET", path, params=query)

    def put(self, event_id: str, **body: Any) -> requests.Response:
        return self.call("PUT", f"{APPOINTMENTS}/{event_id}", json=body)

    def faulty_put(self, event_id: str, fault: str, **body: Any) -> requests.Response:
        return self.call(
            "PUT",
            f"{APPOINTMENTS}/{event_id}",
            json=body,
            headers={"X-Sandbox-Fault": fault},
            described=False,
        )

    def record(self, event_id: str) -> dict[str, Any]:
        answer = self.get(f"{APPOINTMENTS}/{event_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["appointment"])

    def events(self, start_ms: int, end_ms: int, **owner: str) -> list[dict[str, Any]]:
        times = {"startTime": str(start_ms), "endTime": str(end_ms)}
        answer = self.get("/calendars/events", locationId=LOCATION, **times, **owner)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["events"])

    def control(self, method: str, name: str, body: Any = None) -> Any:
        answer = self.session.request(
            method, f"{self.url}/__sandbox__/{name}", json=body, timeout=60
        )
        assert answer.status_code < 300, answer.text
        return answer.json()

    def book(self, **fields: Any) -> dict[str, Any]:
        """Book an appointment as it is, without any check."""
        return dict(self.control("POST", "appointments", fields))

    def fault(self, name: str, **rule: Any) -> None:
        self.control("POST", "faults", [{"fault": name, **rule}])

    def switch(self, **switches: Any) -> None:
        self.control("POST", "switches", switches)

    def journal(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "journal"))

    def cast(self) -> dict[str, dict[str, str]]:
        return dict(self.control("GET", "cast"))

    def calendar(self, name: str) -> dict[str, Any]:
        path = f"/calendars/{self.cast()['calendars'][name]}"
        return dict(self.get(path).json()["calendar"])


@contextmanager
def running(db: Path, *options: str) -> Iterator[Account]:
    """The sandbox on a free port, until the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--db", str(db), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        account = Account(line.split()[-1])
        with account.session:
            yield account
    finally:
        process.terminate()
        assert process.wait(timeout=60) == 0
        process.stdout.close()
