"""The account, its calendars and its people: names for ids, and the zone."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import Error, transaction

from appointments.connection import base_url, leadway, location_id
from appointments.index import directory
from appointments.index.asking import Missing, side_by_side
from appointments.index.facts import facts
from appointments.index.spans import Source
from appointments.index.tables import Account, Assignee, Calendar
from appointments.leadway.calendars import Calendar as CalendarRecord
from appointments.leadway.people import Account as AccountRecord
from appointments.leadway.people import User

logger = logging.getLogger(__name__)
TRIED = "reference-tried"
LASTS_S, TRY_AGAIN_S = 600, 60
# What failed at the last try of this process; it holds as long as TRIED is set.
_failed: list[Missing] = []


def settle_source() -> None:
    """Start with an empty index where it was read from another account or address.

    A training installation that gets its token must not show what was practised with.
    """
    with transaction.atomic():
        Source.settle(location_id(), base_url())
        directory.forget()


def know() -> None:
    """Read what every page needs if it was never read: names, and the account's zone.

    Only the first page of an installation waits for this, for one deadline; where
    Leadway does not answer, it is tried again now and then.
    """
    if not directory.current().known:
        refresh()


def refresh(
    *, even_if_recent: bool = False, even_if_failed: bool = False
) -> list[Missing]:
    """Read the account, its calendars and its people, unless that was just tried.

    What failed at that try is returned again.
    """
    if even_if_recent or (even_if_failed and _failed):
        cache.delete(TRIED)
    if not cache.add(TRIED, True, TRY_AGAIN_S):
        return list(_failed)
    try:
        _failed[:] = _read()
    except Error:
        # Names can be done without for a while; who only reads is not stopped by it.
        logger.exception("what was read could not be kept")
        return list(_failed)
    cache.set(TRIED, True, TRY_AGAIN_S if _failed else LASTS_S)
    return list(_failed)


def _read() -> list[Missing]:
    client = leadway()
    calls: dict[str, Callable[[], Any]] = {
        "account": client.account,
        "calendars": client.calendars,
        "assignees": client.users,
    }
    found, failed = side_by_side(calls)
    with transaction.atomic():
        for name, value in found.items():
            _KEEP[name](value)
        directory.forget()
    if directory.current().zone is None:
        logger.warning(
            "no time can be changed: the account does not tell its time zone;"
            " LEADWAY_TIME_ZONE can"
        )
    for name, error in failed.items():
        logger.warning("%s could not be read: %s", name, error)
    return [Missing(name, error) for name, error in failed.items()]


def _keep_account(account: AccountRecord) -> None:
    Account.remember_only([(account.id, account.name or "", facts(account))])


def _keep_calendars(calendars: tuple[CalendarRecord, ...]) -> None:
    Calendar.remember_only((c.id, c.name or c.id, dict(c.raw)) for c in calendars)


def _keep_assignees(users: tuple[User, ...]) -> None:
    Assignee.remember_only((u.id, u.name or u.id, facts(u)) for u in users)


_KEEP: dict[str, Callable[[Any], None]] = {
    "account": _keep_account,
    "calendars": _keep_calendars,
    "assignees": _keep_assignees,
}
