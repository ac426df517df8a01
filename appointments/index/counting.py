"""The last calls of a burst are counted before they leave, by all processes together.

What is left is known from answers (see `budget`), and those tell it too late where many
save at once. So while little is left each call takes one from the row that they share;
where none is left nothing leaves, and a save waits until the burst is over. While much
is left nobody counts, and no call costs a statement.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.db.models import F, QuerySet
from django.utils import timezone

from appointments.connection import base_url, location_id
from appointments.index.budget import BURST, Allowance, is_collecting
from appointments.leadway.client import Call
from appointments.leadway.errors import Busy, LeadwayError
from appointments.leadway.http.transport import Request
from people.patience import LITTLE_S, in_turn, patience, tried

logger = logging.getLogger(__name__)

_FOUND = """CASE WHEN EXISTS (SELECT 1 FROM appointments_allowance
    WHERE account = %s AND address = %s AND "window" = %s AND until > %s)
    THEN 1 ELSE 0 END"""
# Whether calls are counted in here, because little is left or may be.
_counts: ContextVar[bool] = ContextVar("calls_are_counted", default=False)
# Whether a call leaves all the same where none is left, as far as that is known.
_insists: ContextVar[bool] = ContextVar("somebody_insists", default=False)
# Of the limit: where an answer says that so much is left, a burst has begun anew.
ANEW = 0.8


def beside() -> tuple[str, list[Any]]:
    """Return whether little is left as a column, for a statement made anyway."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return _FOUND, [location_id(), base_url(), BURST, now]


@contextmanager
def counted(counts: bool) -> Iterator[None]:
    """Count the calls in here, as long as little is left; or do not."""
    before = _counts.set(counts)
    try:
        yield
    finally:
        _counts.reset(before)


@contextmanager
def insisting() -> Iterator[None]:
    """Let calls in here leave all the same: somebody presses, to know it now.

    When a burst is over is not known for sure, only when it is at the latest.
    """
    before = _insists.set(True)
    try:
        yield
    finally:
        _insists.reset(before)


def begin(request: Request, **_more: Any) -> None:
    """Count a call before it leaves. Raises Busy where none is left.

    Calls that are collected have no database; they were counted by whoever began them.
    """
    if not _counts.get() or is_collecting():
        return
    try:
        with in_turn(), patience(LITTLE_S):
            wait_s = _taken()
    except Error:
        # To count is worth less than to call.
        logger.warning("a call could not be counted", exc_info=True)
        return
    if wait_s and not _insists.get():
        raise Busy(method=request.method, path=request.path, retry_after_s=wait_s)


def hear(call: Call, **_more: Any) -> None:
    """Where an answer says that much is left, what was known of a burst is over."""
    rate = call.rate
    if not _counts.get() or is_collecting() or rate is None:
        return
    if rate.limit and (rate.remaining or 0) >= ANEW * rate.limit:
        tried(_rows().update, until=timezone.now())


def end(error: LeadwayError | None, **_more: Any) -> None:
    """Where Leadway itself says when it may be tried again, that is when."""
    if not isinstance(error, Busy) or error.daily_exhausted:
        return
    until = timezone.now() + timedelta(seconds=error.retry_after_s)
    tried(_rows().update, until=until)


def any_left() -> bool:
    """Whether a call would leave now."""
    return not _rows().filter(remaining__lte=0).exists()


def _taken() -> float:
    """Take one; return nought, or for how many seconds more there is none."""
    row = _rows().first()
    if row is None or _rows().filter(remaining__gt=0).update(
        remaining=F("remaining") - 1
    ):
        return 0
    return max(0.1, (row.until - timezone.now()).total_seconds())


def _rows() -> QuerySet[Allowance]:
    here = {"account": location_id(), "address": base_url()}
    now = timezone.now()
    return Allowance.objects.filter(**here, window=BURST, until__gt=now)
