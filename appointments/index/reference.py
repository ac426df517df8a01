"""The account, its calendars and its people: names for ids, and the zone."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import Error, transaction
from django.utils import timezone

from appointments.connection import base_url, leadway, location_id
from appointments.index import directory
from appointments.index.absent import Absent
from appointments.index.asking import Missing, side_by_side
from appointments.index.copies import Account, Assignee, Calendar
from appointments.index.facts import facts
from appointments.index.source import Source
from appointments.index.subjects import NAMES, Subject
from appointments.leadway.calendars import Calendar as CalendarRecord
from appointments.leadway.errors import Trouble
from appointments.leadway.people import Account as AccountRecord
from appointments.leadway.people import User

logger = logging.getLogger(__name__)


def settle_source() -> None:
    """Start with an empty index where it was read from another account or address.

    A training installation that gets its token must not show what was practised with.
    """
    with transaction.atomic():
        Source.settle(location_id(), base_url())
        directory.forget()


def is_elsewhere() -> bool:
    """Whether the index belongs to another account or address than this process."""
    return Source.is_elsewhere(location_id(), base_url())


def know() -> None:
    """Read what every page needs if it was never read: names, and the account's zone.

    Only the first page of an installation waits for this, for one deadline; where
    Leadway does not answer, it is tried again now and then.
    """
    if not directory.current().known:
        refresh()


def is_due() -> bool:
    """Whether any of these names would be read now."""
    now = timezone.now()
    return any(
        one.is_due() and not (one.claimed_until and one.claimed_until > now)
        for one in Subject.called(NAMES)
    )


def refresh(
    *, even_if_recent: bool = False, even_if_failed: bool = False
) -> list[Missing]:
    """Read what is due of the account, its calendars and its people.

    What somebody else is reading at this moment is left to them. What failed lately is
    not tried again at once, but returned again.
    """
    try:
        return _up_to_date(even_if_recent, even_if_failed)
    except Error:
        # Names can be done without for a while; who only reads is not stopped by it.
        logger.exception("what was read could not be kept")
        return []


def _up_to_date(even_if_recent: bool, even_if_failed: bool) -> list[Missing]:
    known = Subject.called(NAMES)
    due = [
        one
        for one in known
        if even_if_recent or one.is_due(even_if_failed=even_if_failed)
    ]
    # Most looks find nothing due; those write nothing.
    if due and (claimed := Subject.claim_unchanged(due)):
        try:
            _read(claimed)
        finally:
            Subject.release(claimed)
        known = Subject.called(NAMES)
    return [Missing(one.name, one.trouble) for one in known if one.trouble]


def is_being_read() -> bool:
    """Whether somebody is reading these names for the first time."""
    now = timezone.now()
    rows = [one for one in Subject.called(NAMES) if not one.asked_at]
    return any(one.claimed_until and one.claimed_until > now for one in rows)


def look_again() -> None:
    """Count all names as old, because what they were read from was exchanged."""
    Subject.look_again()


def _read(claimed: Sequence[Subject]) -> None:
    asked_at = timezone.now()
    client = leadway()
    calls: dict[str, Callable[[], Any]] = {
        "account": client.account,
        "calendars": client.calendars,
        "assignees": client.users,
    }
    found, failed = side_by_side({one.name: calls[one.name] for one in claimed})
    with transaction.atomic():
        for name, value in found.items():
            _KEEP[name](value)
        answered = [one for one in claimed if one.name in found]
        Subject.answered(answered, asked_at=asked_at)
        for one in claimed:
            if error := failed.get(one.name):
                logger.warning("%s could not be read: %s", one.name, error)
                Subject.failed(one, Trouble.of(error), asked_at=asked_at)
        directory.forget()
    if directory.current().zone is None:
        logger.warning(
            "no time can be changed: the account does not tell its time zone;"
            " LEADWAY_TIME_ZONE can"
        )


def _keep_account(account: AccountRecord) -> None:
    Account.remember_only([(account.id, account.name or "", facts(account))])


def _keep_calendars(calendars: tuple[CalendarRecord, ...]) -> None:
    read = [(c.id, c.name or c.id, dict(c.raw)) for c in calendars]
    _note_left(Absent.Kind.CALENDAR, Calendar.remember_only(read), read)


def _keep_assignees(users: tuple[User, ...]) -> None:
    read = [(u.id, u.called or u.id, facts(u)) for u in users]
    _note_left(Absent.Kind.ASSIGNEE, Assignee.remember_only(read), read)


def _note_left(
    kind: Absent.Kind, left: dict[str, str], read: Sequence[tuple[str, str, Any]]
) -> None:
    """Keep what those were called that a list has no more: the past names them."""
    if left:
        Absent.note(kind, left)
    Absent.back(id for id, _name, _record in read)


_KEEP: dict[str, Callable[[Any], None]] = {
    "account": _keep_account,
    "calendars": _keep_calendars,
    "assignees": _keep_assignees,
}
