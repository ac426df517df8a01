"""Runs programs side by side: all of them, or none.

Standard library only. One program's end, Ctrl-C or SIGTERM ends every other one; a
second Ctrl-C does so at once. See guard.py for the parent that is killed outright.
"""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

GUARD = Path(__file__).with_name("guard.py")
# gunicorn lets running requests finish for 25 s.
STOP_WITHIN_S = 28.0
READY_WITHIN_S = 60.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# This machine is asked directly, whatever proxy the environment names.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Program:
    """What to run, and the address that answers once it is up."""

    name: str
    command: Sequence[str]
    ready_url: str


class ProgramError(Exception):
    """A program ended that should have gone on."""


class Supervisor:
    """Starts programs, waits for them, and leaves nothing behind."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._relays: list[threading.Thread] = []
        # What happened, in order: a signal's number, or the name of what ended.
        self._events: SimpleQueue[int | str] = SimpleQueue()
        self._lifeline, self._lifeline_of_parent = os.pipe()

    def __enter__(self) -> "Supervisor":
        for number in SIGNALS:
            signal.signal(number, lambda number, _frame: self._events.put(number))
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_all()

    def start(self, program: Program) -> None:
        """Start the program in a process group of its own, its output prefixed."""
        guarded = [sys.executable, "-I", "-S", str(GUARD), str(os.getpid())]
        process = subprocess.Popen(  # noqa: S603 - commands of ours, see start.py
            [*guarded, str(self._lifeline), *program.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=[self._lifeline],
            start_new_session=True,
        )
        self._running[program.name] = process
        self._relays.append(in_background(self._relay, program.name, process))
        in_background(self._report_end, program.name, process)

    def wait_until_ready(self, program: Program) -> bool:
        """Return True once the program answers, False on a signal.

        Raises ProgramError when one ends or this one stays silent for too long.
        """
        give_up = time.monotonic() + READY_WITHIN_S
        while not answers(program.ready_url):
            if time.monotonic() > give_up:
                raise ProgramError(
                    f"{program.name} did not answer at {program.ready_url}."
                )
            if self._next_event(timeout_s=0.05) is not None:
                return False
        return True

    def wait(self) -> None:
        """Return when somebody asks for the end; raise when a program ends."""
        self._next_event(timeout_s=None)

    def _next_event(self, *, timeout_s: float | None) -> int | None:
        try:
            event = self._events.get(timeout=timeout_s)
        except Empty:
            return None
        if isinstance(event, str):
            code = self._running[event].wait()
            raise ProgramError(f"{event} ended by itself ({describe(code)}).")
        return event

    def _relay(self, name: str, process: subprocess.Popen[str]) -> None:
        for line in output_of(process):
            self._say(f"{name:<8}| {line.rstrip()}")

    def _report_end(self, name: str, process: subprocess.Popen[str]) -> None:
        process.wait()
        self._events.put(name)

    def _stop_all(self) -> None:
        """End the programs, the last one started first, each with its children."""
        patient_until = time.monotonic() + STOP_WITHIN_S
        for process in reversed(self._running.values()):
            if process.poll() is None:
                process.terminate()
            while process.poll() is None and not self._told_again(patient_until):
                time.sleep(0.02)
            kill_group(process.pid)
            process.wait()
        for relay in self._relays:
            relay.join(timeout=1)

    def _told_again(self, patient_until: float) -> bool:
        """Ctrl-C while stopping, or too long a wait: no more patience for anybody."""
        while not self._events.empty():
            if isinstance(self._events.get(), int):
                self._say("Stopping at once.")
                for process in self._running.values():
                    kill_group(process.pid)
        return time.monotonic() > patient_until


def in_background(
    work: Callable[[str, subprocess.Popen[str]], None],
    name: str,
    process: subprocess.Popen[str],
) -> threading.Thread:
    thread = threading.Thread(target=work, args=(name, process), daemon=True)
    thread.start()
    return thread


def output_of(process: subprocess.Popen[str]) -> IO[str]:
    if process.stdout is None:
        raise ValueError("the process was started without a pipe")
    return process.stdout


def answers(url: str) -> bool:
    try:
        with DIRECT.open(url, timeout=2):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < 500
    except OSError:
        return False


def kill_group(leader: int) -> None:
    """End what is left of a process group; most often nothing is."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
    except PermissionError:  # macOS says so of a group whose members are all dead
        return


def describe(code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
