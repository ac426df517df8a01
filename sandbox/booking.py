"""What a write does to an event: Leadway's rules between the fields.

Everything here works on a copy of the event and raises a Refusal when Leadway would
refuse; saving is the caller's, inside one serialised transaction.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox import slots
from sandbox.diary import Diary
from sandbox.places import place
from sandbox.recurrence import UnusableRuleError, occurrences
from sandbox.refusals import (
    NOT_IN_TEAM,
    SLOT_TAKEN,
    WRONG_LENGTH,
    bad_request,
    calendar_service,
    unprocessable,
)
from sandbox.store import Event, Store
from sandbox.switches import Switches
from sandbox.times import local, now_ms, parsed, to_ms

NO_ASSIGNEE = "assignedUserId is required when ignoreFreeSlotValidation is true"
PLAIN = ("title", "description", "contactId")


@dataclass(frozen=True)
class Booking:
    """One write on one event; `fields` is the event as it is seen before it."""

    diary: Diary
    switches: Switches
    event: Event
    body: dict[str, Any]

    def applied(self) -> dict[str, Any]:
        """The fields that this write changes. Raises Refusal."""
        changes = {name: self.body[name] for name in PLAIN if name in self.body}
        calendar = self._calendar()
        changes |= self._calendar_changes(calendar) | self._times(calendar)
        changes |= self._assignee(calendar, changes)
        if not self._unchecked and self._is_moved(changes):
            self._check_slot(calendar, {**self.event.fields, **changes})
        stays = self.switches.type_beside_address
        changes |= place(calendar, self.body, type_stays=stays)
        changes |= self._status() | self._rule(changes)
        return {**changes, "dateUpdated": now_ms()}

    @property
    def _unchecked(self) -> bool:
        """Left out, the flag counts as false."""
        return self.body.get("ignoreFreeSlotValidation") is True

    @property
    def _store(self) -> Store:
        return self.diary.store

    def _calendar(self) -> slots.Calendar:
        key = self.body.get("calendarId", self.event.fields.get("calendarId"))
        calendar = self._store.document("calendar", str(key))
        if calendar is None and "calendarId" in self.body:
            raise calendar_service(f"Calendar with id {key} not found")
        # A record may name a calendar that is gone; that must not block other changes.
        return calendar or {"id": key, "calendarType": "event"}

    def _calendar_changes(self, calendar: slots.Calendar) -> dict[str, Any]:
        if "calendarId" not in self.body:
            return {}
        return {"calendarId": calendar["id"], "groupId": calendar.get("groupId", "")}

    def _times(self, calendar: slots.Calendar) -> dict[str, int]:
        if "startTime" not in self.body and "endTime" not in self.body:
            return {}
        start, end = self._moment("startTime"), self._moment("endTime")
        begins = start if start is not None else self.event.start_ms
        # A start without an end takes the calendar's own length.
        ends = end if end is not None else begins + slots.slot_length_ms(calendar)
        if ends <= begins:
            raise bad_request("The end time must be after the start time.")
        return {"startTime": begins, "endTime": ends}

    def _moment(self, name: str) -> int | None:
        moment = parsed(self.body[name]) if name in self.body else None
        return to_ms(moment) if moment else None

    def _assignee(
        self, calendar: slots.Calendar, changes: dict[str, Any]
    ) -> dict[str, Any]:
        user = self.body.get("assignedUserId")
        known = None if self.switches.assignee_in_body else self._present_assignee
        if self._unchecked and not (user or known):
            raise unprocessable(NO_ASSIGNEE)
        members = slots.team(calendar)
        moves = "assignedUserId" in self.body or "calendarId" in changes
        if moves and members and (user or self._present_assignee) not in members:
            raise unprocessable(NOT_IN_TEAM)
        return {"assignedUserId": user, "users": []} if user is not None else {}

    @property
    def _present_assignee(self) -> str | None:
        return self.event.fields.get("assignedUserId")

    def _is_moved(self, changes: dict[str, Any]) -> bool:
        names = ("startTime", "endTime", "calendarId", "assignedUserId")
        before = self.event.fields
        return any(n in changes and changes[n] != before.get(n) for n in names)

    def _check_slot(self, calendar: slots.Calendar, after: dict[str, Any]) -> None:
        start_ms, end_ms = after["startTime"], after["endTime"]
        if end_ms - start_ms != slots.slot_length_ms(calendar):
            raise bad_request(WRONG_LENGTH)
        if self._start_is_in_utc(start_ms) or not self._is_in_range(calendar, start_ms):
            raise bad_request(SLOT_TAKEN)
        collective = calendar["calendarType"] == "collective"
        users = slots.team(calendar) if collective else [after.get("assignedUserId")]
        opening = slots.Opening(
            self.diary, calendar, [user for user in users if user], self.event.id
        )
        if start_ms not in opening.free_on(local(start_ms, self.diary.zone).date()):
            raise bad_request(SLOT_TAKEN)

    def _is_in_range(self, calendar: slots.Calendar, start_ms: int) -> bool:
        if self.body.get("ignoreDateRange") is True:
            return True
        earliest, latest = slots.bounds(calendar, now_ms(), self.diary.zone)
        return earliest <= start_ms <= latest

    def _start_is_in_utc(self, start_ms: int) -> bool:
        """Slots go back as they came: one rewritten to UTC is not recognised."""
        sent = parsed(self.body.get("startTime", ""))
        if sent is None or not self.switches.utc_start_refused:
            return False
        here: datetime = local(start_ms, self.diary.zone)
        is_utc = sent.utcoffset() == datetime.now(UTC).utcoffset()
        return is_utc and here.utcoffset() != sent.utcoffset()

    def _status(self) -> dict[str, Any]:
        before = self.event.fields.get("appointmentStatus")
        status = self.body.get("appointmentStatus")
        if status is None:
            status = "confirmed" if self.switches.status_reset else before
        if status == "completed":
            status = "showed"
        return {"appointmentStatus": status, "oldStatus": before}

    def _rule(self, changes: dict[str, Any]) -> dict[str, Any]:
        """The rule is taken only without slot validation, and silently left else."""
        if self.event.master_id:
            return {}
        taken = "rrule" in self.body and self._unchecked
        rule = self.body["rrule"] if taken else self.event.fields.get("rrule")
        if rule and (taken or "startTime" in changes):
            start_ms = changes.get("startTime") or self.event.start_ms
            self._check_rule(rule, start_ms)
        return {"rrule": rule} if taken else {}

    def _check_rule(self, rule: str, start_ms: int) -> None:
        try:
            occurrences(rule, start_ms, self.diary.zone)
        except UnusableRuleError as fault:
            raise bad_request(str(fault)) from fault
