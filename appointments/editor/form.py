"""The editor's form: what did the person change, and is each change well formed?

Only what was changed is checked: a strange value that came from Leadway in another
field never blocks a save.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from appointments.editor import text, when
from appointments.index.directory import Directory
from appointments.leadway import changes, fields, ids, rrule, statuses
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from appointments.times.clock import UTC_ZONE

# The controls of each section: those of its fields, but for the time and the place.
SECTIONS = {
    **fields.SECTIONS,
    "when": when.FIELDS,
    "where": ("place", *fields.SECTIONS["where"]),
}
KEEP, FROM_CALENDAR, OWN = "keep", "calendar", "own"
OVERRIDES = {"true": True, "false": False}


def _line() -> forms.CharField:
    line = forms.CharField(required=False, strip=False)
    # What is typed is judged in words of our own, and only where it was changed.
    line.validators.clear()
    return line


class AppointmentForm(forms.Form):
    """Bound or not, it starts from the record that the person is looking at.

    After `is_valid()`: `changes` (what to send), `options` (how), and `touched`
    (names of the controls that differ from the record).
    """

    date = _line()
    start = _line()
    end = _line()
    end_next_day = forms.BooleanField(required=False)
    length = _line()
    start_offset = _line()
    assigned_user_id = _line()
    calendar_id = _line()
    place = _line()
    meeting_location_id = _line()
    meeting_location_type = _line()
    address = _line()
    appointment_status = _line()
    title = _line()
    description = _line()
    rrule = _line()
    rrule_consent = forms.BooleanField(required=False)
    to_notify = forms.BooleanField(required=False)
    ignore_date_range = forms.BooleanField(required=False)
    ignore_free_slot_validation = forms.BooleanField(required=False)
    override_location_config = _line()

    changes: Changes
    options: WriteOptions

    def __init__(
        self,
        data: Any = None,
        *,
        record: AppointmentRecord,
        names: Directory,
        zone: ZoneInfo | None,
        today: dt.date,
        defaults: WriteOptions,
        may_override: bool = False,
        only: str = "",
    ) -> None:
        self.record, self.names, self.zone, self.today = record, names, zone, today
        self.defaults, self.may_override = defaults, may_override
        self.only = only
        self.sections = (only,) if only in SECTIONS else tuple(SECTIONS)
        self.shown_in = zone or UTC_ZONE
        self.offsets: tuple[dt.datetime, ...] = ()
        initial = self._initial()
        if data is not None and not {*when.FIELDS} & {*data}:
            # Its times could not be edited, and so were not posted: they are as shown.
            times = {name: initial[name] for name in when.FIELDS if initial[name]}
            data = times | (data.dict() if isinstance(data, QueryDict) else data)
        super().__init__(data, initial=initial, prefix=None)

    def _initial(self) -> dict[str, Any]:
        record, ours = self.record, self.defaults
        plain = {
            name: text.as_shown(name, getattr(record, name)) for name in fields.LIMITS
        }
        return (
            plain
            | when.as_initial(record, self.shown_in)
            | {
                "assigned_user_id": record.assigned_user_id or "",
                "calendar_id": record.calendar_id or "",
                "appointment_status": record.appointment_status or "",
                "place": KEEP,
                "to_notify": ours.to_notify,
                "ignore_date_range": ours.ignore_date_range,
                "ignore_free_slot_validation": ours.ignore_free_slot_validation,
            }
        )

    @property
    def touched(self) -> set[str]:
        """Name the controls whose typed value differs from the record's.

        A control that was not posted was not touched: half a form clears nothing.
        """
        posted = {*self.data, *(("end_next_day",) if "end" in self.data else ())}
        return posted & set(self.changed_data) - set(self._unused())

    def _unused(self) -> tuple[str, ...]:
        """Name the controls that the chosen source of the place makes meaningless."""
        match self["place"].value():
            case "calendar":
                return ("meeting_location_type", "address")
            case "own":
                return ("meeting_location_id",)
            case _:
                return SECTIONS["where"]

    def typed(self, name: str) -> str:
        return text.as_typed(name, str(self.cleaned_data.get(name) or ""))

    # --- from controls to changes ---

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        readers: dict[str, Callable[[], dict[str, Any]]] = {
            "when": self._when,
            "who": self._who,
            "where": self._where,
            "status": self._status,
            "what": self._what,
            "repeat": self._repeat,
        }
        for section in self.sections:
            asked |= readers[section]()
        self.changes = Changes(**asked)
        self._check_status()
        self.options = self._options()
        return self.cleaned_data

    def _when(self) -> dict[str, dt.datetime]:
        touched = self.touched & set(when.FIELDS)
        if not touched:
            return {}
        if self.zone is None:
            self.add_error(
                when.first_of(touched),
                _("The account’s time zone is not known, so no time can be changed."),
            )
            return {}
        unreadable = when.faults(self.cleaned_data, touched, self.today)
        for trouble in unreadable:
            self.add_error(trouble.field, trouble.message)
        return {} if unreadable else self._span(touched, self.zone)

    def _span(self, touched: set[str], zone: ZoneInfo) -> dict[str, dt.datetime]:
        try:
            span = when.read(
                self.cleaned_data,
                touched=touched,
                record=self.record,
                zone=zone,
                today=self.today,
            )
        except when.Trouble as trouble:
            self.add_error(trouble.field, trouble.message)
            self.offsets = trouble.choices
            return {}
        same = (self.record.start_time, self.record.end_time) == (span.start, span.end)
        return {} if same else {"start_time": span.start, "end_time": span.end}

    def _who(self) -> dict[str, str]:
        asked = {}
        calendar_id, assignee = (
            self.typed("calendar_id"),
            self.typed("assigned_user_id"),
        )
        if "calendar_id" in self.touched and self._known_calendar(calendar_id):
            asked["calendar_id"] = calendar_id
        if "assigned_user_id" in self.touched and self._in_team(assignee, calendar_id):
            asked["assigned_user_id"] = assignee
        elif "calendar_id" in asked and not self._still_in_team(calendar_id):
            self.add_error(
                "assigned_user_id",
                _("Choose somebody from the team of the new calendar."),
            )
        return asked

    def _known_calendar(self, calendar_id: str) -> bool:
        known = self.names.calendars
        if calendar_id in known or (not known and ids.is_event_id(calendar_id)):
            return True
        self.add_error("calendar_id", _("Choose a calendar from the list."))
        return False

    def _in_team(self, assignee: str, calendar_id: str) -> bool:
        team = self.names.team(calendar_id)
        if assignee in team or (not team and ids.is_event_id(assignee)):
            return True
        message = _("This person is not in the calendar’s team. Choose one who is.")
        if not assignee:
            message = _("An appointment needs an assignee. Choose one.")
        self.add_error("assigned_user_id", message)
        return False

    def _still_in_team(self, calendar_id: str) -> bool:
        team = self.names.team(calendar_id)
        return not team or self.record.assigned_user_id in team

    def _where(self) -> dict[str, str]:
        match self.typed("place"):
            case "calendar":
                return self._configured_place()
            case "own":
                return self._own_place()
            case _:
                return {}

    def _configured_place(self) -> dict[str, str]:
        chosen = self.typed("meeting_location_id")
        calendar = self.names.calendars.get(self.typed("calendar_id"))
        offered = (
            [p.meeting_location_id for p in calendar.all_places()] if calendar else []
        )
        if chosen in offered or (not offered and ids.is_event_id(chosen)):
            return {"meeting_location_id": chosen}
        self.add_error("meeting_location_id", _("Choose one of the calendar’s places."))
        return {}

    def _own_place(self) -> dict[str, str]:
        asked = {}
        kind = self.typed("meeting_location_type")
        if kind and kind not in fields.LOCATION_TYPES:
            self.add_error("meeting_location_type", _("Choose a kind from the list."))
        elif kind:
            asked["meeting_location_type"] = kind
        if "address" in self.touched:
            asked |= self._text("address")
        if not asked and not self.errors.keys() & {*SECTIONS["where"]}:
            self.add_error(
                "meeting_location_type",
                _("Choose a kind of place, or write the place."),
            )
        return asked

    def _status(self) -> dict[str, str]:
        chosen = self.typed("appointment_status")
        if "appointment_status" not in self.touched:
            return {}
        if chosen in statuses.SETTABLE:
            return {"appointment_status": chosen}
        self.add_error("appointment_status", _("Choose a status from the list."))
        return {}

    def _what(self) -> dict[str, str]:
        return self._text("title") | self._text("description")

    def _text(self, name: str) -> dict[str, str]:
        if name not in self.touched:
            return {}
        value = self.typed(name)
        if value == text.as_typed(name, self.initial[name]):
            return {}
        try:
            text.check(name, value)
        except ValidationError as error:
            self.add_error(name, error)
            return {}
        return {name: value}

    def _repeat(self) -> dict[str, str]:
        asked = self._text("rrule")
        if not asked:
            return {}
        if asked["rrule"] and (fault := rrule.rrule_fault(asked["rrule"])):
            self.add_error("rrule", RULE_FAULTS.get(fault, RULE_FAULTS["part"])())
            return {}
        self._check_rule_applies()
        return asked

    def _check_rule_applies(self) -> None:
        """Without skipping the free-slot check Leadway drops a rule without a word."""
        consent = self.may_override and self.cleaned_data["rrule_consent"]
        if self._checks_skipped() or consent:
            return
        if self.may_override:
            message = _(
                "Leadway applies a repeat rule only when it skips the free-slot check."
                " Agree to that below, for this save."
            )
        else:
            message = _(
                "Leadway applies a repeat rule only when it skips the free-slot check."
                " A manager can save this."
            )
        self.add_error("rrule", message)

    def _check_status(self) -> None:
        """Ask for a status when the record's own cannot be sent along."""
        if not self.changes or self.changes.appointment_status or self.errors:
            return
        if self.record.appointment_status in statuses.NAMES:
            return
        chosen = self._status().get("appointment_status")
        if chosen or self.errors:
            self.changes = replace(self.changes, appointment_status=chosen)
            return
        self.add_error(
            "appointment_status",
            _(
                "Leadway resets the status of an appointment that is saved without one,"
                " and does not take this one back. Choose a status."
            ),
        )

    # --- after the changes are known ---

    def leave_out(self, names: set[str]) -> None:
        """Drop changes after all: the person prefers what Leadway has now."""
        kept = {n: v for n, v in self.changes.asked().items() if n not in names}
        self.changes = Changes(**kept)
        self.options = self._options()

    def as_posted(self) -> dict[str, Any]:
        """Return what a browser posts when nobody touches this form."""
        return {name: value for name, value in self.initial.items() if value}

    # --- how to apply this one write ---

    def _checks_skipped(self) -> bool:
        if not self.may_override:
            return self.defaults.ignore_free_slot_validation
        return bool(self.cleaned_data["ignore_free_slot_validation"])

    def _options(self) -> WriteOptions:
        """Return the flags; who may not set them gets the installation's."""
        options = replace(
            self.defaults,
            to_notify=bool(self.cleaned_data["to_notify"]),
            override_location_config=changes.derived_override(self.changes),
        )
        if self.may_override:
            chosen = OVERRIDES.get(self.typed("override_location_config"))
            options = replace(
                options,
                ignore_date_range=bool(self.cleaned_data["ignore_date_range"]),
                ignore_free_slot_validation=self._checks_skipped(),
                override_location_config=options.override_location_config
                if chosen is None
                else chosen,
            )
            if self.changes.rrule is not None and self.cleaned_data["rrule_consent"]:
                options = replace(options, ignore_free_slot_validation=True)
        return options


RULE_FAULTS: dict[str, Callable[[], str]] = {
    "freq": lambda: _("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY."),
    "interval": lambda: _("INTERVAL must be a whole number from 1 to 99."),
    "count": lambda: _("COUNT must be a whole number from 1 to 366."),
    "until": lambda: _("UNTIL must look like 20261231T225900Z."),
    "count_and_until": lambda: _("Use COUNT or UNTIL, not both."),
    "byday": lambda: _("BYDAY takes MO, TU, WE, TH, FR, SA, SU."),
    "dtstart": lambda: _("Leave DTSTART out: the appointment’s own start counts."),
    "exdate": lambda: _("EXDATE takes times such as 20261224T090000Z."),
    "never": lambda: _("This rule never comes to a date. Check its days and months."),
    "too_long": lambda: _("1,000 characters at most."),
    "part": lambda: _(
        "This is not a repeat rule. Write one like FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    ),
}
