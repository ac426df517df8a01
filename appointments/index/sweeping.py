"""The use case: keep the index warm, calendar by calendar and window by window.

Each calendar has two sweeps: of the days around today, often, and of all that is kept,
now and then. Windows adapt: what was too large or too slow is read in halves, what was
small lets the next one grow. How often follows from what the limit allows.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from appointments import connection
from appointments.index import directory, looks, window
from appointments.index.ration import Ration, Urgency
from appointments.index.spans import Span
from appointments.index.sweeps import LEAST_WINDOW_S, Reach, Sweep
from appointments.index.window import Read
from appointments.leadway.errors import (
    Busy,
    LeadwayError,
    NotSent,
    Trouble,
    Unanswered,
    Unreadable,
)
from appointments.times.clock import day_bounds, local

logger = logging.getLogger(__name__)

# Around today: the days that most people look at.
NEAR_BACK, NEAR_AHEAD = 1, 8
# As often as the limit allows, but not more often than that.
EVERY = {Reach.NEAR: timedelta(seconds=60), Reach.ALL: timedelta(minutes=15)}
# Of what may be read, the share that each reach may take in the long run.
SHARE = {Reach.NEAR: 0.6, Reach.ALL: 0.3}
URGENCY = {Reach.NEAR: Urgency.NEAR, Reach.ALL: Urgency.FAR}
TRY_AGAIN = {Reach.NEAR: timedelta(seconds=60), Reach.ALL: timedelta(minutes=5)}
MOST_HOLES = 3
# Longer lists are read as well, but hold up whatever else there is to do.
SMALL, LARGE = 250_000, 700_000
LONGEST_WINDOW_S = 366 * 86_400


def provide() -> None:
    """Have sweeps for the calendars that there are."""
    names = directory.current()
    if names.known and "calendars" not in names.missing:
        Sweep.provide(names.calendars.keys())


def next_near() -> Sweep | None:
    return _next(Reach.NEAR)


def next_of_all() -> Sweep | None:
    return _next(Reach.ALL)


def _next(reach: Reach) -> Sweep | None:
    """Take the sweep whose turn it is, and a call for it, if one may be made."""
    due = Sweep.due(reach)
    if not due.exists() or not Ration.take(URGENCY[reach]):
        return None
    return Sweep.claim_first(due)


def next_looked_at() -> Span | None:
    """Take a calendar of what somebody looks at, and a call for it."""
    due = looks.due()
    if not due.exists() or not Ration.take(Urgency.LOOKED_AT):
        return None
    return Span.claim_first(due)


def read_span(span: Span) -> None:
    """Read a span that was taken, at once, and let it go."""
    asked_at = timezone.now()
    missing: Collection[str] = ()
    try:
        found = window.read(span.calendar_id, span.start, span.end)
    except LeadwayError as error:
        Span.failed(span, Trouble.of(error), asked_at=asked_at)
    else:
        Span.answered([span], asked_at=asked_at)
        missing = found.missing
    finally:
        Span.release([span])
    window.look_after(missing)


def read_on(sweep: Sweep) -> None:
    """Read the next window of a sweep that was taken, and let it go."""
    missing: Collection[str] = ()
    try:
        sweep.begin(*bounds(Reach(sweep.reach)))
        start, end = sweep.window()
        asked_at = timezone.now()
        try:
            found = window.read(sweep.calendar_id, start, end)
        except LeadwayError as error:
            _failed(sweep, end, error, asked_at)
        else:
            _came(sweep, end, found)
            missing = found.missing
    finally:
        Sweep.release([sweep])
    window.look_after(missing)


def bounds(reach: Reach) -> tuple[datetime, datetime]:
    """Return from when to when a sweep that begins now goes, in days of the account."""
    back, ahead = connection.days_kept()
    if reach is Reach.NEAR:
        back, ahead = min(back, NEAR_BACK), min(ahead, NEAR_AHEAD)
    zone = directory.current().shown_in
    today = local(timezone.now(), zone).date()
    start, _end = day_bounds(today - timedelta(days=back), zone)
    _start, end = day_bounds(today + timedelta(days=ahead), zone)
    return start, end


def _came(sweep: Sweep, end: datetime, found: Read) -> None:
    window_s = sweep.window_s
    slow_s = connection.deadline_s() / 2
    if found.weight > LARGE or found.took_s > slow_s:
        window_s = _half(window_s)
    elif found.weight < SMALL and found.took_s < slow_s / 2:
        window_s = min(window_s * 2, LONGEST_WINDOW_S)
    if sweep.advance(end, window_s=window_s, asked_at=found.asked_at):
        began_at = sweep.began_at or found.asked_at
        sweep.finish(due_at=began_at + rhythm(Reach(sweep.reach)))


def _failed(
    sweep: Sweep, end: datetime, error: LeadwayError, asked_at: datetime
) -> None:
    """Read less where it may have been too much; else leave it for a while."""
    smaller = _half(sweep.window_s)
    too_large = isinstance(error, Unreadable) and error.status == 200
    if too_large and smaller < sweep.window_s:
        sweep.shrink(window_s=smaller, asked_at=asked_at)
        return
    trouble = Trouble.of(error)
    logger.warning("calendar %s could not be read: %s", sweep.calendar_id, error)
    if too_large and sweep.holes < MOST_HOLES:
        sweep.leave_out(end, trouble, asked_at)
        _finish_behind(sweep, end)
        return
    silent = isinstance(error, Unanswered) and not isinstance(error, NotSent)
    wait = TRY_AGAIN[Reach(sweep.reach)]
    if isinstance(error, Busy):
        # Not this calendar's fault: all of them wait until Leadway said.
        wait = timedelta(0)
    sweep.fail(
        trouble,
        asked_at=asked_at,
        due_at=asked_at + wait,
        window_s=smaller if silent and error.status is None else sweep.window_s,
    )


def _finish_behind(sweep: Sweep, end: datetime) -> None:
    if sweep.end is not None and end >= sweep.end:
        sweep.finish(due_at=timezone.now() + TRY_AGAIN[Reach(sweep.reach)])


def _half(window_s: int) -> int:
    return max(LEAST_WINDOW_S, window_s // 2)


def rhythm(reach: Reach) -> timedelta:
    """Return how much later than one sweep the next one begins, by what is allowed."""
    calls = Sweep.calls_of_a_round(reach)
    allowed = Ration.current().calls_a_second * SHARE[reach]
    return max(EVERY[reach], timedelta(seconds=calls / allowed))
