"""The use case: bring the local copy of a day up to date.

Leadway lists one calendar at a time, so a day costs a call for each calendar; they run
side by side and one that fails leaves the others.
"""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils import timezone

from appointments import quota, reference
from appointments.connection import leadway
from appointments.leadway.errors import LeadwayError
from appointments.leadway.records import AppointmentRecord
from appointments.leadway.records import Contact as ContactRecord
from appointments.leadway.rules import is_event_id
from appointments.models import (
    Account,
    Appointment,
    Assignee,
    Calendar,
    Contact,
    DaySeen,
)
from appointments.schedule.clock import day_bounds

logger = logging.getLogger(__name__)
SIDE_BY_SIDE = 4
REFERENCE_LASTS = timedelta(minutes=10)
FEW_CONTACTS, MOST_ONE_BY_ONE = 5, 20
CONTACTS_A_PAGE, MOST_PAGES = 100, 5
TRIED, TRY_AGAIN_S = "reference-tried", 30
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Missing:
    """A calendar, or a kind of thing, that could not be read, and why."""

    name: str
    error: LeadwayError


def refresh_day(day: date) -> list[Missing]:
    """Read a day of every calendar, and the names that go with it."""
    missing = refresh_reference()
    names = reference.directory()
    start, end = day_bounds(day, names.zone)
    now = timezone.now()
    found, failed = _side_by_side(
        lambda one: leadway().list_events(start=start, end=end, calendar_id=one),
        names.calendars,
    )
    events = [event for listed in found.values() for event in listed]
    records = {event.id: event for event in events if is_event_id(event.id)}
    Appointment.remember_all(records.values(), seen_at=now)
    Appointment.mark_missing(
        start, end, calendars=found.keys(), seen=records.keys(), before=now
    )
    missing += [Missing(names.calendar_name(one), e) for one, e in failed.items()]
    missing += refresh_contacts(records.values())
    if found:
        DaySeen.remember(day, missing=[one.name for one in missing])
    return missing


def know_reference() -> None:
    """Read what every page needs if it was never read: names, and the account's zone.

    Only the first page of an installation waits for this; where Leadway does not
    answer, it is tried again now and then.
    """
    if not reference.directory().known and cache.add(TRIED, True, TRY_AGAIN_S):
        refresh_reference(even_if_recent=True)


def refresh_reference(*, even_if_recent: bool = False) -> list[Missing]:
    """Read the account, its calendars and its people, unless that was just done."""
    recent = Calendar.objects.filter(seen_at__gt=timezone.now() - REFERENCE_LASTS)
    if recent.exists() and not even_if_recent:
        return []
    readers: dict[str, Callable[[], None]] = {
        "account": _read_account,
        "calendars": _read_calendars,
        "assignees": _read_assignees,
    }
    missing = []
    for name, read in readers.items():
        try:
            read()
        except LeadwayError as error:
            logger.warning("%s could not be read: %s", name, error)
            missing.append(Missing(name, error))
    reference.forget()
    return missing


def _read_account() -> None:
    account = leadway().account()
    Account.remember(account.id, name=account.name or "", record=_facts(account))


def _read_calendars() -> None:
    for calendar in leadway().calendars():
        name = calendar.name or calendar.id
        Calendar.remember(calendar.id, name=name, record=dict(calendar.raw))


def _read_assignees() -> None:
    for user in leadway().users():
        Assignee.remember(user.id, name=user.name or user.id, record=_facts(user))


def refresh_contacts(records: Iterable[AppointmentRecord]) -> list[Missing]:
    """Read the contacts whose names are not known yet, as far as the limit allows.

    Many are looked for page by page first, because one by one would cost a call each.
    """
    ids = {record.contact_id for record in records if record.contact_id}
    missing = _page_through_contacts() if len(_unknown(ids)) > FEW_CONTACTS else []
    wanted = sorted(_unknown(ids))[:MOST_ONE_BY_ONE] if quota.spare() else []
    found, failed = _side_by_side(leadway().contact, wanted)
    _remember_contacts(found.values())
    return missing or [
        Missing("contacts", error) for error in list(failed.values())[:1]
    ]


def _unknown(ids: set[str]) -> set[str]:
    return ids - set(Contact.objects.filter(id__in=ids).values_list("id", flat=True))


def _page_through_contacts() -> list[Missing]:
    for page in range(1, MOST_PAGES + 1):
        try:
            found = leadway().search_contacts("", page=page, limit=CONTACTS_A_PAGE)
        except LeadwayError as error:
            return [Missing("contacts", error)]
        _remember_contacts(found)
        if len(found) < CONTACTS_A_PAGE or not quota.spare():
            break
    return []


def _remember_contacts(contacts: Iterable[ContactRecord]) -> None:
    Contact.remember_all((one.id, one.name, _facts(one)) for one in contacts)


def _facts(one: Any) -> dict[str, Any]:
    """Return what is kept of a person or an account: plain values by our names."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(one).items()
    }


def _side_by_side(
    call: Callable[[str], R], ids: Iterable[str]
) -> tuple[dict[str, R], dict[str, LeadwayError]]:
    """Call for each id in a few threads, none of which touches the database."""

    def one(id: str) -> R | LeadwayError:
        try:
            return call(id)
        except LeadwayError as error:
            return error

    # Leadway is asked about ids; what cannot be one stays without an answer.
    ids = [id for id in ids if is_event_id(id)]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        answers = dict(zip(ids, pool.map(one, ids), strict=True))
    failed = {k: v for k, v in answers.items() if isinstance(v, LeadwayError)}
    found = {k: v for k, v in answers.items() if not isinstance(v, LeadwayError)}
    return found, failed
