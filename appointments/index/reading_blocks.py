"""The use case: know when nobody can be booked, for a small part of the limit.

One call tells all that is blocked of a user, or of an event calendar, over all days
that are kept. They change seldom, so they are read less often than appointments.
"""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, directory, reference, sweeping
from appointments.index.blocked import is_refusal
from appointments.index.blocks import MOST_CUTS, Blockable, Owner
from appointments.index.directory import Directory
from appointments.index.ration import Ration, Urgency
from appointments.index.sweeps import Reach
from appointments.index.window import Elsewhere
from appointments.leadway.errors import Busy, LeadwayError, Trouble, Unreadable

logger = logging.getLogger(__name__)

# As often as the limit allows, but not more often than that.
EVERY = timedelta(minutes=10)
# Of what may be read, the share that they may take in the long run.
SHARE = 0.08
TRY_AGAIN = timedelta(minutes=5)
# A token that may not read them may do so once somebody gave it the right.
ASK_AGAIN = timedelta(hours=1)
# Who presses "Read again" sees what was entered just now.
LATELY = timedelta(minutes=1)


def provide() -> None:
    """Have a row for everybody who takes appointments, and each event calendar."""
    names = directory.current()
    if names.known and "calendars" not in names.missing:
        Blockable.provide(owners(names))


def owners(names: Directory) -> set[Owner]:
    calendars = names.calendars.values()
    people = {member.user_id for one in calendars for member in one.team}
    events = {one.id for one in calendars if one.raw.get("calendarType") == "event"}
    return {Owner("user", id) for id in people} | {
        Owner("calendar", id) for id in events
    }


def next_blocks() -> Blockable | None:
    """Take whose turn it is, and a call for it, if one may be made."""
    due = Blockable.due()
    if not due.exists() or not Ration.take(Urgency.FAR):
        return None
    return Blockable.claim_first(due)


def read_blocks(one: Blockable) -> None:
    """Read all that is blocked of one that was taken, and let it go."""
    asked_at = timezone.now()
    try:
        _read(one, asked_at)
    except LeadwayError as error:
        _failed(one, error, asked_at)
    finally:
        Blockable.release([one])


def _read(one: Blockable, asked_at: datetime) -> None:
    start, end = _bounds(one.cuts)
    mine = {"user_id" if one.kind == "user" else "calendar_id": one.owner_id}
    with budget.collected() as rates:
        found = leadway().list_blocks(
            start=start, end=end, zone=directory.current().zone, **mine
        )
    Ration.hear(rates)
    if reference.is_elsewhere():
        raise Elsewhere
    one.keep(found, start=start, end=end, asked_at=asked_at, due_at=asked_at + rhythm())


def _bounds(cuts: int) -> tuple[datetime, datetime]:
    """Return the days that are kept, or those around today where they were cut."""
    start, end = sweeping.bounds(Reach.ALL)
    now = timezone.now()
    return now - (now - start) / 2**cuts, now + (end - now) / 2**cuts


def _failed(one: Blockable, error: LeadwayError, asked_at: datetime) -> None:
    logger.warning("what is blocked of %s could not be read: %s", one, error)
    trouble, wait = Trouble.of(error), TRY_AGAIN
    too_large = isinstance(error, Unreadable) and error.status == 200
    if too_large and one.cuts < MOST_CUTS:
        one.cuts, wait = one.cuts + 1, timedelta(0)
    if isinstance(error, Busy):
        Ration.pause(error.retry_after_s)
        wait = timedelta(0)
    if is_refusal(trouble):
        wait = ASK_AGAIN
        Blockable.put_off(asked_at + wait)
    one.fail(trouble, asked_at=asked_at, due_at=asked_at + wait)


def rhythm() -> timedelta:
    """Return how much later than one reading the next one begins."""
    allowed = Ration.current().calls_a_second * SHARE
    return max(EVERY, timedelta(seconds=Blockable.here().count() / allowed))


def hasten() -> None:
    """Read them soon again: somebody pressed for what is new."""
    Blockable.hasten(LATELY)
