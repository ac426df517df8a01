"""What is known of the line, shared by all processes, and which calls it lets through.

It is one text beside the budget, and comes with whoever is signed in: while all is well
no call costs a statement. What a call tells is written only where it changes anything.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.utils import timezone

from appointments.connection import account, leadway
from appointments.index.line import Heard, Line
from appointments.index.ration import Ration
from appointments.leadway.errors import LeadwayError, Resting
from appointments.leadway.http.transport import Request
from people.patience import tried

logger = logging.getLogger(__name__)

# A worker tries in time; where none runs, whoever reads next does.
LATE = timedelta(seconds=5)
TRIES = 5


@dataclass(slots=True)
class _Known:
    """What is known in one request or deed; `heard` waits there to be written."""

    line: Line
    probing: bool = False
    collecting: bool = False
    heard: list[Heard] = field(default_factory=list)


_known: ContextVar[_Known | None] = ContextVar("line_known", default=None)


def beside() -> tuple[str, list[str]]:
    """Return the line as a column, for a statement made anyway."""
    found = "SELECT line FROM appointments_ration WHERE account = %s"
    return f"COALESCE(({found}), '')", [account()]


@contextmanager
def knowing(brought: str | None = None) -> Iterator[None]:
    """Know one state in all of this block: what was brought, or what is read now."""
    line = _read() if brought is None else Line.of(brought)
    before = _known.set(_Known(line))
    try:
        yield
    finally:
        _known.reset(before)


def known() -> Line:
    """Return what is known in this request; nothing is asked."""
    here = _known.get()
    return Line() if here is None else here.line


def current() -> Line:
    """Return what is known of the line. Outside of a request it costs a statement."""
    known = _known.get()
    return _read() if known is None else known.line


def is_probing() -> bool:
    """Whether this is to find out, so that it is done all the same."""
    known = _known.get()
    return known is not None and known.probing


def holds_saves() -> bool:
    return not is_probing() and not current().takes_saves


def _read() -> Line:
    rows = Ration.objects.filter(account=account())
    return Line.of(rows.values_list("line", flat=True).first() or "")


# --- what the client tells ---


def begin(request: Request, **_more: Any) -> None:
    """Let a call begin. Raises Resting where Leadway is known to be silent."""
    known = _known.get()
    if known is None or known.probing:
        # Whoever knows nothing yet finds out by calling.
        return
    line, now = known.line, timezone.now()
    if not line.silent_since:
        return
    may_try = request.reading and not known.collecting and line.is_due(now - LATE)
    if not (may_try and _probe_taken()):
        raise Resting(method=request.method, path=request.path)


def _probe_taken() -> bool:
    """The same, where our own database may take no changes: reading goes on then."""
    try:
        return take_probe()
    except Error:
        return False


def end(request: Request, error: LeadwayError | None, **_more: Any) -> None:
    """Hear how a call has ended. Never raises: it is no part of the call."""
    heard = Heard.of(request, error)
    known = _known.get()
    if heard is None:
        return
    if known is not None and known.collecting:
        known.heard.append(heard)
        return
    try:
        _hear([heard])
    except Exception:
        logger.exception("what a call told of the line could not be noted")


@contextmanager
def collected() -> Iterator[None]:
    """Write in the end what calls in here tell: those in threads have no database."""
    with _known_here() as known:
        known.collecting = True
        try:
            yield
        finally:
            known.collecting = False
            heard, known.heard = known.heard, []
            _hear(heard)


@contextmanager
def probing() -> Iterator[None]:
    """Let calls of this block through, to find out."""
    with _known_here() as known:
        known.probing = True
        try:
            yield
        finally:
            known.probing = False


@contextmanager
def _known_here() -> Iterator[_Known]:
    known = _known.get()
    if known is not None:
        yield known
        return
    made = _Known(_read())
    before = _known.set(made)
    try:
        yield made
    finally:
        _known.reset(before)


def _hear(every: list[Heard]) -> None:
    def after(line: Line, now: datetime) -> Line:
        for heard in every:
            line = line.after(heard, now)
        return line

    known = _known.get()
    line = current()
    if after(line, timezone.now()) == line:
        return
    tried(_change, after, known)


def take_probe() -> bool:
    """Take it upon oneself to try the line, so that nobody else does meanwhile."""

    def taken(line: Line, now: datetime) -> Line:
        return line.probed(now) if line.is_due(now) else line

    return _change(taken, None)


def probe() -> None:
    """Try the line by a read, as whoever has taken the probe."""
    with probing(), suppress(LeadwayError):
        leadway().account()


def hurry() -> None:
    """Let it be tried at once."""
    _change(lambda line, _now: replace(line, probe_at=""), _known.get())


def forget() -> None:
    """Take it that all is well, until a call tells otherwise."""
    _change(lambda _line, _now: Line(), _known.get())


def _change(change: Callable[[Line, datetime], Line], known: _Known | None) -> bool:
    """Change what all know, by compare-and-set; tell whether it was changed."""
    for _ in range(TRIES):
        now = timezone.now()
        row = Ration.current()
        line = Line.of(row.line)
        after = change(line, now)
        if known is not None:
            known.line = after
        if after == line:
            return False
        if Ration.objects.filter(account=row.account, line=row.line).update(
            line=str(after)
        ):
            return True
    return False
