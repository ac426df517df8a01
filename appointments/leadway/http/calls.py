"""A call from click to value: attempts, the note of each, and its one result."""

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

import requests

from appointments.leadway import answers
from appointments.leadway.answers import Rate, Reading
from appointments.leadway.errors import LeadwayError, NotSent, TooLate, Unanswered
from appointments.leadway.hiding import Gate
from appointments.leadway.http.deadline import Watch, left_s, watching
from appointments.leadway.http.places import Places
from appointments.leadway.http.transport import Request, Transport
from appointments.leadway.purpose import purpose

_log = logging.getLogger("appointments.leadway")
_PAUSES_S = (0.1, 0.4)
"""Pauses before a repeat. Only what did not arrive, or cannot change anything, is
repeated here; whatever may have been applied is for the caller to read back."""

# A call that has less time than this would only leave somebody not knowing.
LEAST_S = 1.0

Value = TypeVar("Value")
Around = Callable[[Request], AbstractContextManager[None]]
"""Stands around each call with its repeats: it may refuse it, and hears how it ends."""


def nothing_around(_request: Request) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt, for whoever counts them. `error` is the kind of error or None."""

    method: str
    path: str
    status: int | None
    duration_ms: float
    trace_id: str
    error: str | None
    rate: Rate | None
    attempt: int


class Calls:
    """Makes calls through one transport and notes each attempt."""

    def __init__(
        self,
        transport: Transport,
        places: Places,
        gate: Gate,
        on_call: Callable[[Call], None] | None,
        around: Around,
    ) -> None:
        self._transport = transport
        self._places = places
        self._gate = gate
        self._on_call = on_call
        self._around = around

    def make(
        self, request: Request, read: Callable[[Any], Value], deadline_s: float
    ) -> Value:
        """Send, judge and read; what `read` raises becomes Unreadable."""
        left = left_s()
        if left < LEAST_S:
            raise TooLate(method=request.method, path=request.path)
        with (
            self._around(request),
            watching(min(deadline_s, left)) as watch,
            self._places.taken(request),
        ):
            for attempt, pause_s in enumerate((*_PAUSES_S, None), start=1):
                try:
                    return self._attempt(request, read, watch, attempt)
                except (NotSent, Unanswered) as error:
                    if pause_s is None or not _may_repeat(error, request, watch):
                        raise
                    if watch.remaining_s() <= pause_s:
                        raise
                    time.sleep(pause_s)
                    watch.handed_over = watch.garbled = False
        raise AssertionError("the last attempt returns or raises")

    def _attempt(
        self,
        request: Request,
        read: Callable[[Any], Value],
        watch: Watch,
        attempt: int,
    ) -> Value:
        started = time.monotonic()
        reading: Reading | None = None
        error: LeadwayError | None = None
        try:
            reading = Reading.of(self._transport.send(request, watch), self._gate)
            return _value(reading, request, read)
        except LeadwayError as raised:
            error = raised
            raise
        except Exception as unexpected:
            # A fault of ours on the way: all that is known is if the call had left.
            _log.exception("a call failed in a way that nobody thought of")
            error = _unexpected(request, watch)
            raise error from unexpected
        finally:
            duration_ms = (time.monotonic() - started) * 1000
            self._note(_call(request, reading, error, duration_ms, attempt))

    def _note(self, call: Call) -> None:
        _log.log(
            logging.INFO if call.error is None else logging.WARNING,
            "%s %s: %s in %.0f ms, attempt %d, trace %s%s",
            call.method,
            call.path,
            call.status or call.error,
            call.duration_ms,
            call.attempt,
            call.trace_id or "-",
            f", for {made_for}" if (made_for := purpose()) else "",
        )
        if self._on_call is None:
            return
        try:
            self._on_call(call)
        except Exception:
            # Leadway has answered: who counts calls must not turn that into a failure.
            _log.exception("the note of a call failed")


def _value(reading: Reading, request: Request, read: Callable[[Any], Value]) -> Value:
    error = answers.error_in(reading, request)
    if error is not None:
        raise error
    try:
        return read(reading.value)
    except Exception as unfit:
        # Whatever an answer can do to its reader, the call has been made by now.
        raise answers.unreadable(reading, request) from unfit


def _unexpected(request: Request, watch: Watch) -> LeadwayError:
    kind = Unanswered if watch.handed_over else NotSent
    return kind(method=request.method, path=request.path)


def _call(
    request: Request,
    reading: Reading | None,
    error: LeadwayError | None,
    duration_ms: float,
    attempt: int,
) -> Call:
    return Call(
        method=request.method,
        path=request.path,
        status=reading.status if reading else None,
        duration_ms=duration_ms,
        trace_id=reading.trace_id if reading else "",
        error=error.kind if error else None,
        rate=reading.rate if reading else None,
        attempt=attempt,
    )


def _may_repeat(error: LeadwayError, request: Request, watch: Watch) -> bool:
    if watch.expired:
        return False
    if isinstance(error, NotSent):
        # Another try does not make a certificate valid.
        return not isinstance(error.__cause__, requests.exceptions.SSLError)
    # Of the answers only the gateway's 401 "Command timed out" is worth another try.
    return request.reading and error.status in (None, HTTPStatus.UNAUTHORIZED)
