"""The people that appointments are with: the unknown ones, and those read long ago."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from appointments.connection import leadway
from appointments.index import budget, directory
from appointments.index.asking import Missing, is_silence, side_by_side
from appointments.index.copies import Contact
from appointments.index.facts import facts
from appointments.index.subjects import Subject
from appointments.index.tables import Appointment
from appointments.leadway.errors import LeadwayError, Refused, Trouble
from appointments.leadway.ids import is_event_id
from appointments.leadway.people import Contact as ContactRecord
from appointments.leadway.records import AppointmentRecord

LASTS = timedelta(days=1)
FEW, MOST_ONE_BY_ONE = 5, 20
A_PAGE, MOST_PAGES = 100, 5
AT_ONCE = 20
DENIED, DENIALS = timedelta(minutes=10), ("scope", "forbidden")


def refresh(records: Iterable[AppointmentRecord]) -> list[Missing]:
    """Read the contacts that are unknown or old, as far as the limit allows.

    Many are looked for page by page first, because one by one would cost a call each.
    Without the right to read contacts nothing is asked for ten minutes.
    """
    ids = {one.contact_id for one in records if one.contact_id}
    ids = {id for id in ids if is_event_id(id)}
    if not (due := _due(ids)):
        return []
    asked_at = timezone.now()
    (subject,) = Subject.called(["contacts"])
    if is_denied(subject):
        return _missing(subject.trouble)
    if len(due) <= FEW and not budget.spare():
        return []
    error = page_through() if len(due) > FEW else None
    if budget.spare() and not (error and _stops(error)):
        error = one_by_one(_due(ids)[:MOST_ONE_BY_ONE]) or error
    trouble = Trouble.of(error) if error else None
    note(subject, trouble, asked_at=asked_at)
    return _missing(trouble)


def note(subject: Subject, trouble: Trouble | None, *, asked_at: datetime) -> None:
    """Keep what came of reading them; every page hears that they fail, or no more."""
    is_news = (trouble is None) != (subject.trouble is None)
    subject.note(trouble, asked_at=asked_at)
    if is_news:
        directory.forget()


def _missing(trouble: Trouble | None) -> list[Missing]:
    return [Missing("contacts", trouble)] if trouble else []


def is_denied(subject: Subject) -> bool:
    """Whether anybody was refused them so lately that asking again is in vain."""
    trouble, asked_at = subject.trouble, subject.asked_at
    lately = asked_at is not None and timezone.now() - asked_at < DENIED
    return lately and trouble is not None and trouble.reason in DENIALS


def _due(ids: set[str]) -> list[str]:
    """Return which to read: first those whose names nobody knows."""
    rows = Contact.objects.filter(id__in=ids)
    seen = dict(rows.values_list("id", "seen_at"))
    oldest = timezone.now() - LASTS
    old = sorted(id for id, seen_at in seen.items() if seen_at < oldest)
    return sorted(ids - seen.keys()) + old


def page_through(may: Callable[[], bool] = budget.spare) -> LeadwayError | None:
    """Read page after page as long as one `may` be."""
    for page in range(1, MOST_PAGES + 1):
        try:
            found = leadway().search_contacts("", page=page, limit=A_PAGE)
        except LeadwayError as error:
            return error
        _remember(found)
        if len(found) < A_PAGE or not may():
            break
    return None


def one_by_one(ids: list[str]) -> LeadwayError | None:
    client = leadway()
    calls = {id: partial(client.contact, id) for id in ids}
    found, failed = side_by_side(calls, stop=_stops)
    _remember(found.values())
    # One that was deleted keeps its name here, or has none, and is not asked for at
    # each look.
    deleted = {id for id, error in failed.items() if _is_no_more(error)}
    Contact.mark_gone(deleted)
    return next((e for id, e in failed.items() if id not in deleted), None)


def _remember(contacts: Iterable[ContactRecord]) -> None:
    """Keep them, some at a time, so that nobody's save waits long for all of them."""
    read = [(one.id, one.name, facts(one)) for one in contacts]
    for first in range(0, len(read), AT_ONCE):
        remember(read[first : first + AT_ONCE])


def remember(read: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
    """Keep contacts, as id, name and record, and let their appointments be found so."""
    with transaction.atomic():
        changed = Contact.changed(read)
        Contact.remember_all(read)
        if changed:
            Appointment.follow(changed)


def _stops(error: LeadwayError) -> bool:
    return is_silence(error) or _is_denial(error)


def _is_denial(error: LeadwayError) -> bool:
    return isinstance(error, Refused) and error.reason in DENIALS


def _is_no_more(error: LeadwayError) -> bool:
    return isinstance(error, Refused) and error.reason == "not_found"
