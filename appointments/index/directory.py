"""What names stand for which ids: the account, its calendars, its people.

Every page asks, and hardly anything changes. So a process keeps the parsed copy of a
state of the rows, under the mark of that state: which mark is the newest is read from
the database for each request, so that the copy decides nothing by itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import Error

from appointments.connection import location_id, time_zone
from appointments.index.absent import Absent
from appointments.index.copies import Account, Assignee, Calendar
from appointments.index.stamp import Stamp
from appointments.index.subjects import NAMES, Subject
from appointments.leadway.calendars import Calendar as CalendarRecord
from appointments.times.clock import UTC_ZONE
from appointments.times.zones import zone_named
from appointments.words import no_more
from people.hues import hue_of

KEPT_STATES = 4


@dataclass(frozen=True, slots=True)
class Directory:
    """Names by id, and what each calendar offers.

    `known` is false as long as the account was never read: then `zone` is a setting's.
    None is a zone that nobody told: times are then shown, and none is changed.
    """

    account_name: str
    zone: ZoneInfo | None
    known: bool
    calendars: dict[str, CalendarRecord]
    assignees: dict[str, str]
    # Which of these could not be read the last time, and whether contacts could not.
    missing: tuple[str, ...] = ()
    # What the account says of its zone, in its own words, also where they mean none.
    zone_told: str = ""
    contacts_failed: bool = False
    # Who of the assignees has which e-mail address, in small letters.
    addresses: Mapping[str, str] = field(default_factory=dict)
    # What calendars and people were called that Leadway does not have any more.
    past: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown_in(self) -> ZoneInfo:
        """The zone to show times in, never to read one that was typed."""
        return self.zone or UTC_ZONE

    @property
    def zone_is_told(self) -> bool:
        """Whether the zone is the account's own, and not the setting's."""
        return zone_named(self.zone_told) is not None

    def assignee_with(self, email: str) -> str:
        """Return the id of who has this e-mail address, "" for nobody."""
        return self.addresses.get(email.strip().casefold(), "") if email else ""

    def hue(self, user_id: str) -> int:
        """Return one of the eight colours of people, nought for somebody unknown."""
        return hue_of(user_id) if user_id in self.assignees else 0

    def calendar_name(self, calendar_id: str | None) -> str:
        id = calendar_id or ""
        known = self.calendars.get(id)
        return (known.name or known.id) if known else self._past_name(id)

    def assignee_name(self, user_id: str | None) -> str:
        id = user_id or ""
        return self.assignees.get(id) or self._past_name(id)

    def _past_name(self, id: str) -> str:
        """Return the name of what is there no more, which says so, or the id alone."""
        name = self.past.get(id)
        return no_more(name) if name else id

    def team(self, calendar_id: str | None) -> dict[str, str]:
        """Return id and name of who may take appointments of a calendar."""
        known = self.calendars.get(calendar_id or "")
        members = known.team if known else ()
        return {one.user_id: self.assignee_name(one.user_id) for one in members}


@dataclass(slots=True)
class _Request:
    """What one request was told is the newest state: "" for none, None for not yet.

    `failed` is what came instead: who waits for a database that is gone waits once.
    """

    mark: str | None
    failed: Error | None = None


_request: ContextVar[_Request | None] = ContextVar("directory_request", default=None)


@contextmanager
def asked_once(mark: str | None) -> Iterator[None]:
    """Show one state in all of a request: that of `mark`, or the first one asked for.

    What the request itself changes, it sees.
    """
    before = _request.set(_Request(mark))
    try:
        yield
    finally:
        _request.reset(before)


def current() -> Directory:
    """Return the newest names. Outside of a request each call costs a statement."""
    request = _request.get() or _Request(None)
    if request.failed:
        raise request.failed
    try:
        if request.mark is None:
            request.mark = Stamp.of(location_id())
        return _parsed(request.mark, location_id(), time_zone())
    except Error as error:
        request.failed = error
        raise


def give_up(error: Error) -> None:
    """Ask nothing more in this request: the database is known to be gone."""
    if request := _request.get():
        request.failed = error


def is_out_of_reach() -> bool:
    """Whether they were asked for in this request, and the database gave none."""
    request = _request.get()
    return request is not None and request.failed is not None


def newest() -> tuple[str, list[str]]:
    """Return what tells the newest state as a column, for a statement made anyway."""
    return Stamp.beside(location_id())


def forget() -> None:
    """Say that the rows changed, to every process. See `Stamp.renew`."""
    mark = Stamp.renew(location_id())
    if request := _request.get():
        request.mark = mark


@lru_cache(KEPT_STATES)
def _parsed(mark: str, account_id: str, usual_zone: str) -> Directory:
    """Return the rows as they are under a mark, which no other state of them has.

    Without a mark nothing was ever read, and there is nothing to look for.
    """
    account = Account.objects.filter(id=account_id).first() if mark else None
    calendars = Calendar.objects.order_by("name") if mark else ()
    people = list(Assignee.objects.order_by("name")) if mark else []
    told_by = {str(row.record.get("email") or "").casefold(): row.id for row in people}
    told = account.record.get("timezone") if account else ""
    failed = Subject.failing(account_id) if mark else ()
    return Directory(
        account_name=account.name if account else "",
        zone=zone_named(told) or zone_named(usual_zone),
        known=account is not None,
        calendars={row.id: CalendarRecord.from_wire(row.record) for row in calendars},
        assignees={row.id: row.name for row in people},
        zone_told=str(told or ""),
        missing=tuple(name for name in failed if name in NAMES),
        contacts_failed="contacts" in failed,
        addresses={email: id for email, id in told_by.items() if email},
        past=Absent.named() if mark else {},
    )
