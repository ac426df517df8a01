"""A worker: takes what is due, does it in a few threads, and says that it is there.

It may be killed at any moment. What it had taken is free again after half a minute, and
what it had finished is in rows, so another one goes on where it was. Told to stop, it
begins no call any more, and waits for the answers to what it has sent.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Any

from django.db import Error, close_old_connections, connections

from appointments import connection
from appointments.index import counting, passing, reference
from appointments.index.pulse import SAID_EVERY
from appointments.leadway.errors import Stopping
from appointments.leadway.http.transport import Request
from appointments.leadway.purpose import purpose
from appointments.work import beat
from appointments.work.duties import DUTIES, Deed, Duty
from audit.asking import Asker, asked_by
from people.patience import patience

logger = logging.getLogger(__name__)

# Nobody waits for what is written here, so it waits for whoever saves meanwhile.
PATIENCE_S = 20
TICK_S = 0.2
AFTER_TROUBLE_S = 2.0
# Longer than a call that has left, and noting how it ended, can take.
ENDS_WITHIN_S = 20.0


class Elsewhere(Exception):
    """The index belongs to another account or address than this worker's."""


class Abandoned(Exception):
    """What is read for nobody is left where it is, because the worker ends."""


class Worker:
    """Does the duties in `threads` threads until it is told to stop."""

    def __init__(self, threads: int, duties: Sequence[Duty] = DUTIES) -> None:
        self.stopping = Event()
        self._something_ended = Event()
        self._threads, self._duties = threads, duties
        self._ask_at = dict.fromkeys(range(len(duties)), 0.0)
        self._running: set[Future[None]] = set()
        self._waited_for: set[Future[None]] = set()
        self._beat_at = 0.0

    def run(self) -> None:
        """Work until `stopping` is set; what sends then is waited for, reads are not.

        Raises Elsewhere.
        """
        pool = ThreadPoolExecutor(self._threads)
        connection.begun.connect(self._begins)
        try:
            with asked_by(_nobody):
                while not self.stopping.is_set():
                    if not self._turn(pool):
                        self._something_ended.wait(TICK_S)
                    self._something_ended.clear()
            wait(self._waited_for, ENDS_WITHIN_S)
        finally:
            pool.shutdown(wait=False)
            connection.begun.disconnect(self._begins)

    def _begins(self, request: Request, **_more: Any) -> None:
        """Let no call begin any more once it ends: what is of an edit was not sent."""
        if not self.stopping.is_set():
            return
        if purpose():
            raise Stopping(method=request.method, path=request.path)
        raise Abandoned

    def _turn(self, pool: ThreadPoolExecutor) -> bool:
        """Begin one deed, if any is due; tell whether it is worth looking again."""
        self._running = {one for one in self._running if not one.done()}
        try:
            close_old_connections()
            with patience(PATIENCE_S):
                self._beat()
                if len(self._running) >= self._threads:
                    return False
                duty, deed = self._next()
        except Error:
            # The database is away for a while: what is due stays due.
            logger.exception("what is due could not be taken")
            self.stopping.wait(AFTER_TROUBLE_S)
            return False
        if duty is None or deed is None:
            return False
        begun = pool.submit(done, deed)
        begun.add_done_callback(lambda _one: self._something_ended.set())
        self._running.add(begun)
        if duty.waits:
            self._waited_for = {one for one in self._waited_for if not one.done()}
            self._waited_for.add(begun)
        return True

    def _next(self) -> tuple[Duty | None, Deed | None]:
        """Take the most urgent thing that is due."""
        for number, duty in enumerate(self._duties):
            if time.monotonic() < self._ask_at[number]:
                continue
            if deed := duty.take():
                return duty, deed
            self._ask_at[number] = time.monotonic() + duty.every_s
        return None, None

    def _beat(self) -> None:
        if time.monotonic() < self._beat_at:
            return
        if reference.is_elsewhere():
            raise Elsewhere
        beat.say()
        self._beat_at = time.monotonic() + SAID_EVERY.total_seconds()


def done(deed: Callable[[], object]) -> None:
    """Do it in a thread of the worker's. Never raises: the others go on."""
    try:
        with (
            asked_by(_nobody),
            patience(PATIENCE_S),
            passing.knowing(),
            counting.counted(True),
        ):
            deed()
    except Abandoned:
        logger.info("a deed was left where it is")
    except Exception:
        logger.exception("a deed failed; it is free for others in a while")
    finally:
        connections.close_all()


def _nobody() -> Asker:
    """What a worker does by itself nobody has asked for at this moment."""
    return Asker(source="outbox")


def work_off(duties: Sequence[Duty] = DUTIES) -> int:
    """Do everything that is due by now, one after the other; return how many deeds."""
    count = 0
    with asked_by(_nobody):
        for duty in duties:
            while deed := duty.take():
                deed()
                count += 1
    beat.say()
    return count
