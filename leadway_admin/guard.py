"""Runs one program that ends when the process that asked for it does, even by kill -9.

    python guard.py PARENT_PID LIFELINE_FD command argument …

Linux has this built in. Elsewhere the guard stays, and watches a pipe whose other end
the parent holds: when the parent dies, however it dies, the pipe closes.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1


def tie_to_parent(parent_pid: int) -> None:
    """Ask Linux for SIGTERM when the parent dies; the wish outlives an exec."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM) != 0:
        raise OSError(ctypes.get_errno(), "prctl failed")
    # The parent may have died before the wish was made.
    if os.getppid() != parent_pid:
        sys.exit(0)


def watch(lifeline: int, command: list[str]) -> int:
    """Run the command, end it when the lifeline closes, return its exit code.

    A command that a signal ended has 128 and the signal's number, as in a shell.
    """
    child = subprocess.Popen(command, close_fds=True)  # noqa: S603 - from start.py
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: child.send_signal(number))

    def end_with_parent() -> None:
        os.read(lifeline, 1)
        child.terminate()

    threading.Thread(target=end_with_parent, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def main() -> None:
    parent_pid, lifeline, *command = sys.argv[1:]
    if sys.platform == "linux":
        tie_to_parent(int(parent_pid))
        os.close(int(lifeline))
        os.execvp(command[0], command)  # noqa: S606 - from start.py
    sys.exit(watch(int(lifeline), command))


if __name__ == "__main__":
    main()
