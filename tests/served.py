"""The product under gunicorn, in processes of their own on the tests' database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import requests
from django.conf import settings
from django.test import Client

from people.models import User
from tests.database import address_of_database
from tests.sandboxed import LOCATION_ID, ROOT, TOKEN

PATIENCE_S = 60
CSRF = "c" * 32


class Served:
    """One of the servers, and whoever is signed in at it."""

    def __init__(self, port: int, environment: dict[str, str], threads: int) -> None:
        self._threads = threads
        self.url = f"http://127.0.0.1:{port}"
        self._environment = environment
        self.start()
        self._session = requests.Session()
        self._session.trust_env = False

    def start(self) -> None:
        """Begin it, or begin it again where it was: `wait` for it then."""
        command = [sys.executable, "-m", "gunicorn", "--workers", "1"]
        command += ["--threads", str(self._threads)]
        # A group of its own, so that its workers can be killed with it.
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, start_new_session=True
        )

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user, backend="people.backends.RolesBackend")
        self._session.cookies.clear()
        name = settings.SESSION_COOKIE_NAME
        self._session.cookies.set(name, client.cookies[name].value)
        self._session.cookies.set(settings.CSRF_COOKIE_NAME, CSRF)

    def page(self, path: str) -> str:
        return self._said("GET", path)

    def press(self, path: str, **typed: Any) -> str:
        """Post as htmx does, and return the part that comes back."""
        return self._said("POST", path, data=typed)

    def answer(self, path: str, typed: dict[str, str]) -> requests.Response:
        """The same, also where the answer is that something was wrong."""
        return self._asked("POST", path, data=typed)

    def _said(self, method: str, path: str, **more: Any) -> str:
        answer = self._asked(method, path, **more)
        answer.raise_for_status()
        return answer.text

    def _asked(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {"X-CSRFToken": CSRF, "Accept-Language": "en"}
        if method == "POST":
            headers["HX-Request"] = "true"
        return self._session.request(
            method, self.url + path, headers=headers, timeout=PATIENCE_S, **more
        )

    def wait(self, path: str = "/sign-in/") -> None:
        """Return when it answers: a port may still be open that was another's."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                self.page(path)
            except requests.ConnectionError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the server did not start")

    def kill(self) -> None:
        """End it at once, its workers too."""
        # A connection to the one that ended would greet the next with an error.
        self._session.close()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE_S)

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def ended(self, *, within_s: float = PATIENCE_S) -> int:
        """Wait for its end; return its exit code."""
        return self._process.wait(timeout=within_s)

    def end(self) -> None:
        self._session.close()
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_S)


@contextmanager
def served(
    count: int, leadway_url: str, folder: Path, threads: int = 4
) -> Iterator[list[Served]]:
    """Run `count` servers side by side; they share nothing but the database."""
    with ExitStack() as stack:
        servers = [_begun(leadway_url, folder / str(n), threads) for n in range(count)]
        for one in servers:
            stack.callback(one.end)
        for one in servers:
            one.wait()
        yield servers


def _begun(leadway_url: str, folder: Path, threads: int) -> Served:
    port = free_port()
    folder.mkdir()
    return Served(port, os.environ | told(port, leadway_url, folder), threads)


def told(port: int, leadway_url: str, folder: Path) -> dict[str, str]:
    """Return the settings of a server, for its environment."""
    return {
        "DATABASE_URL": address_of_database(),
        # So that nothing has to be collected before a page can name its style sheets.
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "leadway_admin.settings",
        "LEADWAY_ADMIN_ENV": "development",
        "LEADWAY_ADMIN_VAR": str(folder),
        "LEADWAY_BASE_URL": leadway_url,
        "LEADWAY_LOCATION_ID": LOCATION_ID,
        "LEADWAY_TOKEN": TOKEN,
        "PORT": str(port),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
