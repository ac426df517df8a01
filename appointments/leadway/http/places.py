"""How many calls may wait for Leadway at once.

A silent Leadway holds each call to its deadline. Were every thread of a server waiting
so, pages that need nothing of Leadway would have none left. Nobody waits for a place
either: that would take a thread just as well.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from appointments.leadway.errors import Crowded
from appointments.leadway.http.transport import Request


class Places:
    """A fixed number of places, each taken for the length of a call."""

    def __init__(self, count: int) -> None:
        self._free = threading.BoundedSemaphore(count)

    @contextmanager
    def taken(self, request: Request) -> Iterator[None]:
        """Hold a place meanwhile. Raises Crowded when none is free."""
        if not self._free.acquire(blocking=False):
            raise Crowded(method=request.method, path=request.path)
        try:
            yield
        finally:
            self._free.release()
