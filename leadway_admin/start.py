"""One command for everything: `script/start`.

Prepares the data, then becomes the web server, with a worker beside it, and the sandbox
where no token is set. Says where to look and how to sign in. Web and sandbox run, or
neither; a worker that ends is begun again, because the pages do without it for a while.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.app.wsgiapp import WSGIApplication

from leadway_admin import modes, own_key
from leadway_admin.beside import Beside

PYTHON = sys.executable
# Ctrl-C, and the end of the terminal: gunicorn takes them for other wishes.
STOPPING = (signal.SIGINT, signal.SIGHUP)
# By then what the worker has sent is answered, and that is noted.
WORKER_ENDS_WITHIN_S = 22.0


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadway_admin.settings")
    try:
        refuse_taken_ports()
    except ImproperlyConfigured as error:
        return complain(f"Leadway Admin cannot start: {error}")
    modes.keep_to_ourselves()
    # The sandbox gets ready while the data is prepared.
    others = list(programs_beside())
    # Half a migration is worse than a second of waiting.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    if not prepare():
        return complain("The preparation failed (see above).")
    # It was made just now, if this is the first start.
    own_key.keep()
    WebServer(others).run()
    return 0


class WebServer(WSGIApplication):  # type: ignore[misc]  # gunicorn carries no types
    """gunicorn as gunicorn.conf.py has it, with other programs beside it."""

    def __init__(self, others: list[Beside]) -> None:
        self._others = others
        self._worker: Beside | None = None
        self._is_stopping = False
        super().__init__()

    def load_config(self) -> None:
        super().load_config()
        self.cfg.set("when_ready", self.watch)
        self.cfg.set("post_worker_init", self.welcome)
        self.cfg.set("on_exit", self.end_others)

    def watch(self, arbiter: Any) -> None:
        """Stop everything on Ctrl-C, with the terminal, or when a program ends.

        Patiently, as SIGTERM does, so that saves get their answer; a second Ctrl-C
        stops at once.
        """

        def stop(_number: int, frame: FrameType | None) -> None:
            self.ask_worker_to_end()
            arbiter.signal(signal.SIGTERM, frame)
            signal.signal(signal.SIGINT, arbiter.signal)

        def child_ended(number: int, frame: FrameType | None) -> None:
            # Before gunicorn collects every child, and with it how this one ended.
            if any(other.ended for other in self._others):
                arbiter.signal(signal.SIGTERM, frame)
            self.replace_worker()
            arbiter.signal_chld(number, frame)

        signal.signal(signal.SIGALRM, lambda _number, _frame: self.begin_worker())
        signal.signal(signal.SIGCHLD, child_ended)
        for number in (*STOPPING, signal.SIGTERM):
            signal.signal(number, stop)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        # One may have ended before anybody watched.
        child_ended(signal.SIGCHLD, None)
        self._worker = Beside("worker", [PYTHON, "manage.py", "work", "--until-eof"])

    def replace_worker(self) -> None:
        """Have it begun again if it has ended; at once, unless it had hardly begun."""
        is_awaited = signal.getitimer(signal.ITIMER_REAL)[0] > 0
        if self._is_stopping or is_awaited or not self._worker:
            return
        if how := self._worker.ended:
            complain(f"worker ended by itself ({how}) and is begun again.")
            signal.setitimer(signal.ITIMER_REAL, self._worker.rests_s or 0.01)

    def begin_worker(self) -> None:
        if self._worker and self._worker.ended and not self._is_stopping:
            self._worker.begin()

    def ask_worker_to_end(self) -> None:
        """Let it begin no call any more while the pages give their last answers."""
        self._is_stopping = True
        if self._worker:
            self._worker.ask_to_end()

    def welcome(self, worker: Any) -> None:
        """Say where it is, once: not when one worker takes another one's place."""
        if worker.age == 1 and all(other.listens() for other in self._others):
            say(f"\nLeadway Admin is at http://127.0.0.1:{settings.PORT}/")
            say("Ctrl-C stops it.\n")

    def end_others(self, arbiter: Any) -> None:
        ended = [other for other in self._others if other.ended]
        signal.setitimer(signal.ITIMER_REAL, 0)
        worker, self._worker = self._worker, None
        if worker:
            # It has been asked to; only what it has sent is waited for.
            worker.end(within_s=WORKER_ENDS_WITHIN_S)
        for other in self._others:
            other.end()
        for other in ended:
            complain(f"{other.name} ended by itself ({other.ended}).")
        if ended:
            sys.exit(complain("Everything else was stopped too."))
        say("Leadway Admin is stopped.")


def programs_beside() -> Iterator[Beside]:
    if settings.SANDBOX:
        port, database = (
            str(settings.SANDBOX_PORT),
            str(settings.VAR / "sandbox.sqlite3"),
        )
        command = [PYTHON, "-m", "sandbox", "--port", port, "--db", database]
        yield Beside("sandbox", [*command, "--until-eof"])


def prepare() -> bool:
    """Bring the data up to date; this says what a person needs to know to sign in."""
    command = [PYTHON, "manage.py", "prepare"]
    done = subprocess.run(command, check=False, start_new_session=True)  # noqa: S603
    return done.returncode == 0


def refuse_taken_ports() -> None:
    wanted = {"PORT": settings.PORT}
    if settings.SANDBOX:
        wanted["SANDBOX_PORT"] = settings.SANDBOX_PORT
        if settings.PORT == settings.SANDBOX_PORT:
            raise ImproperlyConfigured("PORT and SANDBOX_PORT must differ.")
    for name, port in wanted.items():
        if not is_free(port):
            raise ImproperlyConfigured(
                f"port {port} is taken. End what uses it, or choose another one: "
                f"{name}={port + 10} script/start"
            )


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do: a port that only waits out its last calls is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def say(text: str) -> None:
    print(text, flush=True)


def complain(text: str) -> int:
    print(text, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
