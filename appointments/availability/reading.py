"""A day is read from Leadway before it is shown, when its copy is absent or old.

A person waits for this while choosing a time, so it ends after two seconds whatever
Leadway does; what is known by then is shown, and why the rest is not.
"""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.cache import cache

from appointments import quota, sync
from appointments.availability.taken import Day, day_of
from appointments.availability.wanted import Wanted
from appointments.leadway.deadline import patience
from appointments.leadway.errors import LeadwayError

PATIENCE_S = 2.0
# A time may reach into the day after. Each day costs a call for every calendar.
MOST_DAYS = 2
# What could not be read is not asked for again at every letter that somebody types.
UNREAD, UNREAD_S = "days-unread", 30
LOOKS_EVERY_S = 0.05


def fresh_day(wanted: Wanted, zone: ZoneInfo) -> Day:
    """Return the assignee's day, read first unless its copy is recent. Never raises."""
    day = day_of(wanted, zone)
    if not day.old:
        return day
    trouble = _read(day.old[:MOST_DAYS])
    return replace(day_of(wanted, zone), trouble=trouble, just_read=not trouble)


def _read(days: Iterable[date]) -> dict[str, Any]:
    """Read the days; return why not, in the form that advice reads, or nothing."""
    kept: dict[str, Any] | None = cache.get(UNREAD)
    if kept:
        return kept
    if not quota.spare():
        return {"kind": "busy"}
    ends_at = time.monotonic() + PATIENCE_S
    with patience(PATIENCE_S):
        for day in days:
            if trouble := _read_one(day, ends_at):
                return trouble
    return {}


def _read_one(day: date, ends_at: float) -> dict[str, Any]:
    missing = sync.share_day(day, pressed=False, with_names=False)
    if missing is None:
        return _wait(day, ends_at)
    if not missing or not sync.is_old(sync.seen(day)):
        return {}
    trouble = _trouble(missing[0].error)
    cache.set(UNREAD, trouble, UNREAD_S)
    return trouble


def _wait(day: date, ends_at: float) -> dict[str, Any]:
    """Wait for somebody else who reads the same day, for as long as there is time."""
    while sync.is_being_read(day):
        if time.monotonic() >= ends_at:
            return {"kind": "unanswered"}
        time.sleep(LOOKS_EVERY_S)
    return {}


def _trouble(error: LeadwayError) -> dict[str, Any]:
    return {"kind": error.kind, "reason": getattr(error, "reason", "")}
