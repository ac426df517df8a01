"""A program that runs beside the web server, and never outlives it.

Its input is a pipe whose other end only the server holds: when the server dies, however
it dies, the pipe closes, and the program ends by itself.
"""

import subprocess
import time
from collections.abc import Sequence
from signal import Signals

# The sandbox lets running calls finish for 4 s.
STOP_WITHIN_S = 8.0
# One that ends sooner than this is begun again only after that wait.
LIVES_S, WAIT_S = 10.0, 5.0


class Beside:
    """Begins the program at once. The first line it writes says that it listens."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name, self._command = name, command
        self.begin()

    def begin(self) -> None:
        """Begin it; also again, after it ended."""
        # In a session of its own, out of Ctrl-C's reach: the last saves still need it.
        self._process = subprocess.Popen(  # noqa: S603 - a command of ours
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._begun = time.monotonic()

    @property
    def rests_s(self) -> float:
        """How long to wait before it is begun again: one that cannot run would spin."""
        return 0.0 if time.monotonic() - self._begun > LIVES_S else WAIT_S

    def listens(self) -> bool:
        """Wait until it does; False when it has ended instead."""
        output = self._process.stdout
        return bool(output and output.readline())

    @property
    def ended(self) -> str:
        """How it ended, in words; "" while it runs."""
        code = self._process.poll()
        if code is None:
            return ""
        if code < 0:
            return f"killed by {Signals(-code).name}"
        return f"exit code {code}"

    def ask_to_end(self) -> None:
        self._process.terminate()

    def end(self, *, within_s: float = STOP_WITHIN_S) -> None:
        self.ask_to_end()
        try:
            self._process.wait(within_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
