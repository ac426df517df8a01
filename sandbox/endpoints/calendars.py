"""Calendars and the times at which they can be booked."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from sandbox import slots
from sandbox.endpoints.events import window
from sandbox.gate import check_location
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, calendar_service, unprocessable
from sandbox.routing import Route
from sandbox.times import DAY_MS, local, now_ms, written

if TYPE_CHECKING:
    from sandbox.application import Sandbox

MOST_DAYS = 31


def list_calendars(sandbox: "Sandbox", request: Request) -> Answer:
    check_location(request.param("locationId"))
    calendars = sandbox.store.documents("calendar")
    if group := request.param("groupId"):
        calendars = [c for c in calendars if c["groupId"] == group]
    if request.param("showDrafted") == "false":
        calendars = [c for c in calendars if c["isActive"]]
    return Answer(200, {"calendars": calendars})


def list_groups(sandbox: "Sandbox", request: Request) -> Answer:
    check_location(request.param("locationId"))
    return Answer(200, {"groups": sandbox.store.documents("group")})


def read(sandbox: "Sandbox", request: Request, *, calendar_id: str) -> Answer:
    return Answer(200, {"calendar": _found(sandbox, calendar_id)})


def free_slots(sandbox: "Sandbox", request: Request, *, calendar_id: str) -> Answer:
    """A map of days, in the zone that was asked for, with the starts that are free."""
    calendar = _found(sandbox, calendar_id)
    start_ms, end_ms = window(request, "startDate", "endDate")
    if end_ms - start_ms > MOST_DAYS * DAY_MS:
        raise bad_request(f"The date range cannot be longer than {MOST_DAYS} days")
    zone = _zone(sandbox, request)
    opening = slots.Opening(sandbox.diary, calendar, _users(calendar, request))
    earliest, latest = slots.bounds(calendar, now_ms(), sandbox.zone)
    days: dict[str, Any] = {}
    for ms in opening.free(_days(start_ms, end_ms, sandbox.zone)):
        if max(start_ms, earliest) <= ms <= min(end_ms, latest):
            key = local(ms, zone).date().isoformat()
            days.setdefault(key, {"slots": []})["slots"].append(written(ms, zone))
    return Answer(200, days)


def _found(sandbox: "Sandbox", calendar_id: str) -> dict[str, Any]:
    calendar = sandbox.store.document("calendar", calendar_id)
    if calendar is None:
        raise calendar_service(f"Calendar with id {calendar_id} not found")
    return calendar


def _zone(sandbox: "Sandbox", request: Request) -> ZoneInfo:
    name = request.param("timezone")
    if name and name not in available_timezones():
        raise unprocessable(["timezone must be a valid IANA time zone"])
    return ZoneInfo(name) if name else sandbox.zone


def _users(calendar: dict[str, Any], request: Request) -> list[str]:
    """The people asked for, who must be of the team; all of it when nobody is."""
    asked = [
        user
        for name in ("userId", "userIds", "userIds[]")
        for value in request.query.get(name, [])
        for user in value.split(",")
    ]
    members = slots.team(calendar)
    if set(asked) - set(members):
        raise unprocessable("The user id not part of calendar team.")
    if calendar["calendarType"] == "collective":
        return members
    return asked or members


def _days(start_ms: int, end_ms: int, zone: ZoneInfo) -> list[date]:
    first, last = local(start_ms, zone).date(), local(end_ms, zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


SCOPE = "calendars.readonly"
ROUTES = [
    Route("GET", "/calendars/", list_calendars, SCOPE),
    Route("GET", "/calendars/groups", list_groups, "calendars/groups.readonly"),
    Route("GET", "/calendars/{calendar_id}", read, SCOPE),
    Route("GET", "/calendars/{calendar_id}/free-slots", free_slots, SCOPE),
]
