"""A wall-clock end for a whole call.

The time-outs of sockets count from the last byte, so a peer that sends one byte a
second holds a thread for as long as it likes. Here one thread per process watches
all running calls and, when a call's time is up, shuts its socket down: whatever the
call was waiting for ends at once.
"""

import heapq
import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar


class Watch:
    """The time that one call has, and how far its request has come."""

    def __init__(self, allowance_s: float) -> None:
        self.ends_at = time.monotonic() + allowance_s
        self.expired = False
        self.closed = False
        self.handed_over = False
        """Whether any byte of the request may have left us."""
        self.garbled = False
        """Whether something answered that is not HTTP."""
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def remaining_s(self) -> float:
        return self.ends_at - time.monotonic()

    def guard(self, connected: socket.socket) -> None:
        """Shut this connection down when the time is up.

        Holds a duplicate of its own, because the connection may be closed, and its
        number given to another, while the timer looks at it.
        """
        twin = connected.dup()
        with self._lock:
            self._release()
            self._socket = twin
            if self.expired:
                self._shut_down()

    def expire(self) -> None:
        with self._lock:
            if not self.closed:
                self.expired = True
                self._shut_down()

    def close(self) -> None:
        with self._lock:
            self.closed = True
            self._release()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class _Watchdog:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: list[tuple[float, int, Watch]] = []
        self._thread: threading.Thread | None = None
        self._count = 0

    def add(self, watch: Watch) -> None:
        with self._changed:
            self._count += 1
            entry = (watch.ends_at, self._count, watch)
            heapq.heappush(self._running, entry)
            if self._running[0] is entry:
                self._changed.notify()
            # A thread does not survive a fork, so this is looked at every time.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._watch_forever, name="leadway-deadline", daemon=True
                )
                self._thread.start()

    def _watch_forever(self) -> None:
        while True:
            self._next_due().expire()

    def _next_due(self) -> Watch:
        with self._changed:
            while True:
                while self._running and self._running[0][2].closed:
                    heapq.heappop(self._running)
                if not self._running:
                    self._changed.wait()
                elif (left_s := self._running[0][2].remaining_s()) > 0:
                    self._changed.wait(left_s)
                else:
                    return heapq.heappop(self._running)[2]


_watchdog = _Watchdog()
_current: ContextVar[Watch] = ContextVar("leadway_call")
_click_ends_at: ContextVar[float] = ContextVar("leadway_click", default=math.inf)


@contextmanager
def click(allowance_s: float) -> Iterator[None]:
    """Give all calls inside the block, and what is between them, so many seconds."""
    before = _click_ends_at.set(time.monotonic() + allowance_s)
    try:
        yield
    finally:
        _click_ends_at.reset(before)


def left_s() -> float:
    """Return the seconds that are left of the click that this is part of."""
    return _click_ends_at.get() - time.monotonic()


@contextmanager
def watching(allowance_s: float) -> Iterator[Watch]:
    """Give what this thread does with connections inside the block so many seconds."""
    watch = Watch(allowance_s)
    before = _current.set(watch)
    _watchdog.add(watch)
    try:
        yield watch
    finally:
        _current.reset(before)
        watch.close()


def watched() -> Watch:
    """Return the watch of the call that this thread is in; LookupError outside one."""
    return _current.get()
