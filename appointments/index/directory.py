"""What names stand for which ids: the account, its calendars, its people.

Read from the index and kept for a minute in this process, because every page asks and
hardly anything changes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.core.cache import cache

from appointments.connection import location_id, time_zone
from appointments.index.tables import Account, Assignee, Calendar
from appointments.leadway.calendars import Calendar as CalendarRecord
from appointments.times.clock import zone_named
from people.hues import hue_of

KEPT_S = 60
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Directory:
    """Names by id, and what each calendar offers.

    `known` is false as long as the account was never read: then `zone` is a setting's.
    """

    account_name: str
    zone: ZoneInfo
    known: bool
    calendars: dict[str, CalendarRecord]
    assignees: dict[str, str]

    def hue(self, user_id: str) -> int:
        """Return one of the eight colours of people, nought for somebody unknown."""
        return hue_of(user_id) if user_id in self.assignees else 0

    def calendar_name(self, calendar_id: str | None) -> str:
        known = self.calendars.get(calendar_id or "")
        return (known.name or known.id) if known else (calendar_id or "")

    def assignee_name(self, user_id: str | None) -> str:
        return self.assignees.get(user_id or "", user_id or "")

    def team(self, calendar_id: str | None) -> dict[str, str]:
        """Return id and name of who may take appointments of a calendar."""
        known = self.calendars.get(calendar_id or "")
        members = known.team if known else ()
        return {one.user_id: self.assignee_name(one.user_id) for one in members}


def current() -> Directory:
    return _kept("directory", _read)


def forget() -> None:
    """Read again at the next call: something was just refreshed."""
    cache.delete("directory")


def _kept(key: str, read: Callable[[], T]) -> T:
    value: T | None = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, KEPT_S)
    return value


def _read() -> Directory:
    account = Account.objects.filter(id=location_id()).first()
    told = account.record.get("timezone") if account else ""
    return Directory(
        account_name=account.name if account else "",
        zone=zone_named(told or time_zone()),
        known=account is not None,
        calendars={
            row.id: CalendarRecord.from_wire(row.record)
            for row in Calendar.objects.order_by("name")
        },
        assignees={row.id: row.name for row in Assignee.objects.order_by("name")},
    )
